/** The ends of recorded conversations: what they draw, their keys, and one that a script does by hand. */

import { createPrivateKey } from 'node:crypto';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import {
  type ChannelParts,
  channelPrologue,
  type SecureLink,
  type SecureLinkEvent,
} from '../../protocol/channel/channel.ts';
import { LinkTrust } from '../../protocol/channel/link-certificate.ts';
import { HandshakeState } from '../../protocol/channel/noise.ts';
import { EmulatorError, isErrorCode } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { FrameDecoder } from '../../protocol/link/frame.ts';
import { Link, type LinkEvent } from '../../protocol/link/link.ts';
import { decodePacket } from '../../protocol/link/packet.ts';
import { linkBacklog } from '../../protocol/link/send-window.ts';
import { orThrow, type Problem } from '../../protocol/result.ts';
import { seededLinkIdentities } from '../pki/link-authority.ts';
import { derOf, type Identity, x25519Secret } from '../pki/test-authority.ts';
import type { RecordedEnd, Role } from './conversation.ts';
import { bytesOf, filled, hexOf } from './vector-file.ts';

const none = new Uint8Array(0);

const asProblem = (code: string): Problem => {
  if (!isErrorCode(code)) throw new TypeError(`${code} is no code of the catalogue`);
  return { code, detail: {} };
};

/** The code of a `refuse` among the frames: a reader that refuses an `open` tells nobody else. */
function refuseIn(written: readonly Uint8Array[]): Problem | null {
  const decoder = new FrameDecoder();
  for (const found of written.flatMap((bytes) => decoder.push(bytes))) {
    const packet = found.kind === 'frame' ? decodePacket(found.payload) : null;
    if (packet?.ok === true && packet.value.kind === 'refuse') return asProblem(packet.value.code);
  }
  return null;
}

export const endOfLink = (link: Link | SecureLink): RecordedEnd => ({
  attached: (now) => link.attached(now),
  received: (bytes, now) => link.received(bytes, now),
  send(message, now) {
    try {
      return link.send(message, now) ? null : { code: 'EMU-105', detail: { limit: linkBacklog } };
    } catch (error) {
      if (error instanceof EmulatorError) return error.problem;
      throw error;
    }
  },
  advance: (now) => link.advance(now),
  deadline: () => link.deadline(),
  takeOutput: () => link.takeOutput(),
  takeRefusal(written) {
    const events: readonly (LinkEvent | SecureLinkEvent)[] = link.takeEvents();
    const closed = events.find((event) => event.type === 'closed');
    if (closed === undefined) return refuseIn(written);
    const own = 'refusal' in closed ? closed.refusal : null;
    return own?.problem ?? asProblem(closed.code);
  },
});

export const halves: Readonly<Record<Role, Uint8Array>> = {
  host: bytesOf('0a0b0c0d'),
  reader: bytesOf('00030001'),
};
export const theOther = { host: 'reader', reader: 'host' } as const;

export const linkAlone = (role: Role, secure = false): Link => new Link(role, () => halves[role], { secure });
export const ofLink = (role: Role): JsonObject => ({ half: hexOf(halves[role]), secure: false });
/** By this instant the certificates are judged, milliseconds since 1970-01-01 UTC. */
export const at = Date.parse('2026-11-02T09:00:00+09:00');
export const serial = 'FCR-000001' as ReaderId;
/** Another reader of the same authority. */
export const otherSerial = 'FCR-000002' as ReaderId;
export const ours = seededLinkIdentities('conversations', at);
const _strangers = seededLinkIdentities('strangers of conversations', at);
export const trusted = derOf(ours.authorityPem);

export const ephemerals: Readonly<Record<Role, Uint8Array>> = {
  host: filled(32, 0x33),
  reader: filled(32, 0x44),
};
export const secretOf = ({ keyPem }: Identity): Uint8Array => x25519Secret(createPrivateKey(keyPem));
export const chainOf = ({ certificatePem }: Identity): readonly Uint8Array[] => derOf(certificatePem);
export const identityOf = (role: Role): Identity => (role === 'host' ? ours.bridge : ours.reader(serial));

export const partsOf = (role: Role): ChannelParts => ({
  engine: platformCrypto,
  entropy: { bytes: () => ephemerals[role] },
  credentials: { chain: chainOf(identityOf(role)), key: platformCrypto.x25519(secretOf(identityOf(role))) },
  trust: orThrow(LinkTrust.in(trusted, platformCrypto)),
  validAt: () => at,
});
export const ofChannel = (role: Role): JsonObject => ({
  half: hexOf(halves[role]),
  secure: true,
  channel: {
    static: hexOf(secretOf(identityOf(role))),
    ephemeral: hexOf(ephemerals[role]),
    chain: chainOf(identityOf(role)).map(hexOf),
    authority: hexOf(trusted[0] ?? none),
    at,
  },
});

/** The end opposite the recorded one: its link, and the handshake that it does by hand. */
export class Opposite {
  readonly link: Link;
  readonly #role: Role;
  readonly #static: Uint8Array;
  #handshake: HandshakeState | null = null;

  constructor(role: Role, secret = secretOf(identityOf(role))) {
    this.#role = role;
    this.#static = secret;
    this.link = linkAlone(role, true);
  }

  /** Begun when the link stands. */
  get handshake(): HandshakeState {
    const { session } = this.link;
    if (session === null) throw new TypeError('the link does not stand yet');
    this.#handshake ??= new HandshakeState(
      platformCrypto,
      this.#role === 'host' ? 'initiator' : 'responder',
      {
        static: platformCrypto.x25519(this.#static),
        ephemeral: platformCrypto.x25519(ephemerals[this.#role]),
      },
      channelPrologue(session.offered, session.version, session.id),
    );
    return this.#handshake;
  }

  /** The next message of the handshake. */
  write(payload: Uint8Array): Uint8Array {
    return orThrow(this.handshake.write(payload));
  }

  /** Reads what the recorded end has said. */
  read(): void {
    for (const event of this.link.takeEvents())
      if (event.type === 'received') orThrow(this.handshake.read(event.payload));
  }
}
