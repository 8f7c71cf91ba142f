/** The revocation lists (CRL, RFC 5280) that the test authorities of cards publish: one a day, and one at every change. */

import { createPublicKey } from 'node:crypto';
import {
  AuthorityKeyIdentifier,
  CertificateList,
  CRLNumber,
  CRLReason,
  type CRLReasons,
  id_ce_authorityKeyIdentifier,
  id_ce_cRLNumber,
  id_ce_cRLReasons,
  KeyIdentifier,
  RevokedCertificate,
  TBSCertList,
  Time,
  Version,
} from '@peculiar/asn1-x509';
import { buffer, der, extension, keyIdentifier, signerFor } from '../x509-issuing.ts';
import { type CardGeneration, userAuthority } from './card-authority.ts';
import { type RegisterEntry, revokedAt } from './certificate-register.ts';

export interface RevocationListForm {
  readonly entries: readonly RegisterEntry[];
  /** Milliseconds since 1970-01-01 UTC; whole seconds count. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Counts up from list to list. */
  readonly number: number;
}

/** The list in DER, signed by the authority of a generation of cards. */
export function issueRevocationList(generation: CardGeneration, form: RevocationListForm): Uint8Array {
  const { name, key } = userAuthority(generation);
  const signer = signerFor(key);
  const tbsCertList = new TBSCertList({
    version: Version.v2,
    signature: signer.algorithm,
    issuer: name,
    thisUpdate: new Time(new Date(form.thisUpdate)),
    nextUpdate: new Time(new Date(form.nextUpdate)),
    // An empty list is written by leaving it out.
    ...(form.entries.length === 0
      ? {}
      : { revokedCertificates: form.entries.map((entry) => revoked(entry, form.thisUpdate)) }),
    crlExtensions: [
      extension(
        id_ce_authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier(createPublicKey(key))) }),
      ),
      extension(id_ce_cRLNumber, false, new CRLNumber(form.number)),
    ],
  });
  const signed = new Uint8Array(der(tbsCertList));
  return new Uint8Array(
    der(
      new CertificateList({
        tbsCertList,
        signatureAlgorithm: signer.algorithm,
        signature: buffer(signer.sign(signed)),
      }),
    ),
  );
}

const revoked = (entry: RegisterEntry, at: number): RevokedCertificate =>
  new RevokedCertificate({
    userCertificate: buffer(Buffer.from(entry.number, 'hex')),
    revocationDate: new Time(new Date(revokedAt(entry, at))),
    ...(entry.reason === null
      ? {}
      : {
          crlEntryExtensions: [extension(id_ce_cRLReasons, false, new CRLReason(entry.reason as CRLReasons))],
        }),
  });
