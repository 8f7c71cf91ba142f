/** What the user key of a card or phone is given to sign, and how long its signature may be. */

import { messages } from '../../protocol/messages.ts';
import type { Digest } from '../hal.ts';
import type { SignatureScheme } from '../trust/signature-schemes.ts';

/** What the host is told must fit its message. */
export const longestSignature = messages.eligibilityRequest.fields.signature.is.max;

/** DigestInfo of SHA-256 (RFC 8017, 9.2 note 1): what an RSA key is given. */
const sha256DigestInfo = Uint8Array.of(
  ...[0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00],
  ...[0x04, 0x20],
);

/** RSA: DigestInfo of SHA-256. Next generation: the bare SHA-384 (our reading; no command of that card is public). */
export function signatureInput(scheme: SignatureScheme, nonce: Uint8Array, digest: Digest): Uint8Array {
  if (scheme === 'ecdsa-p384-sha384') return digest('sha384', nonce);
  const input = new Uint8Array(sha256DigestInfo.length + 32);
  input.set(sha256DigestInfo);
  input.set(digest('sha256', nonce), sha256DigestInfo.length);
  return input;
}
