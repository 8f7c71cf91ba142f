/**
 * The set of keys and certificates with which reader, bridge and back end know each other: an authority for the link's
 * secure channel (link-authority.ts), another for HTTPS. All are TEST certificates, made on the spot, judged by the
 * machine's clock. People's cards have an authority of their own (cards/card-authority.ts).
 */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, type Extension, GeneralName, SubjectAlternativeName } from '@peculiar/asn1-x509';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import { type LinkRole, LinkTrust } from '../../protocol/channel/link-certificate.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { ok, orThrow, type Result, refuse } from '../../protocol/result.ts';
import { systemEntropy } from '../cli/random.ts';
import {
  issueToBridge,
  issueToPhoneReader,
  issueToReader,
  type LinkIdentities,
  newLinkAuthority,
} from './link-authority.ts';
import {
  derOf,
  drawP256,
  type Identity,
  type Issuer,
  type Issuing,
  keyPem,
  newAuthority,
  newIdentity,
  purpose,
  testName,
  x25519Secret,
} from './test-authority.ts';
import { extension } from './x509-issuing.ts';

export interface Pki {
  readonly tls: {
    readonly authorityPem: string;
    /** The back end, for 127.0.0.1, ::1 and localhost. */
    readonly server: Identity;
    /** The bridge, as client of the back end. */
    readonly client: Identity;
  };
  readonly link: LinkIdentities;
}

const subjectAltNameId = '2.5.29.17';
const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';

/**
 * Names of the files of a set; keys are readable by their owner only. A vendor's own authority takes the place of
 * `link-authority.pem`, with the bridge's certificate and those of `readerFiles` issued by it, and no authority's key.
 */
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
/** A missing authority's key is empty: readers then need files of their own. */
type Contents = Record<FileName, string>;

/** A reader's identity where it was issued elsewhere; without them readers get one from the link authority's key. */
const readerFiles = (serial: ReaderId) =>
  ({ certificate: `link-reader-${serial}.pem`, key: `link-reader-${serial}.key` }) as const;
/** Likewise of the driver of the phone reader beside that reader. */
const phoneReaderFiles = (beside: ReaderId) =>
  ({ certificate: `link-phone-reader-${beside}.pem`, key: `link-phone-reader-${beside}.key` }) as const;

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

function newContents(now: number): Contents {
  const issuing: Issuing = { now, draw: systemEntropy };
  const tls = newAuthority('TLS authority', issuing);
  const link = newLinkAuthority(issuing);
  const issueTls = (name: string, extensions: readonly Extension[]): Identity =>
    newIdentity(tls, testName(name), drawP256(issuing.draw), extensions, issuing);
  const server = issueTls('back end', [purpose(serverAuth), loopbackNames()]);
  const client = issueTls('bridge', [purpose(clientAuth)]);
  const bridge = issueToBridge(link, issuing);
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

/** @param directory where readers may have files of their own; null: the set is in no folder */
function pkiOf(contents: Contents, directory: string | null): Pki {
  /** Found or issued when it is first asked for, and the same from then on. */
  const identities = (
    role: LinkRole,
    namesOf: (serial: ReaderId) => { readonly certificate: string; readonly key: string },
    issue: (issuer: Issuer, serial: ReaderId, issuing: Issuing) => Identity,
  ): ((serial: ReaderId) => Identity) => {
    const known = new Map<ReaderId, Identity>();
    return (serial) => {
      const identity =
        known.get(serial) ??
        ownIdentity(contents, directory, role, namesOf(serial), (issuer) =>
          issue(issuer, serial, issuingNow()),
        );
      known.set(serial, identity);
      return identity;
    };
  };
  return {
    tls: {
      authorityPem: contents.tlsAuthority,
      server: { certificatePem: contents.tlsServer, keyPem: contents.tlsServerKey },
      client: { certificatePem: contents.tlsClient, keyPem: contents.tlsClientKey },
    },
    link: {
      authorityPem: contents.linkAuthority,
      bridge: { certificatePem: contents.linkBridge, keyPem: contents.linkBridgeKey },
      reader: identities('reader', readerFiles, issueToReader),
      phoneReader: identities('phoneReader', phoneReaderFiles, issueToPhoneReader),
    },
  };
}

const issuingNow = (): Issuing => ({ now: Date.now(), draw: systemEntropy });

/** That of the files, where the set's folder has them; else one that is issued now. */
function ownIdentity(
  contents: Contents,
  directory: string | null,
  role: LinkRole,
  names: { readonly certificate: string; readonly key: string },
  issue: (issuer: Issuer) => Identity,
): Identity {
  const [certificatePem, key] = [names.certificate, names.key].map((name) =>
    directory === null ? null : readOrNull(() => readFileSync(join(directory, name), 'utf8')),
  );
  if (typeof certificatePem === 'string' && typeof key === 'string') {
    orThrow(linkIdentityIsGood(contents, role, names, { certificatePem, keyPem: key }, Date.now()));
    return { certificatePem, keyPem: key };
  }
  if (contents.linkAuthorityKey === '') {
    throw new EmulatorError({ code: 'EMU-460', detail: { file: names.certificate } });
  }
  return issue(linkIssuer(contents));
}

/** The certificate has been read before. */
const linkIssuer = ({ linkAuthority, linkAuthorityKey }: Contents): Issuer => {
  const [der = new Uint8Array(0)] = derOf(linkAuthority);
  const { subject } = AsnConvert.parse(der, Certificate).tbsCertificate;
  return { name: subject, certificatePem: linkAuthority, key: createPrivateKey(linkAuthorityKey) };
};

/** Which key belongs to which certificate, and which authority issued it. */
const pairs: readonly {
  readonly certificate: FileName;
  readonly key: FileName | null;
  readonly authority: FileName;
}[] = [
  { certificate: 'tlsAuthority', key: null, authority: 'tlsAuthority' },
  { certificate: 'tlsServer', key: 'tlsServerKey', authority: 'tlsAuthority' },
  { certificate: 'tlsClient', key: 'tlsClientKey', authority: 'tlsAuthority' },
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
  const { linkAuthority, linkAuthorityKey, linkBridge, linkBridgeKey } = contents;
  const [authority] = derOf(linkAuthority);
  const trust = LinkTrust.in(derOf(linkAuthority), platformCrypto);
  if (authority === undefined || !trust.ok) return refuse('EMU-461', { file: files.linkAuthority });
  if (linkAuthorityKey !== '') {
    const fits = readOrNull(() =>
      new X509Certificate(authority).checkPrivateKey(createPrivateKey(linkAuthorityKey)),
    );
    if (fits !== true) return refuse('EMU-461', { file: files.linkAuthorityKey });
  }
  const bridge = { certificatePem: linkBridge, keyPem: linkBridgeKey };
  const names = { certificate: files.linkBridge, key: files.linkBridgeKey };
  const good = linkIdentityIsGood(contents, 'bridge', names, bridge, now);
  return good.ok ? ok(contents) : good;
}

/** Judged as the other end of a link would: EMU-461, EMU-462. */
function linkIdentityIsGood(
  { linkAuthority }: Contents,
  role: LinkRole,
  names: { readonly certificate: string; readonly key: string },
  { certificatePem, keyPem: key }: Identity,
  now: number,
): Result<void> {
  const trust = LinkTrust.in(derOf(linkAuthority), platformCrypto);
  if (!trust.ok) return refuse('EMU-461', { file: files.linkAuthority });
  const judged = trust.value.judge(derOf(certificatePem), role, now);
  if (!judged.ok) {
    const timely = judged.problem.code !== 'EMU-111' && judged.problem.code !== 'EMU-112';
    return refuse(timely ? 'EMU-461' : 'EMU-462', { file: names.certificate });
  }
  const own = readOrNull(() => platformCrypto.x25519(x25519Secret(createPrivateKey(key))).publicKey);
  const fits = own !== null && Buffer.from(own).equals(judged.value.publicKey);
  return fits ? ok(undefined) : refuse('EMU-461', { file: names.key });
}

function readContents(directory: string): Result<Contents> {
  const contents: Partial<Contents> = {};
  for (const name of Object.keys(files) as FileName[]) {
    const text = readOrNull(() => readFileSync(join(directory, files[name]), 'utf8'));
    if (text === null && name !== 'linkAuthorityKey') return refuse('EMU-460', { file: files[name] });
    contents[name] = text ?? '';
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
  return good.ok ? ok(pkiOf(good.value, directory)) : good;
}

function holdsAny(directory: string): boolean {
  const there = new Set(readOrNull(() => readdirSync(directory)) ?? []);
  return Object.values(files).some((file) => there.has(file));
}

function write(directory: string, contents: Contents): void {
  try {
    makeFolder(directory, 0o700);
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
  if (directory === undefined) return pkiOf(newContents(Date.now()), null);
  if (!holdsAny(directory)) write(directory, newContents(Date.now()));
  const loaded = loadPki(directory);
  if (!loaded.ok) throw new EmulatorError(loaded.problem);
  return loaded.value;
}
