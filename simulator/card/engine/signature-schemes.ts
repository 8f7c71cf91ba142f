/** What COMPUTE SIGNATURE does with a key of the card: the schemes of P1, by algorithm, as one table. */

import { constants, createHash, type KeyObject, privateEncrypt } from 'node:crypto';
import { p384 } from '@noble/curves/nist.js';
import type { Entropy } from '../../../firmware/hal.ts';
import { ecSecret } from '../../pki/x509-issuing.ts';
import type { Basis } from './basis.ts';
import { sha256DigestInfo } from './digest-info.ts';
import { encodePss } from './pss.ts';
import { sw } from './status-words.ts';

export type SigningKey =
  | { readonly algorithm: 'rsa2048'; readonly key: KeyObject }
  | { readonly algorithm: 'p384'; readonly secret: Uint8Array };

/** A private key as the card holds it: RSA-2048 or P-384. */
export const signingKeyOf = (key: KeyObject): SigningKey =>
  key.asymmetricKeyType === 'ec'
    ? { algorithm: 'p384', secret: ecSecret(key) }
    : { algorithm: 'rsa2048', key };

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const sha384 = (data: Uint8Array): Uint8Array => createHash('sha384').update(data).digest();

const longestInput = 245;
const modulusBytes = 256;

interface Scheme {
  readonly about: string;
  readonly basis: Basis;
  /** The input must be a hash. */
  readonly takesHash: boolean;
  readonly padding: 'pkcs1' | 'pss';
  readonly prepare: (data: Uint8Array) => Uint8Array;
}

const asGiven = (data: Uint8Array): Uint8Array => data;

/** By P1. */
export const rsaSchemes: readonly Scheme[] = [
  {
    about: 'PKCS #1 v1.5 over the input as given, 1 to 245 bytes',
    basis: 'measured',
    takesHash: false,
    padding: 'pkcs1',
    prepare: asGiven,
  },
  {
    about: 'PKCS #1 v1.5 over the bare SHA-256 of the input',
    basis: 'sourced',
    takesHash: false,
    padding: 'pkcs1',
    prepare: sha256,
  },
  {
    about: 'PKCS #1 v1.5 over the DigestInfo of a SHA-256 that is the input',
    basis: 'sourced',
    takesHash: true,
    padding: 'pkcs1',
    prepare: (hash) => sha256DigestInfo(hash),
  },
  {
    about: 'PKCS #1 v1.5 over the DigestInfo of the SHA-256 of the input',
    basis: 'sourced',
    takesHash: false,
    padding: 'pkcs1',
    prepare: (data) => sha256DigestInfo(sha256(data)),
  },
  {
    about: 'PSS with SHA-256 that is the input',
    basis: 'sourced',
    takesHash: true,
    padding: 'pss',
    prepare: asGiven,
  },
  {
    about: 'PSS with the SHA-256 of the input',
    basis: 'sourced',
    takesHash: false,
    padding: 'pss',
    prepare: sha256,
  },
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

/** INTERNAL AUTHENTICATE: a signature over the challenge by the usual scheme of the key. */
export const authenticate = (key: SigningKey, challenge: Uint8Array): Uint8Array =>
  key.algorithm === 'p384'
    ? p384.sign(sha384(challenge), key.secret, { prehash: false })
    : privateEncrypt(
        { key: key.key, padding: constants.RSA_PKCS1_PADDING },
        sha256DigestInfo(sha256(challenge)),
      );
