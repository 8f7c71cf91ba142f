/**
 * The secure element of an emulated reader: a fixed test key with a certificate that test cards accept. That cards
 * check a terminal's certificate is known, how is not public; this is our design and no real card takes it.
 */

import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { TerminalIdentity } from '../../firmware/hal.ts';
import { issueCardVerifiable, publicPointOf } from '../card/engine/card-verifiable-certificate.ts';
import { labelledPem } from './test-keys/labelled-pem.ts';

const keys = labelledPem('terminal.pem');

/** Name of the authority in the certificates that it issues. */
const terminalAuthorityName = 'TEST-TERM-CA';

/** What a card checks terminal certificates with. */
let authorityKey: KeyObject | null = null;
export const terminalAuthorityKey = (): KeyObject => {
  authorityKey ??= createPublicKey(keys.key('terminal authority'));
  return authorityKey;
};

/** A terminal certificate (7F21) for a P-256 key. */
export const issueTerminalCertificate = (holder: string, publicKey: KeyObject): Uint8Array =>
  issueCardVerifiable(
    { authority: terminalAuthorityName, holder, publicPoint: publicPointOf(publicKey) },
    keys.key('terminal authority'),
  );

let identity: TerminalIdentity | null = null;

/** The identity that every emulated reader carries. Only the length of a signature is the same every time. */
export function terminalIdentity(): TerminalIdentity {
  if (identity === null) {
    const key = keys.key('terminal');
    const raw = { key, dsaEncoding: 'ieee-p1363' } as const;
    identity = {
      certificate: issueTerminalCertificate('TEST-READER', key),
      sign: (bytes) => sign('sha256', bytes, raw),
    };
  }
  return identity;
}
