/**
 * A certificate and key of one's own in a person's card, read from the files that the people file names. Checked here
 * is only what a card and a desk need to work with them; whether the certificate may be used is for the back end to
 * judge. The key stays in its file and in memory: no message, log or listing has it.
 */

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CardCertificate, CardTrust } from '../../firmware/trust/card-trust.ts';
import { errnoOf } from '../../host-bridge/errno.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { messages } from '../../protocol/messages.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { type CertificateFields, readX509 } from '../../protocol/x509.ts';
import { verifySignature } from '../pki/cards/signature-verification.ts';

/** Paths, from the folder of the people file. PEM or DER each. */
export interface CredentialFiles {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/** A certificate with its key and its authority; written down it is the names of its files. */
export interface OwnCredential {
  /** DER. */
  readonly certificate: Uint8Array;
  /** What the certificate says. */
  readonly fields: CertificateFields;
  /** How it is judged where its authority is trusted: usage and policy may still not be right. */
  readonly judged: Result<CardCertificate>;
  /** RSA-2048 or P-384. */
  readonly key: KeyObject;
  /** The certificate of the authority that issued it, DER. */
  readonly authority: Uint8Array;
  toJSON(): CredentialFiles;
}

/** Which generation of cards signs with such a key; null: none does. */
export const generationOf = (key: KeyObject): 'current' | 'next' | null => {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength === 2048) return 'current';
  return key.asymmetricKeyType === 'ec' && namedCurve === 'secp384r1' ? 'next' : null;
};

/** What a card's certificate file may hold is what the link carries. */
const longestCertificate = messages.eligibilityRequest.fields.certificate.is.max;
/** No certificate or key that a card can hold comes near. */
const longestFile = 65_536;

/**
 * Reads the files of a credential, by their paths from `folder`, and checks that they belong together.
 * EMU-685 a file that cannot be read, EMU-686 key and certificate do not fit, EMU-687 a kind of key that no card has,
 * EMU-688 issued by somebody else than the authority, EMU-689 too long for a card.
 */
export function readOwnCredential(files: CredentialFiles, folder: string): Result<OwnCredential> {
  const path = {
    certificate: resolve(folder, files.certificate),
    key: resolve(folder, files.key),
    authority: resolve(folder, files.authority),
  };
  const certificate = readCertificate(path.certificate);
  if (!certificate.ok) return certificate;
  const authority = readCertificate(path.authority);
  if (!authority.ok) return authority;
  const key = readKey(path.key);
  if (!key.ok) return key;

  if (generationOf(key.value) === null) return refuse('EMU-687', { file: path.key });
  if (!certificate.value.x509.checkPrivateKey(key.value))
    return refuse('EMU-686', { file: path.key, certificate: path.certificate });
  const notIssued = refuse('EMU-688', { file: path.certificate, authority: path.authority });
  const trust = CardTrust.in([authority.value.der], verifySignature);
  if (!trust.ok)
    return trust.problem.code === 'EMU-337' ? refuse('EMU-687', { file: path.authority }) : notIssued;
  const judged = trust.value.judge([certificate.value.der]);
  if (!judged.ok && judged.problem.code === 'EMU-337') return refuse('EMU-687', { file: path.certificate });
  if (!judged.ok && notBehind.has(judged.problem.code)) return notIssued;
  return ok({
    certificate: certificate.value.der,
    fields: certificate.value.fields,
    judged,
    key: key.value,
    authority: authority.value.der,
    toJSON: () => files,
  });
}

/** What `CardTrust` says where the authority does not stand behind a certificate. */
const notBehind: ReadonlySet<string> = new Set<ErrorCode>(['EMU-331', 'EMU-332']);

const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length;

interface CertificateFile {
  readonly der: Uint8Array;
  readonly fields: CertificateFields;
  readonly x509: X509Certificate;
}

function readCertificate(file: string): Result<CertificateFile> {
  const bytes = readBytes(file);
  if (!bytes.ok) return bytes;
  const blocks = count(bytes.value.toString('latin1'), /-----BEGIN CERTIFICATE-----/g);
  // Which one of several is meant would be a guess.
  if (blocks > 1) return refuse('EMU-685', { file, reason: 'SEVERAL_CERTIFICATES' });
  const x509 = parsed(() => new X509Certificate(bytes.value));
  const der = blocks === 0 ? bytes.value : x509?.raw;
  const read = der && readX509(new Uint8Array(der));
  if (!x509 || !der || !read?.ok) return refuse('EMU-685', { file, reason: 'NOT_A_CERTIFICATE' });
  return der.length > longestCertificate
    ? refuse('EMU-689', { file, bytes: der.length, most: longestCertificate })
    : ok({ der: new Uint8Array(der), fields: read.fields, x509 });
}

function readKey(file: string): Result<KeyObject> {
  const bytes = readBytes(file);
  if (!bytes.ok) return bytes;
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(bytes.value.toString('latin1')))
    return refuse('EMU-685', { file, reason: 'ENCRYPTED_KEY' });
  const key = bytes.value;
  const found =
    parsed(() => createPrivateKey({ key, format: 'pem' })) ??
    parsed(() => createPrivateKey({ key, format: 'der', type: 'pkcs8' })) ??
    parsed(() => createPrivateKey({ key, format: 'der', type: 'pkcs1' })) ??
    parsed(() => createPrivateKey({ key, format: 'der', type: 'sec1' }));
  return found === null ? refuse('EMU-685', { file, reason: 'NOT_A_PRIVATE_KEY' }) : ok(found);
}

/** What OpenSSL says of what it cannot parse is kept back: it is no help, and it may be about a key. */
function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

function readBytes(file: string): Result<Buffer> {
  try {
    const found = statSync(file);
    // A device or a pipe could be read once only, or without end.
    if (!found.isFile()) return refuse('EMU-685', { file, reason: 'NOT_A_FILE' });
    if (found.size > longestFile) return refuse('EMU-689', { file, bytes: found.size, most: longestFile });
    return ok(readFileSync(file));
  } catch (error) {
    return refuse('EMU-685', { file, reason: errnoOf(error) });
  }
}
