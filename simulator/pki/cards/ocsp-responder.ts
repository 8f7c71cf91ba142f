/**
 * The OCSP responders of the test authorities of cards (RFC 6960). For today's cards a responder answers that the
 * authority has named, for the next generation the authority itself: both ways are allowed, so both are here.
 */

import { createHash, createPublicKey } from 'node:crypto';
import {
  BasicOCSPResponse,
  type CertID,
  CertStatus,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  KeyHash,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  Certificate,
  CRLReason,
  type CRLReasons,
  ExtendedKeyUsage,
  Extension,
  KeyUsage,
  KeyUsageFlags,
  SubjectPublicKeyInfo,
} from '@peculiar/asn1-x509';
import { ocspNoCheck, ocspSigning } from '../../../firmware/trust/ocsp.ts';
import { isDer } from '../../../protocol/der.ts';
import { certificateExtensions, hexOf, plainNumber } from '../../../protocol/x509.ts';
import {
  buffer,
  der,
  distinguishedName,
  extension,
  issueCertificate,
  signerFor,
  spki,
} from '../x509-issuing.ts';
import {
  type CardGeneration,
  cardAuthorityCertificate,
  cardGenerations,
  responderKey,
  userAuthority,
} from './card-authority.ts';
import { type CertificateRegister, revokedAt, wholeSecond } from './certificate-register.ts';

/** Certificates in one question, bytes of it, and bytes of its nonce (RFC 9654). Our figures, the last one apart. */
export const ocspLimits = { questions: 16, bytes: 8192, nonce: 128 } as const;

/** Bytes before a nonce of the greatest length. */
const octetStringHead = 3;

/** How long an answer holds, in milliseconds. Our figure. */
const holdsMs = 3_600_000;

const hashes: Readonly<Record<string, 'sha1' | 'sha256'>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
};

interface Responder {
  readonly generation: CardGeneration;
  /** Hashes of name and key of the authority, `name key` in hexadecimal digits, by algorithm. */
  readonly ids: Readonly<Record<'sha1' | 'sha256', string>>;
  readonly signer: ReturnType<typeof signerFor>;
  readonly id: ResponderID;
  readonly certificates: readonly Certificate[];
}

let responders: readonly Responder[] | null = null;

const bitsOf = (info: Uint8Array): Uint8Array =>
  new Uint8Array(AsnConvert.parse(info, SubjectPublicKeyInfo).subjectPublicKey);

function makeResponder(generation: CardGeneration): Responder {
  const { name, key } = userAuthority(generation);
  const [nameBytes, keyBytes] = [Buffer.from(der(name)), bitsOf(spki(createPublicKey(key)))];
  const digest = (algorithm: 'sha1' | 'sha256', bytes: Uint8Array): string =>
    createHash(algorithm).update(bytes).digest('hex');
  const idBy = (algorithm: 'sha1' | 'sha256'): string =>
    `${digest(algorithm, nameBytes)} ${digest(algorithm, keyBytes)}`;
  const delegated = generation === 'current';
  const signingKey = delegated ? responderKey() : key;
  const publicBits = bitsOf(spki(createPublicKey(signingKey)));
  return {
    generation,
    ids: { sha1: idBy('sha1'), sha256: idBy('sha256') },
    signer: signerFor(signingKey),
    id: new ResponderID({ byKey: new KeyHash(createHash('sha1').update(publicBits).digest()) }),
    certificates: delegated ? [AsnConvert.parse(responderCertificate(generation), Certificate)] : [],
  };
}

/** The certificate of a responder that an authority has named: its purpose, and that nobody need ask about it in turn. */
function responderCertificate(generation: CardGeneration): Uint8Array {
  const { name, key } = userAuthority(generation);
  const { tbsCertificate } = AsnConvert.parse(cardAuthorityCertificate(generation), Certificate);
  const { notBefore, notAfter } = tbsCertificate.validity;
  return issueCertificate(
    {
      serial: '02',
      issuer: name,
      subject: distinguishedName([
        ['C', 'JP'],
        ['O', 'TEST - not JPKI'],
        ['CN', 'TEST OCSP responder of an emulator'],
      ]),
      notBefore: notBefore.getTime().getTime(),
      notAfter: notAfter.getTime().getTime(),
      publicKey: createPublicKey(responderKey()),
      extensions: [
        extension(certificateExtensions.keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
        extension(certificateExtensions.extendedKeyUsage, true, new ExtendedKeyUsage([ocspSigning])),
        // Its value is NULL.
        new Extension({ extnID: ocspNoCheck, extnValue: new OctetString(Uint8Array.of(0x05, 0x00)) }),
      ],
    },
    key,
  );
}

const excuse = (status: OCSPResponseStatus): Uint8Array =>
  new Uint8Array(der(new OCSPResponse({ responseStatus: status })));

/** The answer of a responder that has no time now. */
export const tryLater = (): Uint8Array => excuse(OCSPResponseStatus.tryLater);

export interface OcspAnswering {
  readonly register: CertificateRegister;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** The number to answer about in place of every other: the answer of a responder that has gone wrong. */
  readonly insteadOf?: (number: string) => string;
  /** Another authority signs than the one that was asked. */
  readonly signedByOther?: boolean;
}

/** The answer in DER to a question in DER. What is no question gets an excuse, as RFC 6960 has it. */
export function answerOcsp(
  question: Uint8Array,
  { register, at, insteadOf, signedByOther = false }: OcspAnswering,
): Uint8Array {
  const read = readQuestion(question);
  if (read === null) return excuse(OCSPResponseStatus.malformedRequest);
  const { ids, nonce } = read;
  responders ??= cardGenerations.map(makeResponder);
  const responder = responders.find((one) => ids.every((id) => isOf(one, id)));
  if (responder === undefined) return excuse(OCSPResponseStatus.unauthorized);
  const signing = (signedByOther && responders.find((one) => one !== responder)) || responder;
  const thisUpdate = new Date(wholeSecond(at));
  const tbsResponseData = new ResponseData({
    responderID: signing.id,
    producedAt: thisUpdate,
    responses: ids.map((asked) => {
      const id = insteadOf === undefined ? asked : withNumber(asked, insteadOf(numberOf(asked)));
      return new SingleResponse({
        certID: id,
        certStatus: statusOf(numberOf(id), responder.generation, register, at),
        thisUpdate,
        nextUpdate: new Date(wholeSecond(at) + holdsMs),
      });
    }),
    ...(nonce === null ? {} : { responseExtensions: [nonce] }),
  });
  const signed = new Uint8Array(der(tbsResponseData));
  const basic = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: signing.signer.algorithm,
    signature: buffer(signing.signer.sign(signed)),
    ...(signing.certificates.length === 0 ? {} : { certs: [...signing.certificates] }),
  });
  return new Uint8Array(
    der(
      new OCSPResponse({
        responseStatus: OCSPResponseStatus.successful,
        responseBytes: new ResponseBytes({
          responseType: id_pkix_ocsp_basic,
          response: new OctetString(der(basic)),
        }),
      }),
    ),
  );
}

interface Question {
  readonly ids: readonly CertID[];
  readonly nonce: Extension | null;
}

function readQuestion(bytes: Uint8Array): Question | null {
  if (bytes.length > ocspLimits.bytes || !isDer(bytes)) return null;
  try {
    const { tbsRequest } = AsnConvert.parse(bytes, OCSPRequest);
    const ids = tbsRequest.requestList.map(({ reqCert }) => reqCert);
    // They go back in the answer; what the library cannot write again it throws at.
    for (const id of ids) AsnConvert.serialize(id);
    const extensions = tbsRequest.requestExtensions ?? [];
    const nonce = extensions.find(({ extnID }) => extnID === id_pkix_ocsp_nonce) ?? null;
    const tooMuch =
      ids.length === 0 ||
      ids.length > ocspLimits.questions ||
      (nonce !== null && nonce.extnValue.buffer.byteLength > ocspLimits.nonce + octetStringHead);
    const asksMore = extensions.some(({ critical, extnID }) => critical && extnID !== id_pkix_ocsp_nonce);
    return tooMuch || asksMore ? null : { ids, nonce };
  } catch {
    return null;
  }
}

const numberOf = (id: CertID): string => plainNumber(hexOf(id.serialNumber));

function isOf({ ids }: Responder, id: CertID): boolean {
  const algorithm = hashes[id.hashAlgorithm.algorithm];
  return (
    algorithm !== undefined &&
    ids[algorithm] === `${hexOf(id.issuerNameHash.buffer)} ${hexOf(id.issuerKeyHash.buffer)}`
  );
}

function withNumber(id: CertID, number: string): CertID {
  const other = AsnConvert.parse(AsnConvert.serialize(id), id.constructor as typeof CertID);
  other.serialNumber = buffer(Buffer.from(number, 'hex'));
  return other;
}

/** `unknown`: nobody has a certificate with this number of this authority. */
function statusOf(
  number: string,
  generation: CardGeneration,
  register: CertificateRegister,
  at: number,
): CertStatus {
  const owner = register.ownerOf({ number, issuer: userAuthority(generation).issuer });
  if (owner === undefined) return new CertStatus({ unknown: null });
  const entry = register.entryOf(owner);
  if (entry === null) return new CertStatus({ good: null });
  return new CertStatus({
    revoked: new RevokedInfo({
      revocationTime: new Date(revokedAt(entry, at)),
      ...(entry.reason === null ? {} : { revocationReason: new CRLReason(entry.reason as CRLReasons) }),
    }),
  });
}
