/**
 * The keys and certificates with which reader, bridge and back end know each other: an authority for the link's secure
 * channel, another for HTTPS. All are TEST certificates, made on the spot, judged by the machine's clock.
 * People's cards have an authority of their own (card-authority.ts).
 */

import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraints,
  ExtendedKeyUsage,
  type Extension,
  GeneralName,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  SubjectAlternativeName,
} from '@peculiar/asn1-x509';
import { EmulatorError } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { distinguishedName, extension, issueCertificate } from './x509-issuing.ts';

/** A certificate and the private key behind it, both as PEM. */
export interface Identity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface Pki {
  readonly tls: {
    readonly authorityPem: string;
    /** The back end, for 127.0.0.1, ::1 and localhost. */
    readonly server: Identity;
    /** The bridge, as client of the back end. */
    readonly client: Identity;
  };
  readonly link: {
    readonly authorityPem: string;
    readonly bridge: Identity;
    /** An identity for the reader with this serial number, issued on the spot; the same one when asked again. */
    reader(serial: ReaderId): Identity;
  };
}

interface Issuer {
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
const subjectAltNameId = '2.5.29.17';
const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';

/** Names of the files of a set; keys are readable by their owner only. */
const files = {
  tlsAuthority: 'tls-authority.pem',
  tlsServer: 'tls-server.pem',
  tlsServerKey: 'tls-server.key',
  tlsClient: 'tls-client.pem',
  tlsClientKey: 'tls-client.key',
  linkAuthority: 'link-authority.pem',
  linkAuthorityKey: 'link-authority.key',
  linkBridge: 'link-bridge.pem',
  linkBridgeKey: 'link-bridge.key',
} as const;
type FileName = keyof typeof files;
type Contents = Record<FileName, string>;

const testName = (commonName: string): Name =>
  distinguishedName([
    ['O', 'TEST fcr emulator, not for real use'],
    ['CN', `TEST ${commonName}`],
  ]);

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
const keyPem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

const newKey = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

/** Positive and never the same twice: the top bit off, the next one on. */
const newSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
};

const validity = (now: number): { readonly notBefore: number; readonly notAfter: number } => ({
  notBefore: now - leewayMs,
  notAfter: now + lifeMs,
});

function newAuthority(commonName: string, now: number): Issuer {
  const { publicKey, privateKey } = newKey();
  const name = testName(commonName);
  const certificate = issueCertificate(
    {
      serial: newSerial(),
      issuer: name,
      subject: name,
      ...validity(now),
      publicKey,
      extensions: [
        extension(basicConstraintsId, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
        extension(keyUsageId, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
      ],
    },
    privateKey,
  );
  return { name, certificatePem: pem(certificate), key: privateKey };
}

function newIdentity(
  issuer: Issuer,
  commonName: string,
  extensions: readonly Extension[],
  now: number,
): Identity {
  const { publicKey, privateKey } = newKey();
  const certificate = issueCertificate(
    {
      serial: newSerial(),
      issuer: issuer.name,
      subject: testName(commonName),
      ...validity(now),
      publicKey,
      extensions: [
        extension(basicConstraintsId, true, new BasicConstraints({ cA: false })),
        extension(keyUsageId, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
        ...extensions,
      ],
    },
    issuer.key,
  );
  return { certificatePem: pem(certificate), keyPem: keyPem(privateKey) };
}

const purpose = (id: string): Extension => extension(extendedKeyUsageId, false, new ExtendedKeyUsage([id]));

const loopbackNames = (): Extension =>
  extension(
    subjectAltNameId,
    false,
    new SubjectAlternativeName([
      new GeneralName({ dNSName: 'localhost' }),
      new GeneralName({ iPAddress: '127.0.0.1' }),
      new GeneralName({ iPAddress: '::1' }),
    ]),
  );

const linkAuthorityName = 'link authority';

function newContents(now: number): Contents {
  const tls = newAuthority('TLS authority', now);
  const link = newAuthority(linkAuthorityName, now);
  const server = newIdentity(tls, 'back end', [purpose(serverAuth), loopbackNames()], now);
  const client = newIdentity(tls, 'bridge', [purpose(clientAuth)], now);
  const bridge = newIdentity(link, 'bridge', [], now);
  return {
    tlsAuthority: tls.certificatePem,
    tlsServer: server.certificatePem,
    tlsServerKey: server.keyPem,
    tlsClient: client.certificatePem,
    tlsClientKey: client.keyPem,
    linkAuthority: link.certificatePem,
    // Kept, because readers get their identity later; the TLS authority's key is thrown away.
    linkAuthorityKey: keyPem(link.key),
    linkBridge: bridge.certificatePem,
    linkBridgeKey: bridge.keyPem,
  };
}

function pkiOf(contents: Contents): Pki {
  const linkIssuer: Issuer = {
    name: testName(linkAuthorityName),
    certificatePem: contents.linkAuthority,
    key: createPrivateKey(contents.linkAuthorityKey),
  };
  const readers = new Map<ReaderId, Identity>();
  return {
    tls: {
      authorityPem: contents.tlsAuthority,
      server: { certificatePem: contents.tlsServer, keyPem: contents.tlsServerKey },
      client: { certificatePem: contents.tlsClient, keyPem: contents.tlsClientKey },
    },
    link: {
      authorityPem: contents.linkAuthority,
      bridge: { certificatePem: contents.linkBridge, keyPem: contents.linkBridgeKey },
      reader(serial) {
        const known = readers.get(serial);
        if (known !== undefined) return known;
        const identity = newIdentity(linkIssuer, serial, [], Date.now());
        readers.set(serial, identity);
        return identity;
      },
    },
  };
}

/** Which key belongs to which certificate, and which authority issued it. */
const pairs: readonly {
  readonly certificate: FileName;
  readonly key: FileName | null;
  readonly authority: FileName;
}[] = [
  { certificate: 'tlsAuthority', key: null, authority: 'tlsAuthority' },
  { certificate: 'tlsServer', key: 'tlsServerKey', authority: 'tlsAuthority' },
  { certificate: 'tlsClient', key: 'tlsClientKey', authority: 'tlsAuthority' },
  { certificate: 'linkAuthority', key: 'linkAuthorityKey', authority: 'linkAuthority' },
  { certificate: 'linkBridge', key: 'linkBridgeKey', authority: 'linkAuthority' },
];

/** What `parse` gives; null where the text is not of that form. */
const readOrNull = <T>(parse: () => T): T | null => {
  try {
    return parse();
  } catch {
    return null;
  }
};

function checked(contents: Contents, now: number): Result<Contents> {
  for (const { certificate, key, authority } of pairs) {
    const damaged = (file: FileName): Result<never> => refuse('EMU-461', { file: files[file] });
    const read = readOrNull(() => new X509Certificate(contents[certificate]));
    const issuer = readOrNull(() => new X509Certificate(contents[authority]));
    if (issuer === null) return damaged(authority);
    if (read === null || !read.checkIssued(issuer) || !read.verify(issuer.publicKey))
      return damaged(certificate);
    if (key !== null) {
      const privateKey = readOrNull(() => createPrivateKey(contents[key]));
      if (privateKey === null || !read.checkPrivateKey(privateKey)) return damaged(key);
    }
    if (now < Date.parse(read.validFrom) || now > Date.parse(read.validTo)) {
      return refuse('EMU-462', { file: files[certificate] });
    }
  }
  return ok(contents);
}

function readContents(directory: string): Result<Contents> {
  const contents: Partial<Contents> = {};
  for (const name of Object.keys(files) as FileName[]) {
    const text = readOrNull(() => readFileSync(join(directory, files[name]), 'utf8'));
    if (text === null) return refuse('EMU-460', { file: files[name] });
    contents[name] = text;
  }
  return ok(contents as Contents);
}

/**
 * The set in `directory`. EMU-460: a file is missing; EMU-461: one is damaged or does not fit the others;
 * EMU-462: not valid now. `now` is the machine's clock, milliseconds since 1970-01-01 UTC.
 */
export function loadPki(directory: string, now: number = Date.now()): Result<Pki> {
  const contents = readContents(directory);
  if (!contents.ok) return contents;
  const good = checked(contents.value, now);
  return good.ok ? ok(pkiOf(good.value)) : good;
}

function holdsAny(directory: string): boolean {
  const there = new Set(readOrNull(() => readdirSync(directory)) ?? []);
  return Object.values(files).some((file) => there.has(file));
}

function write(directory: string, contents: Contents): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const name of Object.keys(files) as FileName[]) {
      const mode = files[name].endsWith('.key') ? 0o600 : 0o644;
      writeFileSync(join(directory, files[name]), contents[name], { mode, flag: 'wx' });
    }
  } catch {
    throw new EmulatorError({ code: 'EMU-463', detail: { directory } });
  }
}

/**
 * A set: made anew, or the one that `directory` already holds; made there where it holds none. Without a directory
 * the set lives as long as its process. Nothing is ever overwritten.
 * @throws EmulatorError as `loadPki` refuses, and EMU-463 where the files cannot be written.
 */
export function createPki(directory?: string): Pki {
  if (directory === undefined) return pkiOf(newContents(Date.now()));
  if (!holdsAny(directory)) write(directory, newContents(Date.now()));
  const loaded = loadPki(directory);
  if (!loaded.ok) throw new EmulatorError(loaded.problem);
  return loaded.value;
}
