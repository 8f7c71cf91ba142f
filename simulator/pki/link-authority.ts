/**
 * The authority of the link's secure channel, and what it issues: certificates for a bridge and for readers, as
 * protocol/README.md asks for them ("Certificates").
 */

import { linkPurposes } from '../../protocol/channel/link-certificate.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import {
  drawX25519,
  type Identity,
  type Issuer,
  type Issuing,
  newAuthority,
  newIdentity,
  purpose,
  testName,
} from './test-authority.ts';

/** What reader and bridge know each other by. */
export interface LinkIdentities {
  /** One certificate or several: those that both ends trust. */
  readonly authorityPem: string;
  readonly bridge: Identity;
  /**
   * The identity of the reader with this serial number; the same one when asked again.
   * @throws EmulatorError EMU-460 where there is none and none can be issued
   */
  reader(serial: ReaderId): Identity;
  /**
   * The identity of the driver of the phone reader beside that reader; the same one when asked again.
   * @throws EmulatorError EMU-460 as `reader`
   */
  phoneReader(beside: ReaderId): Identity;
}

export const newLinkAuthority = (issuing: Issuing): Issuer => newAuthority('link authority', issuing);

export const issueToBridge = (authority: Issuer, issuing: Issuing): Identity =>
  newIdentity(
    authority,
    testName('bridge'),
    drawX25519(issuing.draw),
    [purpose(linkPurposes.bridge)],
    issuing,
  );

export const issueToReader = (authority: Issuer, serial: ReaderId, issuing: Issuing): Identity =>
  newIdentity(
    authority,
    testName(serial, serial),
    drawX25519(issuing.draw),
    [purpose(linkPurposes.reader)],
    issuing,
  );

export const issueToPhoneReader = (authority: Issuer, beside: ReaderId, issuing: Issuing): Identity =>
  newIdentity(
    authority,
    testName(`phone reader beside ${beside}`),
    drawX25519(issuing.draw),
    [purpose(linkPurposes.phoneReader)],
    issuing,
  );

/** Identities that last as long as the process. The order in which readers ask decides nothing. */
export function seededLinkIdentities(seed: string, now: number): LinkIdentities {
  const drawing = (what: string): Issuing => ({ now, draw: seededEntropy(`${seed} ${what}`) });
  const authority = newLinkAuthority(drawing('authority'));
  const readers = new Map<ReaderId, Identity>();
  const phoneReaders = new Map<ReaderId, Identity>();
  return {
    authorityPem: authority.certificatePem,
    bridge: issueToBridge(authority, drawing('bridge')),
    reader(serial) {
      const identity = readers.get(serial) ?? issueToReader(authority, serial, drawing(serial));
      readers.set(serial, identity);
      return identity;
    },
    phoneReader(beside) {
      const identity =
        phoneReaders.get(beside) ?? issueToPhoneReader(authority, beside, drawing(`phone reader ${beside}`));
      phoneReaders.set(beside, identity);
      return identity;
    },
  };
}
