/**
 * The signature schemes of cards' authorities: RSA-2048 with SHA-256 (PKCS #1 v1.5) today, ECDSA P-384 with SHA-384 for
 * the next generation of cards. The arithmetic is an engine's, which the platform hands in (hal.ts).
 */

import type { CertificateFields } from '../../protocol/x509.ts';

export type SignatureScheme = 'rsa-sha256' | 'ecdsa-p384-sha384';

/** A public key of one of the schemes. */
export interface SchemeKey {
  readonly scheme: SignatureScheme;
  /** RSA: RSAPublicKey in DER (RFC 8017, A.1.1). ECDSA: the uncompressed point, 97 bytes. */
  readonly bytes: Uint8Array;
}

/**
 * Whether `signature` is the key's over `message`. False for whatever is no valid signature, also where key or signature
 * are malformed; never throws.
 * @param signature as in X.509: RSA of the key's length, ECDSA in DER
 */
export type VerifySignature = (key: SchemeKey, message: Uint8Array, signature: Uint8Array) => boolean;

const schemeOfAlgorithm: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.11': 'rsa-sha256',
  '1.2.840.10045.4.3.3': 'ecdsa-p384-sha384',
};

/** The scheme of a signature algorithm, by its object identifier; null for all others. */
export const schemeOf = (algorithm: string): SignatureScheme | null =>
  Object.hasOwn(schemeOfAlgorithm, algorithm) ? (schemeOfAlgorithm[algorithm] ?? null) : null;

const rsaEncryption = '1.2.840.113549.1.1.1';
const ecPublicKey = '1.2.840.10045.2.1';
/** secp384r1, as DER in hexadecimal digits. */
const p384 = '06052b81040022';

/** The head of an RSAPublicKey whose modulus has 2048 bits: two lengths of two bytes, and the sign byte of the modulus. */
const isRsa2048 = (key: Uint8Array): boolean =>
  key[0] === 0x30 &&
  key[1] === 0x82 &&
  key[4] === 0x02 &&
  key[5] === 0x82 &&
  key[6] === 0x01 &&
  key[7] === 0x01 &&
  key[8] === 0x00 &&
  ((key[9] ?? 0) & 0x80) !== 0;

/** The parameters of an RSA key (RFC 3279, 2.3.1). */
const derNull = '0500';

/** The public key of a certificate; null where it is of no scheme: another algorithm, curve or length. */
export function schemeKeyOf({ algorithm, parameters, bytes }: CertificateFields['key']): SchemeKey | null {
  if (algorithm === rsaEncryption)
    return parameters === derNull && isRsa2048(bytes) ? { scheme: 'rsa-sha256', bytes } : null;
  const isP384 = algorithm === ecPublicKey && parameters === p384 && bytes.length === 97 && bytes[0] === 0x04;
  return isP384 ? { scheme: 'ecdsa-p384-sha384', bytes } : null;
}
