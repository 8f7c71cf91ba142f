/**
 * Reads X.509 certificates (RFC 5280) as far as anything here judges them: those of the link and those of cards. Reads
 * only; which of the fields must say what is for the judges.
 */

import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  CertificatePolicies,
  ExtendedKeyUsage,
  KeyUsage,
  type Name,
  Version,
} from '@peculiar/asn1-x509';
import { isDer } from './der.ts';

export const certificateExtensions = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;

const attributes = { commonName: '2.5.4.3', serialNumber: '2.5.4.5' } as const;

export interface CertificateFields {
  /** Names as DER in hexadecimal digits: equal text, equal name. */
  readonly issuer: string;
  readonly subject: string;
  /** Attributes of the subject; empty where there is none. */
  readonly commonName: string;
  readonly serialNumber: string;
  /** Number of the certificate: hexadecimal digits in lower case, without leading zeros. */
  readonly number: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Object identifiers: the one that is signed, and the one beside the signature. */
  readonly signatureAlgorithms: readonly [string, string];
  /** Whether those two are the same in all, parameters too, as they must be. */
  readonly algorithmsAgree: boolean;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** SubjectPublicKeyInfo: its algorithm, the DER of its parameters in hexadecimal digits (null: absent), the bits of the key. */
  readonly key: {
    readonly algorithm: string;
    readonly parameters: string | null;
    readonly bytes: Uint8Array;
  };
  readonly isAuthority: boolean;
  /** Certificates of authorities that may stand below this one; null: any number. */
  readonly pathLength: number | null;
  /** Flags of keyUsage; null where it is absent, which allows everything. */
  readonly usage: number | null;
  readonly purposes: readonly string[];
  readonly policies: readonly string[];
  /** Object identifiers of all extensions, and of those that are critical. */
  readonly extensions: ReadonlySet<string>;
  readonly critical: ReadonlySet<string>;
}

export type CertificateReading =
  | { readonly ok: true; readonly fields: CertificateFields }
  | { readonly ok: false; readonly reason: string };

export const hexOf = (bytes: ArrayBuffer | Uint8Array): string => {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += byte.toString(16).padStart(2, '0');
  return text;
};

/** One spelling for numbers of certificates: lower case, without leading zeros. */
export const plainNumber = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/, '');

const unread = (reason: string): CertificateReading => ({ ok: false, reason });

/**
 * Never throws; the library does at what is no certificate.
 * @param der one certificate and nothing after it, of 256 to 65 535 bytes
 */
export function readX509(der: Uint8Array): CertificateReading {
  if (der[1] !== 0x82 || !isDer(der)) return unread('not X.509');
  try {
    const certificate = AsnConvert.parse(der, Certificate);
    // Nor does it mind a signature that leaves bits unused.
    if (der[der.length - certificate.signatureValue.byteLength - 1] !== 0) return unread('not X.509');
    return fieldsOf(certificate);
  } catch {
    return unread('not X.509');
  }
}

function fieldsOf(certificate: Certificate): CertificateReading {
  const { tbsCertificate: of, tbsCertificateRaw: signed, signatureAlgorithm, signatureValue } = certificate;
  if (signed === undefined || of.version !== Version.v3) return unread('not of version 3');
  let constraints = new BasicConstraints();
  let usage: number | null = null;
  let purposes: readonly string[] = [];
  let policies: readonly string[] = [];
  const seen = new Set<string>();
  const critical = new Set<string>();
  for (const { extnID, critical: isCritical, extnValue } of of.extensions ?? []) {
    if (seen.has(extnID)) return unread('an extension twice');
    seen.add(extnID);
    if (isCritical) critical.add(extnID);
    const value = extnValue.buffer;
    if (!isDer(new Uint8Array(value))) return unread('not X.509');
    if (extnID === certificateExtensions.basicConstraints)
      constraints = AsnConvert.parse(value, BasicConstraints);
    else if (extnID === certificateExtensions.keyUsage) usage = AsnConvert.parse(value, KeyUsage).toNumber();
    else if (extnID === certificateExtensions.extendedKeyUsage)
      purposes = [...AsnConvert.parse(value, ExtendedKeyUsage)];
    else if (extnID === certificateExtensions.certificatePolicies)
      policies = [...AsnConvert.parse(value, CertificatePolicies)].map((policy) => policy.policyIdentifier);
  }
  const notBefore = of.validity.notBefore.getTime().getTime();
  const notAfter = of.validity.notAfter.getTime().getTime();
  if (!Number.isFinite(notBefore) || !Number.isFinite(notAfter)) return unread('no date');
  const { algorithm, parameters } = of.subjectPublicKeyInfo.algorithm;
  return {
    ok: true,
    fields: {
      issuer: hexOf(AsnConvert.serialize(of.issuer)),
      subject: hexOf(AsnConvert.serialize(of.subject)),
      commonName: attribute(of.subject, attributes.commonName),
      serialNumber: attribute(of.subject, attributes.serialNumber),
      number: plainNumber(hexOf(of.serialNumber)),
      notBefore,
      notAfter,
      signatureAlgorithms: [of.signature.algorithm, signatureAlgorithm.algorithm],
      algorithmsAgree:
        hexOf(AsnConvert.serialize(of.signature)) === hexOf(AsnConvert.serialize(signatureAlgorithm)),
      signed: new Uint8Array(signed),
      signature: new Uint8Array(signatureValue),
      key: {
        algorithm,
        parameters:
          parameters === undefined ? null : parameters instanceof ArrayBuffer ? hexOf(parameters) : '',
        bytes: new Uint8Array(of.subjectPublicKeyInfo.subjectPublicKey),
      },
      isAuthority: constraints.cA,
      pathLength: constraints.pathLenConstraint ?? null,
      usage,
      purposes,
      policies,
      extensions: seen,
      critical,
    },
  };
}

const attribute = (name: Name, type: string): string => {
  for (const step of name) {
    for (const { type: is, value } of step) if (is === type) return value.toString();
  }
  return '';
};
