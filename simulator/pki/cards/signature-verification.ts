/** Signatures of cards and of their authorities, checked by the platform (node:crypto). */

import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { SchemeKey, VerifySignature } from '../../../firmware/trust/signature-schemes.ts';

const point = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

function keyObject({ scheme, bytes }: SchemeKey): KeyObject {
  if (scheme === 'rsa-sha256')
    return createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs1' });
  const [x, y] = [point(bytes.subarray(1, 49)), point(bytes.subarray(49))];
  return createPublicKey({ key: { kty: 'EC', crv: 'P-384', x, y }, format: 'jwk' });
}

/** By the bytes of the key, which live as long as the certificate that was read; null: no key. */
const made = new WeakMap<Uint8Array, KeyObject | null>();

function platformKey(key: SchemeKey): KeyObject | null {
  const known = made.get(key.bytes);
  if (known !== undefined) return known;
  let object: KeyObject | null = null;
  try {
    object = keyObject(key);
  } catch {
    // Not a point of the curve, not an RSA key.
  }
  made.set(key.bytes, object);
  return object;
}

const check = (
  key: SchemeKey,
  message: Uint8Array,
  signature: Uint8Array,
  dsaEncoding: 'der' | 'ieee-p1363',
): boolean => {
  const object = platformKey(key);
  if (object === null) return false;
  return key.scheme === 'rsa-sha256'
    ? verify('sha256', message, { key: object, padding: constants.RSA_PKCS1_PADDING }, signature)
    : verify('sha384', message, { key: object, dsaEncoding }, signature);
};

/** Signatures on certificates, revocation lists and answers. */
export const verifySignature: VerifySignature = (key, message, signature) =>
  check(key, message, signature, 'der');

/** What a card signs: RSA PKCS #1 v1.5 with SHA-256, or ECDSA with SHA-384 as r‖s. */
export const verifyCardSignature: VerifySignature = (key, message, signature) =>
  check(key, message, signature, 'ieee-p1363');
