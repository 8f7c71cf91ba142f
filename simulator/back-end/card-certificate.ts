/**
 * User certificates (利用者証明用電子証明書) as the back end judges them: who issued them, from when until when, and
 * whether a signature fits. Whether the certificate may be used today is decided elsewhere (decision.ts).
 */

import { constants, createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { type Day, japanDay } from '../people/calendar.ts';
import { cardAuthorityCertificates } from '../pki/card-authority.ts';

export interface CardCertificate {
  /** Hexadecimal, as `plainSerial` writes it. */
  readonly serial: string;
  /** First and last day in Japan; the last day still counts. */
  readonly from: Day;
  readonly until: Day;
  /** Whether `signature` is this certificate's over the challenge. */
  signed(challenge: Uint8Array, signature: Uint8Array): boolean;
}

/** One spelling for serial numbers: lower case, without leading zeros. */
export const plainSerial = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/, '');

/** One for each generation of cards. */
const authorities = cardAuthorityCertificates().map((certificate) => new X509Certificate(certificate));

const ours = (certificate: X509Certificate): boolean =>
  authorities.some(
    (authority) => certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
  );

type SignatureCheck = CardCertificate['signed'];

/** Today's cards sign with RSA (PKCS #1 v1.5, SHA-256), next-generation cards with ECDSA P-384 (SHA-384, r‖s). */
function signatureCheck(key: KeyObject): SignatureCheck | null {
  if (key.asymmetricKeyType === 'rsa') {
    const padded = { key, padding: constants.RSA_PKCS1_PADDING };
    return (challenge, signature) => verify('sha256', challenge, padded, signature);
  }
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'secp384r1') {
    const raw = { key, dsaEncoding: 'ieee-p1363' } as const;
    return (challenge, signature) => verify('sha384', challenge, raw, signature);
  }
  return null;
}

function parse(der: Uint8Array): X509Certificate | null {
  try {
    const certificate = new X509Certificate(der);
    // OpenSSL reads PEM too, and lets bytes follow the certificate; the interface says DER and nothing else.
    return certificate.raw.equals(der) ? certificate : null;
  } catch {
    return null;
  }
}

function judge(der: Uint8Array): Result<CardCertificate> {
  const certificate = parse(der);
  if (certificate === null) return refuse('EMU-408');
  if (!ours(certificate)) return refuse('EMU-409');
  const signed = signatureCheck(certificate.publicKey);
  if (signed === null) return refuse('EMU-408');
  return ok({
    serial: plainSerial(certificate.serialNumber),
    from: japanDay(Date.parse(certificate.validFrom)),
    until: japanDay(Date.parse(certificate.validTo)),
    signed,
  });
}

/** What was judged of the same bytes before: the judgement depends on nothing else. */
const judged = new Map<string, Result<CardCertificate>>();
const mostJudged = 512;

/** Reads and judges a certificate. EMU-408: not DER, or a key of an unknown kind; EMU-409: issued by somebody else. */
export function readCardCertificate(der: Uint8Array): Result<CardCertificate> {
  const digest = createHash('sha256').update(der).digest('base64');
  const known = judged.get(digest);
  if (known !== undefined) return known;
  if (judged.size >= mostJudged) judged.clear();
  const judgement = judge(der);
  judged.set(digest, judgement);
  return judgement;
}
