/**
 * Whose certificates count in an mdoc exchange: those that sign mdocs (document signers) and those of readers, each
 * trusted as it is or issued directly by a trusted authority (ISO/IEC 18013-5, annex B; RFC 5280). Both ends judge so.
 */

import { KeyUsageFlags } from '@peculiar/asn1-x509';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { type CertificateFields, certificateExtensions, readX509 } from '../../../protocol/x509.ts';
import type { EcPublicKey } from './cose.ts';
import type { EcScheme, MdocCrypto } from './crypto.ts';

/**
 * Extended key usages of annex B. They are those of driving licences: which ones the mdoc of a My Number Card uses is
 * not public, these are our reading.
 */
export const mdocPurposes = { documentSigner: '1.0.18013.5.1.2', reader: '1.0.18013.5.1.6' } as const;

export interface SignerCertificate {
  readonly key: EcPublicKey;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly notBefore: number;
  readonly notAfter: number;
}

const ecPublicKey = '1.2.840.10045.2.1';
/** Named curves as DER in hexadecimal digits, and the bytes of a point on each. */
const curves: Readonly<Record<string, { readonly scheme: EcScheme; readonly length: number }>> = {
  '06082a8648ce3d030107': { scheme: 'ES256', length: 65 },
  '06052b81040022': { scheme: 'ES384', length: 97 },
  '06052b81040023': { scheme: 'ES512', length: 133 },
};
/** ecdsa-with-SHA256, -SHA384, -SHA512. */
const signatureSchemes: Readonly<Record<string, EcScheme>> = {
  '1.2.840.10045.4.3.2': 'ES256',
  '1.2.840.10045.4.3.3': 'ES384',
  '1.2.840.10045.4.3.4': 'ES512',
};
/** Extensions that are understood here; another that is critical spoils a certificate. */
const understood: ReadonlySet<string> = new Set(Object.values(certificateExtensions));

interface ReadCertificate extends Omit<CertificateFields, 'key'> {
  readonly der: Uint8Array;
  readonly key: EcPublicKey;
  readonly signedWith: EcScheme;
}

const refused = (reason: string): Result<never> => refuse('EMU-356', { reason });

function readCertificate(der: Uint8Array): Result<ReadCertificate> {
  const read = readX509(der);
  if (!read.ok) return refused(read.reason);
  const { key, ...fields } = read.fields;
  if (!fields.algorithmsAgree) return refused('two signature algorithms');
  for (const id of fields.critical)
    if (!understood.has(id)) return refused('a critical extension that is not known');
  const curve = key.algorithm === ecPublicKey ? curves[key.parameters ?? ''] : undefined;
  const signedWith = signatureSchemes[fields.signatureAlgorithms[1]];
  if (curve === undefined || key.bytes.length !== curve.length || signedWith === undefined)
    return refused('another kind of key or signature');
  return ok({ ...fields, der, key: { scheme: curve.scheme, point: key.bytes }, signedWith });
}

const allows = ({ usage }: ReadCertificate, use: KeyUsageFlags): boolean =>
  usage !== null && (usage & use) !== 0;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

export class MdocTrust {
  readonly #anchors: readonly ReadCertificate[];
  readonly #purpose: string;
  readonly #engine: MdocCrypto;

  private constructor(anchors: readonly ReadCertificate[], purpose: string, engine: MdocCrypto) {
    this.#anchors = anchors;
    this.#purpose = purpose;
    this.#engine = engine;
  }

  /**
   * EMU-356: a certificate that cannot be read.
   * @param anchors DER: authorities, or certificates that are trusted themselves
   * @param purpose what a certificate must be for: one of `mdocPurposes`
   */
  static in(anchors: readonly Uint8Array[], purpose: string, engine: MdocCrypto): Result<MdocTrust> {
    const read: ReadCertificate[] = [];
    for (const der of anchors) {
      const anchor = readCertificate(der);
      if (!anchor.ok) return anchor;
      read.push(anchor.value);
    }
    return ok(new MdocTrust(read, purpose, engine));
  }

  /**
   * The key of who signed. EMU-356: nobody trusted stands behind it, or it is not for this, or not valid then.
   * @param chain DER; one certificate, as annex B has it
   * @param at milliseconds since 1970-01-01 UTC
   */
  judge(chain: readonly Uint8Array[], at: number): Result<SignerCertificate> {
    const [der, ...more] = chain;
    if (der === undefined || more.length > 0) return refused('not one certificate');
    const known = this.#anchors.find((anchor) => sameBytes(anchor.der, der));
    const read = known === undefined ? readCertificate(der) : ok(known);
    if (!read.ok) return read;
    const own = read.value;
    if (known === undefined) {
      const named = this.#anchors.filter((anchor) => anchor.subject === own.issuer && anchor.isAuthority);
      if (named.length === 0) return refused('of an authority that is not trusted');
      const issuer = named.find((anchor) => this.#isIssuedBy(own, anchor));
      if (issuer === undefined) return refused('not signed by the authority it names');
      if (at < issuer.notBefore || at > issuer.notAfter) return refused('its authority is not valid now');
    }
    if (own.isAuthority) return refused('an authority’s own');
    if (!allows(own, KeyUsageFlags.digitalSignature) || !own.purposes.includes(this.#purpose))
      return refused('not for this use');
    if (at < own.notBefore || at > own.notAfter) return refused('not valid now');
    return ok({ key: own.key, notBefore: own.notBefore, notAfter: own.notAfter });
  }

  #isIssuedBy(own: ReadCertificate, issuer: ReadCertificate): boolean {
    return (
      allows(issuer, KeyUsageFlags.keyCertSign) &&
      own.signedWith === issuer.key.scheme &&
      this.#engine.verify(issuer.key.scheme, issuer.key.point, own.signed, own.signature, 'der')
    );
  }
}
