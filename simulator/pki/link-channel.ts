/** From PEM files to what the two ends of a secure channel need. Keys are handed over parsed and are nowhere logged. */

import { createPrivateKey } from 'node:crypto';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import type { ChannelParts, LinkCredentials } from '../../protocol/channel/channel.ts';
import { LinkTrust } from '../../protocol/channel/link-certificate.ts';
import type { EntropySource } from '../../protocol/crypto.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { orThrow } from '../../protocol/result.ts';
import { type LinkIdentities, seededLinkIdentities } from './link-authority.ts';
import { derOf, type Identity, x25519Secret } from './test-authority.ts';

/** Whose randomness and whose clock an end goes by. */
export interface EndOfLink {
  readonly entropy: EntropySource;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly validAt: () => number;
}

export interface LinkChannels {
  bridge(end: EndOfLink): ChannelParts;
  /** @throws EmulatorError EMU-460 as `LinkIdentities.reader` */
  reader(serial: ReaderId, end: EndOfLink): ChannelParts;
  /** Of the driver of the phone reader beside that reader. @throws EmulatorError EMU-460 as `LinkIdentities.phoneReader` */
  phoneReader(beside: ReaderId, end: EndOfLink): ChannelParts;
}

const credentialsOf = ({ certificatePem, keyPem }: Identity): LinkCredentials => ({
  chain: derOf(certificatePem),
  key: platformCrypto.x25519(x25519Secret(createPrivateKey(keyPem))),
});

/** What a set of identities gives the ends of links; parsed once, however many ends there are. */
export function linkChannels(identities: LinkIdentities): LinkChannels {
  const trust = orThrow(LinkTrust.in(derOf(identities.authorityPem), platformCrypto));
  const parsed = new Map<Identity, LinkCredentials>();
  const partsOf = (identity: Identity, { entropy, validAt }: EndOfLink): ChannelParts => {
    const credentials = parsed.get(identity) ?? credentialsOf(identity);
    parsed.set(identity, credentials);
    return { engine: platformCrypto, entropy, credentials, trust, validAt };
  };
  return {
    bridge: (end) => partsOf(identities.bridge, end),
    phoneReader: (beside, end) => partsOf(identities.phoneReader(beside), end),
    reader: (serial, end) => partsOf(identities.reader(serial), end),
  };
}

/** The secure channel of a desk, and the instant by which its certificates are judged. */
export interface DeskChannel {
  readonly of: LinkChannels;
  readonly validAt: () => number;
}

const seeded = new Map<number, DeskChannel>();

/**
 * For a desk that lives as long as the process: its ends know each other from the beginning, and their certificates are
 * the same bytes each time, for what is on the cable is part of a run that repeats itself. Made once a process.
 * @param beginning of the desk; certificates are judged by it, however its clock is moved
 */
export function seededChannel(beginning: number): DeskChannel {
  const channel = seeded.get(beginning) ?? {
    of: linkChannels(seededLinkIdentities('desk', beginning)),
    validAt: () => beginning,
  };
  seeded.set(beginning, channel);
  return channel;
}
