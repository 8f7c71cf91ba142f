/** Certificates, keys and authorities of one's own, as files in a folder: right ones, and wrong in one way each. */

import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraints,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  KeyUsage,
  KeyUsageFlags,
} from '@peculiar/asn1-x509';
import { type Day, dayLastSecond, dayStart } from '../../../firmware/calendar.ts';
import type { CredentialFiles } from '../../../simulator/people/own-credential.ts';
import {
  type CertificateUse,
  commonExtensions,
} from '../../../simulator/pki/cards/card-certificate-profile.ts';
import { distinguishedName, extension, issueCertificate } from '../../../simulator/pki/x509-issuing.ts';

export const rsaKey = (bits = 2048): KeyObject =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
export const ecKey = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;

const keys = { rsa: rsaKey(), p384: ecKey('P-384') };
const authorityKeys = { rsa: rsaKey(), p384: ecKey('P-384') };
export type OwnKind = keyof typeof keys;

const nameOf = (text: string) =>
  distinguishedName([
    ['C', 'JP'],
    ['CN', text],
  ]);

export const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

export const keyPemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

export interface OwnForm {
  readonly kind: OwnKind;
  readonly use?: CertificateUse;
  readonly serial?: string;
  readonly from?: Day;
  readonly until?: Day;
  /** The key that the certificate is for. */
  readonly key?: KeyObject;
  /** Of the authority, in place of the kind's. */
  readonly authorityKey?: KeyObject;
  /** Milliseconds since 1970-01-01 UTC from which the authority is in force. */
  readonly authorityFrom?: number;
  /** Says that it may issue certificates. */
  readonly authorityIsCa?: boolean;
  /** Left in the certificate, as many bytes more. */
  readonly filler?: number;
}

/** A certificate with its key and its authority, DER. */
export function ownCertificate(form: OwnForm) {
  const {
    kind,
    use = 'user',
    serial = '4321',
    from = { year: 2026, month: 1, day: 1 },
    until = { year: 2030, month: 12, day: 31 },
    key = keys[kind],
    authorityKey = authorityKeys[kind],
    authorityFrom = Date.UTC(2020, 0, 1),
    authorityIsCa = true,
    filler = 0,
  } = form;
  const name = nameOf(`TEST bench authority ${kind} ${use}`);
  const authority = issueCertificate(
    {
      serial: '01',
      issuer: name,
      subject: name,
      notBefore: authorityFrom,
      notAfter: Date.UTC(2040, 0, 1),
      publicKey: createPublicKey(authorityKey),
      extensions: [
        extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: authorityIsCa })),
        extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
      ],
    },
    authorityKey,
  );
  const certificate = issueCertificate(
    {
      serial,
      issuer: name,
      subject: nameOf(`TEST bench person${'x'.repeat(filler)}`),
      notBefore: dayStart(from),
      notAfter: dayLastSecond(until),
      publicKey: createPublicKey(key),
      extensions: commonExtensions(use, name, createPublicKey(authorityKey)),
    },
    authorityKey,
  );
  return { certificate, key, authority };
}

/** The same as PEM files of a folder, by names that begin with `prefix`. */
export function ownFiles(folder: string, form: OwnForm, prefix = 'mine'): CredentialFiles {
  const { certificate, key, authority } = ownCertificate(form);
  const files = {
    certificate: `${prefix}.pem`,
    key: `${prefix}.key.pem`,
    authority: `${prefix}-authority.pem`,
  };
  writeFileSync(join(folder, files.certificate), pemOf(certificate));
  writeFileSync(join(folder, files.key), keyPemOf(key));
  writeFileSync(join(folder, files.authority), pemOf(authority));
  return files;
}
