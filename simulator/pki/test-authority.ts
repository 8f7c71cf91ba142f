/**
 * Authorities and end certificates of the test set: P-256 authorities, TEST in every name. Everything follows from the
 * drawn bytes and the instant, so the same bytes give the same certificates.
 */

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import {
  BasicConstraints,
  ExtendedKeyUsage,
  type Extension,
  KeyUsage,
  KeyUsageFlags,
  type Name,
} from '@peculiar/asn1-x509';
import type { Entropy } from '../../firmware/hal.ts';
import { distinguishedName, extension, issueCertificate } from './x509-issuing.ts';

/** A certificate, or a chain that begins with it, and the private key behind it, all as PEM. */
export interface Identity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface Issuing {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  /** Of keys and serial numbers. */
  readonly draw: Entropy;
}

export interface Issuer {
  readonly name: Name;
  readonly certificatePem: string;
  readonly key: KeyObject;
}

const days = 86_400_000;
/** Two years: long enough for a desk, short enough that nobody takes it for more than a test. */
const lifeMs = 730 * days;
/** Clocks of a test bench disagree a little. */
const leewayMs = days;

const keyUsageId = '2.5.29.15';
const basicConstraintsId = '2.5.29.19';
const extendedKeyUsageId = '2.5.29.37';

/** @param serialNumber of a device, beside its common name */
export const testName = (commonName: string, serialNumber?: string): Name =>
  distinguishedName([
    ['O', 'TEST fcr emulator, not for real use'],
    ['CN', `TEST ${commonName}`],
    ...(serialNumber === undefined ? [] : [['serialNumber', serialNumber] as const]),
  ]);

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

export const keyPem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

/** More bytes than a key has, so that no key is likelier than another (FIPS 186-5, A.2.1). */
const p256Seed = 48;

export function drawP256(draw: Entropy): KeyObject {
  const secret = p256.utils.randomSecretKey(draw.bytes(p256Seed));
  const point = p256.getPublicKey(secret, false);
  const part = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const [x, y] = [part(point.subarray(1, 33)), part(point.subarray(33))];
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d: part(secret), x, y }, format: 'jwk' });
}

/** What stands before the 32 bytes of an X25519 private key in PKCS #8 (RFC 8410). */
const x25519Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');

export const drawX25519 = (draw: Entropy): KeyObject =>
  createPrivateKey({ key: Buffer.concat([x25519Prefix, draw.bytes(32)]), format: 'der', type: 'pkcs8' });

export const x25519Secret = (key: KeyObject): Uint8Array =>
  Uint8Array.from(key.export({ format: 'der', type: 'pkcs8' }).subarray(x25519Prefix.length));

/** Positive and never the same twice: the top bit off, the next one on. */
const drawSerial = (draw: Entropy): string => {
  const bytes = draw.bytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
};

const validity = (now: number): { readonly notBefore: number; readonly notAfter: number } => ({
  notBefore: now - leewayMs,
  notAfter: now + lifeMs,
});

export const purpose = (id: string): Extension =>
  extension(extendedKeyUsageId, false, new ExtendedKeyUsage([id]));

export function newAuthority(commonName: string, { now, draw }: Issuing): Issuer {
  const key = drawP256(draw);
  const name = testName(commonName);
  const certificate = issueCertificate(
    {
      serial: drawSerial(draw),
      issuer: name,
      subject: name,
      ...validity(now),
      publicKey: createPublicKey(key),
      extensions: [
        extension(basicConstraintsId, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
        extension(keyUsageId, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
      ],
    },
    key,
  );
  return { name, certificatePem: pem(certificate), key };
}

/** @param key P-256 for signing, X25519 for key agreement */
export function newIdentity(
  issuer: Issuer,
  subject: Name,
  key: KeyObject,
  extensions: readonly Extension[],
  { now, draw }: Issuing,
): Identity {
  const usage =
    key.asymmetricKeyType === 'x25519' ? KeyUsageFlags.keyAgreement : KeyUsageFlags.digitalSignature;
  const certificate = issueCertificate(
    {
      serial: drawSerial(draw),
      issuer: issuer.name,
      subject,
      ...validity(now),
      publicKey: createPublicKey(key),
      extensions: [
        extension(basicConstraintsId, true, new BasicConstraints({ cA: false })),
        extension(keyUsageId, true, new KeyUsage(usage)),
        ...extensions,
      ],
    },
    issuer.key,
  );
  return { certificatePem: pem(certificate), keyPem: keyPem(key) };
}

/** The certificates in a PEM text, in order. */
export const derOf = (text: string): Uint8Array[] =>
  [...text.matchAll(/-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g)].map(
    ([, base64 = '']) => new Uint8Array(Buffer.from(base64, 'base64')),
  );
