/** Certificates and signatures as OpenSSL's own command judges them. */

import { execFile } from 'node:child_process';

function openssl(
  ...words: readonly string[]
): Promise<{ readonly isGood: boolean; readonly stdout: string }> {
  return new Promise((resolve) => {
    execFile('openssl', [...words], (error, stdout) => resolve({ isGood: error === null, stdout }));
  });
}

/** The public key of a certificate file, as a file beside it. */
export async function publicKeyOf(certificate: string): Promise<string> {
  const key = `${certificate}.public.pem`;
  await openssl('x509', '-in', certificate, '-pubkey', '-noout', '-out', key);
  return key;
}

export const subjectOf = async (certificate: string): Promise<string> =>
  (await openssl('x509', '-in', certificate, '-noout', '-subject')).stdout.trim();

/** Whether one certificate is signed by the other, and both may be used today. */
export const isIssuedBy = async (certificate: string, authority: string): Promise<boolean> =>
  (await openssl('verify', '-CAfile', authority, certificate)).isGood;

export const isSignature = async (
  hash: string,
  key: string,
  signature: string,
  message: string,
): Promise<boolean> =>
  (await openssl('dgst', `-${hash}`, '-verify', key, '-signature', signature, message)).isGood;

/** The hash of a file, as a file beside it. */
export async function hashFile(hash: string, message: string): Promise<string> {
  const file = `${message}.${hash}`;
  await openssl('dgst', `-${hash}`, '-binary', '-out', file, message);
  return file;
}

/** An integer of DER: without zeros in front, but for the one that keeps it positive. */
function derInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const value = Buffer.from(bytes.subarray(first));
  const positive = (value[0] ?? 0) < 0x80 ? value : Buffer.concat([Buffer.of(0), value]);
  return Buffer.concat([Buffer.of(0x02, positive.length), positive]);
}

/** A signature of an elliptic curve of up to 384 bits in the form OpenSSL takes, from its two numbers side by side. */
export function ecSignature(numbers: Uint8Array): Buffer {
  const half = numbers.length / 2;
  const body = Buffer.concat([derInteger(numbers.subarray(0, half)), derInteger(numbers.subarray(half))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
