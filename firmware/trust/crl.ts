/** Certificate revocation lists (RFC 5280, 5): read, checked against their authority and the time, looked up. Pure. */

import { AsnConvert } from '@peculiar/asn1-schema';
import {
  CertificateList,
  CRLReason,
  CRLReasons,
  id_ce_cRLNumber,
  id_ce_cRLReasons,
  KeyUsageFlags,
  Version,
} from '@peculiar/asn1-x509';
import { isDer } from '../../protocol/der.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { hexOf, plainNumber } from '../../protocol/x509.ts';
import { allows, type ReadCertificate } from './card-trust.ts';
import { clockLeewayMs, type Revocation, revocationFor } from './revocation.ts';
import { schemeOf, type VerifySignature } from './signature-schemes.ts';

/** Bytes of a list: more than a list of everybody here has. Our figure. */
export const longestCrl = 1_048_576;

/** A list that its authority has signed. */
export interface RevocationList {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** What became of whom, by number of the certificate. */
  readonly entries: ReadonlyMap<string, Exclude<Revocation, 'good'>>;
}

const authorityKeyIdentifier = '2.5.29.35';
/** Extensions of a list that are understood here; another that is critical (a part of a list, a change of one) spoils it. */
const understood: ReadonlySet<string> = new Set([id_ce_cRLNumber, authorityKeyIdentifier]);

const malformed = (reason: string): Result<never> => refuse('EMU-340', { reason });

/**
 * @param authority whose list it must be
 * EMU-340: not a list in DER as RFC 5280 wants it; EMU-341: not the authority's.
 */
export function readCrl(
  der: Uint8Array,
  authority: ReadCertificate,
  verify: VerifySignature,
): Result<RevocationList> {
  if (der.length > longestCrl) return malformed('too long');
  if (!isDer(der)) return malformed('not a CRL');
  let list: CertificateList;
  let entries: Result<RevocationList['entries']>;
  let issuer: string;
  let algorithmsAgree: boolean;
  try {
    list = AsnConvert.parse(der, CertificateList);
    // The library does not mind a signature that leaves bits unused.
    if (der[der.length - list.signature.byteLength - 1] !== 0) return malformed('not a CRL');
    issuer = hexOf(AsnConvert.serialize(list.tbsCertList.issuer));
    algorithmsAgree =
      hexOf(AsnConvert.serialize(list.tbsCertList.signature)) ===
      hexOf(AsnConvert.serialize(list.signatureAlgorithm));
    entries = entriesOf(list);
  } catch {
    return malformed('not a CRL');
  }
  if (!entries.ok) return entries;
  const { tbsCertList: of, tbsCertListRaw: signed, signatureAlgorithm, signature } = list;
  const thisUpdate = of.thisUpdate.getTime().getTime();
  const nextUpdate = of.nextUpdate?.getTime().getTime() ?? Number.NaN;
  if (!Number.isFinite(thisUpdate) || !Number.isFinite(nextUpdate)) return malformed('no date');
  if (!algorithmsAgree) return malformed('two signature algorithms');
  const genuine =
    signed !== undefined &&
    issuer === authority.subject &&
    allows(authority, KeyUsageFlags.cRLSign) &&
    schemeOf(signatureAlgorithm.algorithm) === authority.key.scheme &&
    verify(authority.key, new Uint8Array(signed), new Uint8Array(signature));
  return genuine ? ok({ thisUpdate, nextUpdate, entries: entries.value }) : refuse('EMU-341');
}

/** The library throws where a part is none. */
function entriesOf({ tbsCertList: of }: CertificateList): Result<RevocationList['entries']> {
  if (of.version !== Version.v2) return malformed('not of version 2');
  for (const { extnID, critical } of of.crlExtensions ?? [])
    if (critical && !understood.has(extnID)) return malformed('a critical extension that is not known');
  const entries = new Map<string, Exclude<Revocation, 'good'>>();
  for (const { userCertificate, crlEntryExtensions } of of.revokedCertificates ?? []) {
    let reason: number | null = null;
    for (const { extnID, critical, extnValue } of crlEntryExtensions ?? []) {
      if (extnID === id_ce_cRLReasons) reason = AsnConvert.parse(extnValue.buffer, CRLReason).reason;
      else if (critical) return malformed('a critical extension that is not known');
    }
    // Only in a list of changes may an entry be taken back.
    if (reason === CRLReasons.removeFromCRL) return malformed('an entry that is taken back');
    const number = plainNumber(hexOf(userCertificate));
    if (entries.has(number)) return malformed('a certificate twice');
    entries.set(number, revocationFor(reason));
  }
  return ok(entries);
}

/**
 * What a list says of a certificate at a time.
 * @param number of the certificate, as `CardCertificate.number`
 * @param at milliseconds since 1970-01-01 UTC
 * EMU-342: the list is out of date; EMU-343: it is of the future, so one of the clocks is wrong.
 */
export function revocationByCrl(list: RevocationList, number: string, at: number): Result<Revocation> {
  const current = inForce(list, at);
  return current.ok ? ok(list.entries.get(number) ?? 'good') : current;
}

/** EMU-342, EMU-343. */
export function inForce(
  { thisUpdate, nextUpdate }: Pick<RevocationList, 'thisUpdate' | 'nextUpdate'>,
  at: number,
): Result<void> {
  if (at < thisUpdate - clockLeewayMs) return refuse('EMU-343');
  return at > nextUpdate + clockLeewayMs ? refuse('EMU-342') : ok(undefined);
}
