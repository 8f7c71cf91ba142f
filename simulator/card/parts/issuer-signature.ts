/**
 * What the issuer of the 券面 applications signs: records of the card's data, and the certificates of its own keys
 * (7F21) that a verifier walks down. RSA PKCS #1 v1.5 with SHA-256; for the next generation ECDSA with SHA-384, r‖s
 * (our reading).
 */

import { constants, createHash, type KeyObject, privateEncrypt } from 'node:crypto';
import { p384 } from '@noble/curves/nist.js';
import { ecSecret } from '../../pki/x509-issuing.ts';
import { concatenate, tlv } from '../engine/ber-tlv.ts';
import { sha256DigestInfo } from '../engine/digest-info.ts';
import { publicKeyObjects } from './public-key-objects.ts';

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

/**
 * One signature over several parts, each hashed by itself: the hashes stand one after the other in one DigestInfo, or
 * for P-384 are hashed once more. The same bytes every time.
 */
export function issuerSignature(key: KeyObject, ...parts: readonly Uint8Array[]): Uint8Array {
  if (key.asymmetricKeyType === 'ec') {
    const [only] = parts;
    const whole = parts.length === 1 && only !== undefined ? only : concatenate(...parts.map(sha384));
    return p384.sign(sha384(whole), ecSecret(key), { prehash: false });
  }
  return privateEncrypt(
    { key, padding: constants.RSA_PKCS1_PADDING },
    sha256DigestInfo(...parts.map(sha256)),
  );
}

function sha384(data: Uint8Array): Uint8Array {
  return createHash('sha384').update(data).digest();
}

interface IssuerCertificateForm {
  /** 証明者鍵ID: which key signs. */
  readonly by: Uint8Array;
  /** 被証明者鍵ID: which key is certified. */
  readonly of: Uint8Array;
  readonly publicKey: KeyObject;
}

/** The contents of a certificate, as GET DATA gives them; in a file `7F21` stands around them. */
export function issuerCertificate({ by, of, publicKey }: IssuerCertificateForm, key: KeyObject): Uint8Array {
  const body = concatenate(by, of, publicKeyObjects(publicKey));
  return concatenate(tlv(0x5f4e, body), tlv(0x5f37, issuerSignature(key, body)));
}
