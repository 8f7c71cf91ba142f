/**
 * Judges user certificates (利用者証明用電子証明書) and the chain above them by RFC 5280: form, issuers, signatures, powers
 * of the issuers, key usage, policy. Pure; authorities and engine are handed in. Dates and revocation are judged
 * elsewhere (verdict.ts): a reader's clock may be years off, and nobody tells it what was revoked.
 */

import { KeyUsageFlags } from '@peculiar/asn1-x509';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { type CertificateFields, certificateExtensions, readX509 } from '../../protocol/x509.ts';
import { type Day, japanDay } from '../calendar.ts';
import { type SchemeKey, schemeKeyOf, schemeOf, type VerifySignature } from './signature-schemes.ts';

/** The policy of user certificates, as a published specimen of a real one has it. */
export const userCertificatePolicy = '1.2.392.200149.8.5.1.3.30';

/** anyPolicy (RFC 5280, 4.2.1.4): an authority that may issue under every policy. */
const anyPolicy = '2.5.29.32.0';

/** id-kp-clientAuth: the purpose of user certificates. */
const clientAuthentication = '1.3.6.1.5.5.7.3.2';

/** Certificates in a chain, the card's own first and the trusted authority's not among them. */
export const longestCardChain = 4;
/** Bytes of one certificate. */
export const longestCardCertificate = 4096;

/** Extensions that are understood here; another that is critical spoils a certificate. */
const understood: ReadonlySet<string> = new Set(Object.values(certificateExtensions));

/** A certificate that was read, with a key of a known scheme. Nothing is said of whether it is genuine. */
export interface ReadCertificate extends Omit<CertificateFields, 'key'> {
  readonly der: Uint8Array;
  readonly key: SchemeKey;
}

/** A certificate that an authority stands behind. */
export interface CardCertificate {
  /** Hexadecimal digits in lower case, without leading zeros. */
  readonly number: string;
  /** First and last day in Japan; the last day still counts. */
  readonly from: Day;
  readonly until: Day;
  readonly key: SchemeKey;
  /** The one that issued it. */
  readonly issuer: ReadCertificate;
  /** When all authorities above it are in force, in milliseconds since 1970-01-01 UTC. */
  readonly authoritiesFrom: number;
  readonly authoritiesUntil: number;
}

/** EMU-330: not an X.509 certificate in DER as RFC 5280 wants it; EMU-337: another kind of key or signature. */
export function readCertificate(der: Uint8Array): Result<ReadCertificate> {
  if (der.length > longestCardCertificate) return refuse('EMU-330', { reason: 'too long' });
  const read = readX509(der);
  if (!read.ok) return refuse('EMU-330', { reason: read.reason });
  const { fields } = read;
  if (!fields.algorithmsAgree) return refuse('EMU-330', { reason: 'two signature algorithms' });
  for (const id of fields.critical)
    if (!understood.has(id)) return refuse('EMU-330', { reason: 'a critical extension that is not known' });
  const key = schemeKeyOf(fields.key);
  if (key === null || schemeOf(fields.signatureAlgorithms[1]) === null) return refuse('EMU-337');
  return ok({ der, ...fields, key });
}

/** Whether the issuer's name and key stand behind a certificate; its power to issue is `mayIssue`'s. */
export const isIssuedBy = (
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  verify: VerifySignature,
): boolean =>
  certificate.issuer === issuer.subject &&
  schemeOf(certificate.signatureAlgorithms[1]) === issuer.key.scheme &&
  verify(issuer.key, certificate.signed, certificate.signature);

/** Whether a certificate gives its key a use; one that lists no uses gives it all of them. */
export const allows = ({ usage }: ReadCertificate, use: KeyUsageFlags): boolean =>
  usage === null || (usage & use) !== 0;

/** Whether an authority may have so many other authorities below it. */
const mayIssue = (issuer: ReadCertificate, authoritiesBelow: number): boolean =>
  issuer.isAuthority &&
  (issuer.pathLength === null || issuer.pathLength >= authoritiesBelow) &&
  allows(issuer, KeyUsageFlags.keyCertSign);

/** Whether an authority in between was itself issued under the policy of user certificates, or under any. */
const mayIssueUnderPolicy = ({ policies }: ReadCertificate): boolean =>
  policies.includes(userCertificatePolicy) || policies.includes(anyPolicy);

/** The bytes as a text of as many characters: fit to compare. */
const asText = (der: Uint8Array): string => String.fromCharCode(...der);

/** Keeps the authorities alone: of a certificate that was judged nothing stays here when its visit is over. */
export class CardTrust {
  readonly #authorities: readonly ReadCertificate[];
  readonly #verify: VerifySignature;

  private constructor(authorities: readonly ReadCertificate[], verify: VerifySignature) {
    this.#authorities = authorities;
    this.#verify = verify;
  }

  /**
   * @param authorities certificates in DER that are trusted as they are
   * EMU-330, EMU-337: one cannot be read; EMU-336: one may not issue certificates.
   */
  static in(authorities: readonly Uint8Array[], verify: VerifySignature): Result<CardTrust> {
    const read: ReadCertificate[] = [];
    for (const der of authorities) {
      const authority = readCertificate(der);
      if (!authority.ok) return authority;
      if (!mayIssue(authority.value, 0)) return refuse('EMU-336');
      read.push(authority.value);
    }
    return ok(new CardTrust(read, verify));
  }

  /** The authorities, in the order in which they were handed in. */
  get authorities(): readonly ReadCertificate[] {
    return this.#authorities;
  }

  /**
   * What a user certificate says, if an authority stands behind it. The judgement depends on the bytes alone.
   * @param chain DER, the card's own certificate first, each issued by the next and the last by an authority
   * EMU-330 malformed, EMU-331 of a foreign authority, EMU-332 an issuer's signature does not fit, EMU-333 a loop,
   * EMU-334 too long, EMU-335 out of order, EMU-336 an issuer that may not issue, EMU-337 another kind of key,
   * EMU-338 not for authentication, EMU-339 not under the policy of user certificates.
   */
  judge(chain: readonly Uint8Array[]): Result<CardCertificate> {
    const long = chain.find((der) => der.length > longestCardCertificate);
    if (long !== undefined) return refuse('EMU-330', { reason: 'too long' });
    if (chain.length > longestCardChain) return refuse('EMU-334', { limit: longestCardChain });
    const read: ReadCertificate[] = [];
    for (const der of chain) {
      const certificate = readCertificate(der);
      if (!certificate.ok) return certificate;
      read.push(certificate.value);
    }
    const [own, ...issuers] = read;
    if (own === undefined) return refuse('EMU-330', { reason: 'none' });
    const anchored = this.#anchor(own, issuers);
    if (!anchored.ok) return anchored;
    const fit = fitsUser(own);
    if (!fit.ok) return fit;
    // Not the trusted authority's, as RFC 5280, 6.1 has it.
    if (!issuers.every(mayIssueUnderPolicy)) return refuse('EMU-339');
    const authorities = [...issuers, anchored.value];
    return ok({
      number: own.number,
      from: japanDay(own.notBefore),
      until: japanDay(own.notAfter),
      key: own.key,
      issuer: issuers[0] ?? anchored.value,
      authoritiesFrom: Math.max(...authorities.map(({ notBefore }) => notBefore)),
      authoritiesUntil: Math.min(...authorities.map(({ notAfter }) => notAfter)),
    });
  }

  /** The authority at the end of the chain, every step to it in order. */
  #anchor(own: ReadCertificate, issuers: readonly ReadCertificate[]): Result<ReadCertificate> {
    const all = [own, ...issuers];
    if (issuers.length > 0 && new Set(all.map(({ der }) => asText(der))).size < all.length)
      return refuse('EMU-333');
    let below = own;
    for (const [place, issuer] of issuers.entries()) {
      if (below.issuer !== issuer.subject) return refuse('EMU-335');
      if (!mayIssue(issuer, place)) return refuse('EMU-336');
      if (!isIssuedBy(below, issuer, this.#verify)) return refuse('EMU-332');
      below = issuer;
    }
    const last = below;
    const named = this.#authorities.filter((authority) => authority.subject === last.issuer);
    if (named.length === 0) {
      const comesBack = all.some((one) => one !== last && one.subject === last.issuer);
      return refuse(comesBack ? 'EMU-333' : 'EMU-331');
    }
    const signing = named.filter((authority) => isIssuedBy(last, authority, this.#verify));
    if (signing.length === 0) return refuse('EMU-332');
    const authority = signing.find((one) => mayIssue(one, issuers.length));
    return authority === undefined ? refuse('EMU-336') : ok(authority);
  }
}

/** EMU-336 an authority's in place of a person's, EMU-338, EMU-339. */
function fitsUser(own: ReadCertificate): Result<void> {
  if (own.isAuthority) return refuse('EMU-336');
  if (own.usage === null || !allows(own, KeyUsageFlags.digitalSignature)) return refuse('EMU-338');
  if (
    own.extensions.has(certificateExtensions.extendedKeyUsage) &&
    !own.purposes.includes(clientAuthentication)
  )
    return refuse('EMU-338');
  return own.policies.includes(userCertificatePolicy) ? ok(undefined) : refuse('EMU-339');
}
