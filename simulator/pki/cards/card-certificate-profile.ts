/**
 * What the certificates of a card say besides names, dates and keys: the extensions of a published specimen of a real
 * user certificate. Addresses and Japanese names are ours and lead nowhere; so is all about signature-use certificates.
 */

import type { KeyObject } from 'node:crypto';
import {
  AccessDescription,
  AuthorityInfoAccessSyntax,
  AuthorityKeyIdentifier,
  CertificatePolicies,
  CRLDistributionPoints,
  DistributionPoint,
  DistributionPointName,
  ExtendedKeyUsage,
  type Extension,
  GeneralName,
  IssueAlternativeName,
  id_ad_ocsp,
  id_ce_authorityKeyIdentifier,
  id_ce_certificatePolicies,
  id_ce_cRLDistributionPoints,
  id_ce_extKeyUsage,
  id_ce_issuerAltName,
  id_ce_keyUsage,
  id_kp_clientAuth,
  id_pe_authorityInfoAccess,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  PolicyInformation,
  PolicyQualifierInfo,
  Qualifier,
} from '@peculiar/asn1-x509';
import { der, distinguishedName, extension, keyIdentifier } from '../x509-issuing.ts';

export type CertificateUse = 'user' | 'signature';

const purposeInJapanese = { user: '利用者証明用', signature: '署名用' } as const;
/** The policy of real user certificates; the other is out of the arc for examples (2.999). */
const policy = { user: '1.2.392.200149.8.5.1.3.30', signature: '2.999.1' } as const;
const usage = {
  user: KeyUsageFlags.digitalSignature,
  signature: KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation,
} as const;

const invalid = (host: string): GeneralName =>
  new GeneralName({ uniformResourceIdentifier: `http://${host}.test.invalid/` });

/** The extensions that all certificates of one authority have in common. `authorityKey` is its public key. */
export function commonExtensions(
  use: CertificateUse,
  authority: Name,
  authorityKey: KeyObject,
): readonly Extension[] {
  const cps = new PolicyQualifierInfo({
    policyQualifierId: '1.3.6.1.5.5.7.2.1',
    qualifier: der(new Qualifier({ cPSuri: 'http://cps.test.invalid/' })),
  });
  const japaneseName = distinguishedName([
    ['C', 'JP'],
    ['O', '試験用（本物の公的個人認証サービスではない）'],
    ['OU', `試験用${purposeInJapanese[use]}`],
  ]);
  const point = new DistributionPointName({
    fullName: [new GeneralName({ directoryName: authority })],
  });
  return [
    extension(id_ce_keyUsage, true, new KeyUsage(usage[use])),
    ...(use === 'user'
      ? [extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_clientAuth]))]
      : []),
    extension(
      id_ce_certificatePolicies,
      true,
      new CertificatePolicies([
        new PolicyInformation({ policyIdentifier: policy[use], policyQualifiers: [cps] }),
      ]),
    ),
    extension(
      id_ce_issuerAltName,
      false,
      new IssueAlternativeName([new GeneralName({ directoryName: japaneseName })]),
    ),
    extension(
      id_ce_cRLDistributionPoints,
      false,
      new CRLDistributionPoints([new DistributionPoint({ distributionPoint: point })]),
    ),
    extension(
      id_pe_authorityInfoAccess,
      false,
      new AuthorityInfoAccessSyntax([
        new AccessDescription({ accessMethod: id_ad_ocsp, accessLocation: invalid('ocsp') }),
      ]),
    ),
    extension(
      id_ce_authorityKeyIdentifier,
      false,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier(authorityKey)) }),
    ),
  ];
}
