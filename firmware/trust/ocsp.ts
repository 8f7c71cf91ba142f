/**
 * Questions to an authority about one certificate and its answers (OCSP, RFC 6960). An answer counts where the
 * authority signed it, or a responder that the authority named for it; where it is about exactly this certificate, of
 * this time, and to this question. Pure.
 */

import {
  BasicOCSPResponse,
  CertID,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  Request,
  type SingleResponse,
  TBSRequest,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Extension, KeyUsageFlags } from '@peculiar/asn1-x509';
import { isDer } from '../../protocol/der.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { hexOf, plainNumber } from '../../protocol/x509.ts';
import {
  allows,
  type CardCertificate,
  isIssuedBy,
  type ReadCertificate,
  readCertificate,
} from './card-trust.ts';
import { inForce } from './crl.ts';
import { type Revocation, revocationFor } from './revocation.ts';
import { schemeOf, type VerifySignature } from './signature-schemes.ts';

export const ocspSigning = '1.3.6.1.5.5.7.3.9';
export const ocspNoCheck = '1.3.6.1.5.5.7.48.1.5';
const sha256 = '2.16.840.1.101.3.4.2.1';

/** Bytes of an answer. Our figure. */
export const longestOcspAnswer = 16_384;

export interface OcspQuestion {
  readonly certificate: Pick<CardCertificate, 'number' | 'issuer'>;
  /** Random bytes, 32 of them: an answer to another question has others. null: any answer of the time will do. */
  readonly nonce: Uint8Array | null;
}

export interface OcspEngine {
  readonly verify: VerifySignature;
  /** 32 bytes. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
}

const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const fromHex = (hex: string): Uint8Array => {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

/** A number as DER wants an INTEGER: positive. */
const integer = (hex: string): ArrayBuffer => {
  const bytes = fromHex(hex);
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes, 1);
  return buffer(((bytes[0] ?? 0) & 0x80) === 0 ? bytes : padded);
};

function certificateIdOf(
  { number, issuer }: OcspQuestion['certificate'],
  digest: OcspEngine['sha256'],
): CertID {
  return new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha256, parameters: null }),
    issuerNameHash: new OctetString(digest(fromHex(issuer.subject))),
    issuerKeyHash: new OctetString(digest(issuer.key.bytes)),
    serialNumber: integer(number),
  });
}

/** The question in DER, as it is sent to a responder. */
export function ocspRequest(question: OcspQuestion, engine: Pick<OcspEngine, 'sha256'>): Uint8Array {
  const { certificate, nonce } = question;
  const tbsRequest = new TBSRequest({
    requestList: [new Request({ reqCert: certificateIdOf(certificate, engine.sha256) })],
    ...(nonce === null ? {} : { requestExtensions: [nonceExtension(nonce)] }),
  });
  return new Uint8Array(AsnConvert.serialize(new OCSPRequest({ tbsRequest })));
}

export const nonceExtension = (nonce: Uint8Array): Extension =>
  new Extension({
    extnID: id_pkix_ocsp_nonce,
    extnValue: new OctetString(AsnConvert.serialize(new OctetString(nonce))),
  });

const malformed = (reason: string): Result<never> => refuse('EMU-344', { reason });

/**
 * What an answer says of the certificate that was asked about.
 * @param at milliseconds since 1970-01-01 UTC
 * EMU-342 out of date, EMU-343 of the future, EMU-344 malformed, EMU-345 signed by somebody else, EMU-346 about another
 * certificate, EMU-348 no answer but an excuse, EMU-349 to another question.
 */
export function revocationByOcsp(
  der: Uint8Array,
  question: OcspQuestion,
  at: number,
  engine: OcspEngine,
): Result<Revocation> {
  if (der.length > longestOcspAnswer) return malformed('too long');
  if (!isDer(der)) return malformed('not an OCSP answer');
  try {
    return judge(der, question, at, engine);
  } catch {
    // The library throws at what is none.
    return malformed('not an OCSP answer');
  }
}

function judge(
  der: Uint8Array,
  { certificate, nonce }: OcspQuestion,
  at: number,
  engine: OcspEngine,
): Result<Revocation> {
  const response = AsnConvert.parse(der, OCSPResponse);
  if (response.responseStatus !== OCSPResponseStatus.successful)
    return refuse('EMU-348', { status: OCSPResponseStatus[response.responseStatus] ?? 'unknown' });
  const { responseBytes } = response;
  if (responseBytes?.responseType !== id_pkix_ocsp_basic) return malformed('not a basic answer');
  const inner = responseBytes.response.buffer;
  if (!isDer(new Uint8Array(inner))) return malformed('not a basic answer');
  const basic = AsnConvert.parse(inner, BasicOCSPResponse);
  if (!isSigned(basic, certificate.issuer, at, engine.verify)) return refuse('EMU-345');

  const { responses, responseExtensions = [] } = basic.tbsResponseData;
  if (responseExtensions.some(({ extnID, critical }) => critical && extnID !== id_pkix_ocsp_nonce))
    return malformed('a critical extension that is not known');
  if (nonce !== null) {
    const expected = hexOf(nonceExtension(nonce).extnValue.buffer);
    const given = responseExtensions.find(({ extnID }) => extnID === id_pkix_ocsp_nonce);
    if (given === undefined || hexOf(given.extnValue.buffer) !== expected) return refuse('EMU-349');
  }
  const asked = certificateIdOf(certificate, engine.sha256);
  const [single, another] = responses.filter(({ certID }) => isSame(certID, asked));
  if (single === undefined) return refuse('EMU-346');
  if (another !== undefined) return malformed('a certificate twice');
  if (single.singleExtensions?.some(({ critical }) => critical))
    return malformed('a critical extension that is not known');
  const nextUpdate = single.nextUpdate?.getTime() ?? Number.NaN;
  const thisUpdate = single.thisUpdate.getTime();
  if (!Number.isFinite(thisUpdate) || !Number.isFinite(nextUpdate)) return malformed('no date');
  const current = inForce({ thisUpdate, nextUpdate }, at);
  return current.ok ? statusOf(single) : current;
}

function statusOf({ certStatus }: SingleResponse): Result<Revocation> {
  if (certStatus.revoked !== undefined)
    return ok(revocationFor(certStatus.revoked.revocationReason?.reason ?? null));
  return certStatus.good === undefined ? refuse('EMU-348', { status: 'unknown' }) : ok('good');
}

const isSame = (a: CertID, b: CertID): boolean =>
  a.hashAlgorithm.algorithm === b.hashAlgorithm.algorithm &&
  hexOf(a.issuerNameHash.buffer) === hexOf(b.issuerNameHash.buffer) &&
  hexOf(a.issuerKeyHash.buffer) === hexOf(b.issuerKeyHash.buffer) &&
  plainNumber(hexOf(a.serialNumber)) === plainNumber(hexOf(b.serialNumber));

/** Certificates that are looked at of those that come with an answer; the authority's own may stand before the responder's. */
const mostSent = 4;

/** By the authority itself, or by a responder whose certificate came with the answer. */
function isSigned(
  { tbsResponseDataRaw: signed, signatureAlgorithm, signature, certs = [] }: BasicOCSPResponse,
  issuer: ReadCertificate,
  at: number,
  verify: VerifySignature,
): boolean {
  if (signed === undefined) return false;
  const signers = [issuer];
  for (const certificate of certs.slice(0, mostSent)) {
    const read = readCertificate(new Uint8Array(AsnConvert.serialize(certificate)));
    if (read.ok && isResponder(read.value, issuer, at, verify)) signers.push(read.value);
  }
  return signers.some(
    ({ key }) =>
      schemeOf(signatureAlgorithm.algorithm) === key.scheme &&
      verify(key, new Uint8Array(signed), new Uint8Array(signature)),
  );
}

/** One whose own revocation would have to be asked for in turn is not taken: it must say that nobody need ask. */
const isResponder = (
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  at: number,
  verify: VerifySignature,
): boolean =>
  certificate.purposes.includes(ocspSigning) &&
  certificate.extensions.has(ocspNoCheck) &&
  allows(certificate, KeyUsageFlags.digitalSignature) &&
  at >= certificate.notBefore &&
  at <= certificate.notAfter &&
  isIssuedBy(certificate, issuer, verify);
