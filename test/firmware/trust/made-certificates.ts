/** Certificates made for tests of trust: every field as it should be, unless a test says otherwise. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  BasicConstraints,
  CertificatePolicies,
  ExtendedKeyUsage,
  type Extension,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  PolicyInformation,
} from '@peculiar/asn1-x509';
import { userCertificatePolicy } from '../../../firmware/trust/card-trust.ts';
import { certificateExtensions } from '../../../protocol/x509.ts';
import { labelledPem } from '../../../simulator/pki/test-keys/labelled-pem.ts';
import { distinguishedName, extension, issueCertificate } from '../../../simulator/pki/x509-issuing.ts';

const people = labelledPem('people.pem');
/** RSA-2048 keys, each as good as another. */
export const keys = {
  root: people.key('insured'),
  middle: people.key('elderly'),
  lower: people.key('child'),
  lowest: people.key('unregistered'),
  own: people.key('expiring'),
  other: people.key('grace'),
} as const;
/** P-384. */
export const nextKey = people.key('next-card');

export const clientAuth = '1.3.6.1.5.5.7.3.2';
export const name = (commonName: string): Name => distinguishedName([['CN', `TEST ${commonName}`]]);

export interface Made {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly issuerKey: KeyObject;
  readonly serial?: string;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly extensions?: readonly Extension[];
}

const { keyUsage, basicConstraints, certificatePolicies, extendedKeyUsage } = certificateExtensions;

export const usage = (flags: KeyUsageFlags): Extension => extension(keyUsage, true, new KeyUsage(flags));
export const constraints = (cA: boolean, pathLength?: number): Extension =>
  extension(
    basicConstraints,
    true,
    new BasicConstraints({ cA, ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }) }),
  );
export const policy = (...identifiers: readonly string[]): Extension =>
  extension(
    certificatePolicies,
    true,
    new CertificatePolicies(
      identifiers.map((policyIdentifier) => new PolicyInformation({ policyIdentifier })),
    ),
  );
export const purposes = (...ids: readonly string[]): Extension =>
  extension(extendedKeyUsage, false, new ExtendedKeyUsage([...ids]));

export const authorityExtensions = [
  constraints(true),
  usage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign),
  policy('2.5.29.32.0'),
];
export const userExtensions = [
  usage(KeyUsageFlags.digitalSignature),
  purposes(clientAuth),
  policy(userCertificatePolicy),
];

/** DER. */
export const make = ({ subject, issuer, key, issuerKey, extensions = [], ...given }: Made): Uint8Array =>
  issueCertificate(
    {
      serial: given.serial ?? '4711',
      issuer: name(issuer),
      subject: name(subject),
      notBefore: given.notBefore ?? Date.parse('2025-11-02T00:00:00+09:00'),
      notAfter: given.notAfter ?? Date.parse('2030-11-02T23:59:59+09:00'),
      publicKey: createPublicKey(key),
      extensions,
    },
    issuerKey,
  );

export const authority = (
  subject: string,
  key: KeyObject,
  issuer = subject,
  issuerKey = key,
  extensions: readonly Extension[] = authorityExtensions,
): Uint8Array => make({ subject, issuer, key, issuerKey, extensions });

/** Of the root `root` unless told otherwise. */
export const user = (change: Partial<Made> = {}): Uint8Array =>
  make({
    subject: 'user',
    issuer: 'root',
    key: keys.own,
    issuerKey: keys.root,
    extensions: userExtensions,
    ...change,
  });
