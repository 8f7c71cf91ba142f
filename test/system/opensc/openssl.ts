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
