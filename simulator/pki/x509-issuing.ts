/**
 * Builds and signs X.509 certificates synchronously, the same bytes every time: RSA PKCS #1 v1.5 needs no randomness,
 * ECDSA takes its nonce from the message (RFC 6979). What goes into a certificate is the caller's.
 */

import { createHash, type KeyObject, sign } from 'node:crypto';
import { p256, p384 } from '@noble/curves/nist.js';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extension,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

export interface CertificateForm {
  /** Hexadecimal, positive. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970-01-01 UTC; whole seconds count. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Extension[];
}

/** The bytes of a DER structure of @peculiar/asn1. */
export const der = (value: object): ArrayBuffer => AsnConvert.serialize(value);

export const extension = (id: string, critical: boolean, value: object): Extension =>
  new Extension({ extnID: id, critical, extnValue: new OctetString(der(value)) });

const attributeTypes = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
} as const;
type AttributeName = keyof typeof attributeTypes;

/** A distinguished name, one attribute a step: `[['C', 'JP'], ['O', 'TEST']]`. */
export const distinguishedName = (steps: readonly (readonly [AttributeName, string])[]): Name =>
  new Name(
    steps.map(([type, text]) => {
      const printable = /^[A-Za-z0-9 '()+,./:=?-]*$/.test(text);
      const value = new AttributeValue(printable ? { printableString: text } : { utf8String: text });
      return new RelativeDistinguishedName([
        new AttributeTypeAndValue({ type: attributeTypes[type], value }),
      ]);
    }),
  );

/** The public key as SubjectPublicKeyInfo, DER. */
export const spki = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

/** Twenty bytes that name a public key (RFC 7093, method 1). */
export const keyIdentifier = (publicKey: KeyObject): Uint8Array => {
  const { subjectPublicKey } = AsnConvert.parse(spki(publicKey), SubjectPublicKeyInfo);
  return createHash('sha256').update(new Uint8Array(subjectPublicKey)).digest().subarray(0, 20);
};

/** The secret number of an EC private key. */
export const ecSecret = (key: KeyObject): Uint8Array =>
  new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));

/** Signs as its key's authority does everything: certificates, revocation lists, answers about certificates. */
export interface Signer {
  readonly algorithm: AlgorithmIdentifier;
  sign(bytes: Uint8Array): Uint8Array;
}

const isP256 = (key: KeyObject): boolean => key.asymmetricKeyDetails?.namedCurve === 'prime256v1';

/** sha256WithRSAEncryption, ecdsa-with-SHA384 for a P-384 key, ecdsa-with-SHA256 for a P-256 key. */
export const signerFor = (key: KeyObject): Signer => {
  if (key.asymmetricKeyType !== 'ec') {
    return {
      algorithm: new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.11', parameters: null }),
      sign: (bytes) => sign('sha256', bytes, key),
    };
  }
  return isP256(key)
    ? {
        algorithm: new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' }),
        sign: (bytes) => p256.sign(bytes, ecSecret(key), { format: 'der' }),
      }
    : {
        algorithm: new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.3' }),
        sign: (bytes) => p384.sign(bytes, ecSecret(key), { format: 'der' }),
      };
};

/** A copy of the bytes, as @peculiar/asn1 takes them. */
export const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The certificate in DER, signed with the issuer's private key (RSA, P-384 or P-256). */
export function issueCertificate(form: CertificateForm, issuerKey: KeyObject): Uint8Array {
  const signer = signerFor(issuerKey);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: buffer(Buffer.from(form.serial, 'hex')),
    signature: signer.algorithm,
    issuer: form.issuer,
    validity: new Validity({ notBefore: new Date(form.notBefore), notAfter: new Date(form.notAfter) }),
    subject: form.subject,
    subjectPublicKeyInfo: AsnConvert.parse(spki(form.publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions([...form.extensions]),
  });
  const signed = new Uint8Array(der(tbsCertificate));
  return new Uint8Array(
    der(
      new Certificate({
        tbsCertificate,
        signatureAlgorithm: signer.algorithm,
        signatureValue: buffer(signer.sign(signed)),
      }),
    ),
  );
}
