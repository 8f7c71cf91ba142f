/**
 * Judges the certificates with which the two ends of a link name themselves (protocol/README.md, "Certificates"):
 * X.509 by RFC 5280, signed with ECDSA P-256, for an X25519 key (RFC 8410). Pure: authorities, engine and the instant
 * at which a certificate must be valid are handed in. Revocation is not looked at: a certificate that is to count no
 * longer is left to expire, or its authority is changed.
 */

import { KeyUsageFlags } from '@peculiar/asn1-x509';
import type { CryptoEngine } from '../crypto.ts';
import { isReaderId, type ReaderId } from '../ids.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type CertificateFields, certificateExtensions, hexOf, readX509 } from '../x509.ts';

/** `phoneReader`: the driver of a phone reader, to which a reader speaks through its host (phone-reader/). */
export type LinkRole = 'reader' | 'bridge' | 'phoneReader';

/**
 * Key purposes that say for which role a certificate is (extended key usage, RFC 5280, 4.2.1.12). Our design: the
 * numbers are UUIDs under 2.25 (ITU-T X.667), which need no registration.
 */
export const linkPurposes: Readonly<Record<LinkRole, string>> = {
  reader: '2.25.105848685279418811636532107610565402870',
  bridge: '2.25.188488303848093651685287340669896455068',
  phoneReader: '2.25.77690645297854493488256170961379480050',
};

/** Certificates in a chain, the end's own first and the authority's not among them. */
export const longestChain = 3;
/** Bytes of one certificate. */
export const longestCertificate = 4096;

/** The end that a chain speaks for. */
export type LinkPeer =
  /** `name` is the serial number. */
  | { readonly role: 'reader'; readonly name: ReaderId }
  /** `name` is the common name of the certificate. */
  | { readonly role: 'bridge' | 'phoneReader'; readonly name: string };

export interface JudgedPeer {
  readonly peer: LinkPeer;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

const algorithms = {
  ecPublicKey: '1.2.840.10045.2.1',
  p256: '06082a8648ce3d030107',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  x25519: '1.3.101.110',
} as const;
/** Extensions that are understood here; another that is critical spoils the certificate. */
const understood: ReadonlySet<string> = new Set([
  certificateExtensions.keyUsage,
  certificateExtensions.basicConstraints,
  certificateExtensions.extendedKeyUsage,
]);

interface ReadCertificate extends Omit<CertificateFields, 'key'> {
  readonly key:
    | { readonly kind: 'X25519' | 'P-256'; readonly bytes: Uint8Array }
    | { readonly kind: 'other' };
}

const malformed = (reason: string): Result<never> => refuse('EMU-114', { reason });

/** EMU-114. */
function readCertificate(der: Uint8Array): Result<ReadCertificate> {
  if (der.length > longestCertificate) return malformed('too long');
  const read = readX509(der);
  if (!read.ok) return malformed(read.reason);
  const { fields } = read;
  if (fields.signatureAlgorithms.some((algorithm) => algorithm !== algorithms.ecdsaWithSha256))
    return malformed('not signed with ecdsa-with-SHA256');
  for (const id of fields.critical)
    if (!understood.has(id)) return malformed('a critical extension that is not known');
  return ok({ ...fields, key: keyOf(fields.key) });
}

function keyOf({ algorithm, parameters, bytes }: CertificateFields['key']): ReadCertificate['key'] {
  if (algorithm === algorithms.x25519 && parameters === null && bytes.length === 32)
    return { kind: 'X25519', bytes };
  const isP256 = algorithm === algorithms.ecPublicKey && parameters === algorithms.p256;
  return isP256 && bytes.length === 65 ? { kind: 'P-256', bytes } : { kind: 'other' };
}

/** A chain whose signatures and powers are in order; role and time are still to be judged. */
interface VerifiedChain {
  readonly leaf: ReadCertificate;
  readonly publicKey: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Chains remembered as good, so that a reader that comes back costs little. */
const remembered = 64;

/** The authorities that an end trusts, and what it makes of a chain. */
export class LinkTrust {
  readonly #engine: CryptoEngine;
  readonly #authorities: readonly ReadCertificate[];
  readonly #verified = new Map<string, VerifiedChain>();

  private constructor(engine: CryptoEngine, authorities: readonly ReadCertificate[]) {
    this.#engine = engine;
    this.#authorities = authorities;
  }

  /**
   * @param authorities certificates in DER, one at least
   * EMU-114: one is malformed; EMU-115: its key is not P-256; EMU-122: it may not issue certificates.
   */
  static in(authorities: readonly Uint8Array[], engine: CryptoEngine): Result<LinkTrust> {
    const read: ReadCertificate[] = [];
    for (const der of authorities) {
      const authority = readCertificate(der);
      if (!authority.ok) return authority;
      const problem = mayIssue(authority.value, 0);
      if (!problem.ok) return problem;
      read.push(authority.value);
    }
    return ok(new LinkTrust(engine, read));
  }

  /**
   * Whom a chain speaks for, if it speaks for one in that role. Whether that end has the key is the handshake's to show.
   * @param chain DER, the end's own first, each issued by the next and the last by an authority
   * @param at milliseconds since 1970-01-01 UTC
   * EMU-110 to EMU-116, EMU-122.
   */
  judge(chain: readonly Uint8Array[], role: LinkRole, at: number): Result<JudgedPeer> {
    const verified = this.#verify(chain);
    if (!verified.ok) return verified;
    const { leaf, publicKey, notBefore, notAfter } = verified.value;
    if (at < notBefore) return refuse('EMU-112');
    if (at > notAfter) return refuse('EMU-111');
    if (!leaf.purposes.includes(linkPurposes[role])) return refuse('EMU-113', { role });
    const { serialNumber, commonName } = leaf;
    if (role !== 'reader') return ok({ peer: { role, name: commonName }, publicKey });
    return isReaderId(serialNumber)
      ? ok({ peer: { role, name: serialNumber }, publicKey })
      : malformed('no serial number of a reader');
  }

  #verify(chain: readonly Uint8Array[]): Result<VerifiedChain> {
    if (chain.length > longestChain) return refuse('EMU-116', { limit: longestChain });
    const key = hexOf(this.#engine.sha256(...chain.flatMap((der) => [lengthOf(der), der])));
    const known = this.#verified.get(key);
    if (known !== undefined) return ok(known);
    const verified = this.#verifyAnew(chain);
    if (verified.ok) {
      if (this.#verified.size >= remembered) this.#verified.clear();
      this.#verified.set(key, verified.value);
    }
    return verified;
  }

  #verifyAnew(chain: readonly Uint8Array[]): Result<VerifiedChain> {
    const read: ReadCertificate[] = [];
    for (const der of chain) {
      const certificate = readCertificate(der);
      if (!certificate.ok) return certificate;
      read.push(certificate.value);
    }
    const [leaf, ...issuers] = read;
    if (leaf === undefined) return malformed('none was sent');
    if (leaf.key.kind !== 'X25519') return refuse('EMU-115', { needed: 'X25519' });
    if (leaf.isAuthority) return malformed('an authority’s in place of an end’s');
    if (leaf.usage !== null && (leaf.usage & KeyUsageFlags.keyAgreement) === 0) {
      return malformed('its key is not for key agreement');
    }
    let below = leaf;
    for (const [place, issuer] of issuers.entries()) {
      const may = mayIssue(issuer, place);
      if (!may.ok) return may;
      if (!this.#issued(issuer, below)) return malformed('not issued by the next one');
      below = issuer;
    }
    const last = below;
    const named = this.#authorities.filter((authority) => this.#issued(authority, last));
    if (named.length === 0) return refuse('EMU-110');
    const authority = named.find((one) => mayIssue(one, issuers.length).ok);
    if (authority === undefined) return refuse('EMU-122');
    const all = [...read, authority];
    return ok({
      leaf,
      publicKey: leaf.key.bytes,
      notBefore: Math.max(...all.map(({ notBefore }) => notBefore)),
      notAfter: Math.min(...all.map(({ notAfter }) => notAfter)),
    });
  }

  #issued(issuer: ReadCertificate, certificate: ReadCertificate): boolean {
    return (
      issuer.subject === certificate.issuer &&
      issuer.key.kind === 'P-256' &&
      this.#engine.verifyP256(issuer.key.bytes, certificate.signed, certificate.signature)
    );
  }
}

/** Two chains that are cut elsewhere must not be taken for one. */
const lengthOf = (der: Uint8Array): Uint8Array =>
  Uint8Array.of(der.length >>> 16, der.length >>> 8, der.length);

/** Whether an authority may have so many other authorities below it. EMU-115, EMU-122. */
function mayIssue(issuer: ReadCertificate, authoritiesBelow: number): Result<void> {
  if (issuer.key.kind !== 'P-256') return refuse('EMU-115', { needed: 'P-256' });
  const allowed =
    issuer.isAuthority &&
    (issuer.pathLength === null || issuer.pathLength >= authoritiesBelow) &&
    (issuer.usage === null || (issuer.usage & KeyUsageFlags.keyCertSign) !== 0);
  return allowed ? ok(undefined) : refuse('EMU-122');
}

/** The serial number that a chain says its reader has, whoever signed it; null where it says none. Proves nothing. */
export function claimedReader(chain: readonly Uint8Array[]): ReaderId | null {
  const leaf = chain[0] === undefined ? null : readCertificate(chain[0]);
  return leaf?.ok === true && isReaderId(leaf.value.serialNumber) ? leaf.value.serialNumber : null;
}
