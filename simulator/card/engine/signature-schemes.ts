/** What COMPUTE SIGNATURE does with a key of the card: the schemes of P1, by algorithm, as one table. */

import { constants, createHash, type KeyObject, privateEncrypt } from 'node:crypto';
import { p384 } from '@noble/curves/nist.js';
import type { Entropy } from '../../../firmware/hal.ts';
import { sw } from './apdu.ts';
import { concatenate } from './ber-tlv.ts';
import { encodePss } from './pss.ts';

export type SigningKey =
  | { readonly algorithm: 'rsa2048'; readonly key: KeyObject }
  | { readonly algorithm: 'p384'; readonly secret: Uint8Array };

/** DigestInfo of SHA-256 up to the hash (RFC 8017, 9.2 note 1). */
const digestInfo = Uint8Array.of(
  ...[0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00],
  ...[0x04, 0x20],
);
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const withDigestInfo = (hash: Uint8Array): Uint8Array => concatenate(digestInfo, hash);

const longestInput = 245;
const modulusBytes = 256;

interface Scheme {
  /** The input must be a hash. */
  readonly takesHash: boolean;
  readonly padding: 'pkcs1' | 'pss';
  prepare(data: Uint8Array): Uint8Array;
}

const asGiven = (data: Uint8Array): Uint8Array => data;

/** By P1. */
const rsaSchemes: readonly Scheme[] = [
  { takesHash: false, padding: 'pkcs1', prepare: asGiven },
  { takesHash: false, padding: 'pkcs1', prepare: sha256 },
  { takesHash: true, padding: 'pkcs1', prepare: withDigestInfo },
  { takesHash: false, padding: 'pkcs1', prepare: (data) => withDigestInfo(sha256(data)) },
  { takesHash: true, padding: 'pss', prepare: asGiven },
  { takesHash: false, padding: 'pss', prepare: sha256 },
];

/** Whether a key knows the scheme that P1 names. The P-384 card knows one, a SHA-384 as given (our design). */
export const knowsScheme = (key: SigningKey, p1: number): boolean =>
  key.algorithm === 'p384' ? p1 === 0 : p1 < rsaSchemes.length;

/** The signature, or the status word that says why there is none. */
export function computeSignature(
  key: SigningKey,
  p1: number,
  data: Uint8Array,
  entropy: Entropy,
): Uint8Array | number {
  if (key.algorithm === 'p384') {
    if (p1 !== 0) return sw.wrongP1P2;
    // The nonce follows from key and hash (RFC 6979). 96 bytes, r‖s.
    return data.length === 48 ? p384.sign(data, key.secret, { prehash: false }) : sw.conditionsNotSatisfied;
  }
  const scheme = rsaSchemes[p1];
  if (scheme === undefined) return sw.wrongP1P2;
  if (data.length === 0 || data.length > longestInput) return sw.conditionsNotSatisfied;
  if (scheme.takesHash && data.length !== 32) return sw.conditionsNotSatisfied;
  const input = scheme.prepare(data);
  return scheme.padding === 'pkcs1'
    ? privateEncrypt({ key: key.key, padding: constants.RSA_PKCS1_PADDING }, input)
    : privateEncrypt(
        { key: key.key, padding: constants.RSA_NO_PADDING },
        encodePss(input, entropy.bytes(32), modulusBytes),
      );
}
