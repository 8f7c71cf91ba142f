/** Public keys as the card's files hold them: 90 exponent and 91 modulus; for P-384 86 point (our reading). */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { concatenate, tlv } from '../engine/ber-tlv.ts';

const bytes = (base64url: string | undefined): Uint8Array =>
  new Uint8Array(Buffer.from(base64url ?? '', 'base64url'));

/** `key` may be the private half. */
export function publicKeyObjects(key: KeyObject): Uint8Array {
  const { e, n, x, y } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return key.asymmetricKeyType === 'ec'
    ? tlv(0x86, Uint8Array.of(0x04), bytes(x), bytes(y))
    : concatenate(tlv(0x90, bytes(e)), tlv(0x91, bytes(n)));
}
