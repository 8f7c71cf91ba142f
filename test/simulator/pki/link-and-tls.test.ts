import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { platformCrypto } from '../../../host-bridge/platform-crypto.ts';
import { LinkTrust } from '../../../protocol/channel/link-certificate.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import { orThrow } from '../../../protocol/result.ts';
import { createPki, loadPki } from '../../../simulator/pki/link-and-tls.ts';
import { derOf, type Identity } from '../../../simulator/pki/test-authority.ts';

let parent = '';
let folder = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'fcr-pki-'));
  folder = join(parent, 'pki');
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

const reader = 'FCR-000001' as ReaderId;

describe('a set', () => {
  const pki = createPki();
  const tlsAuthority = new X509Certificate(pki.tls.authorityPem);
  const linkAuthority = new X509Certificate(pki.link.authorityPem);

  test.each([
    ['server', pki.tls.server, tlsAuthority, linkAuthority],
    ['client', pki.tls.client, tlsAuthority, linkAuthority],
  ] as const)(
    'has a P-256 certificate for the %s, of the one authority and not of the other',
    (_, identity, own, other) => {
      const certificate = new X509Certificate(identity.certificatePem);
      expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
      expect(certificate.checkIssued(own) && certificate.verify(own.publicKey)).toBe(true);
      expect(certificate.verify(other.publicKey)).toBe(false);
      expect([own.ca, certificate.ca]).toEqual([true, false]);
    },
  );

  test.each([
    ['bridge', pki.link.bridge],
    ['reader', pki.link.reader(reader)],
  ] as const)(
    'has an X25519 certificate for the %s, which the other end of a link takes',
    (role, identity) => {
      const certificate = new X509Certificate(identity.certificatePem);
      expect(certificate.publicKey.asymmetricKeyType).toBe('x25519');
      expect(certificate.verify(linkAuthority.publicKey)).toBe(true);
      expect(certificate.verify(tlsAuthority.publicKey)).toBe(false);
      const trust = orThrow(LinkTrust.in(derOf(pki.link.authorityPem), platformCrypto));
      const judged = trust.judge(derOf(identity.certificatePem), role, Date.now());
      expect(orThrow(judged).peer).toEqual({ role, name: role === 'reader' ? reader : 'TEST bridge' });
    },
  );

  test('says TEST in every name', () => {
    for (const pem of [
      pki.tls.authorityPem,
      pki.tls.server.certificatePem,
      pki.link.reader(reader).certificatePem,
    ]) {
      expect(new X509Certificate(pem).subject).toMatch(/^O=TEST .*\nCN=TEST /);
    }
  });

  test('names this machine only in the server certificate', () => {
    const server = new X509Certificate(pki.tls.server.certificatePem);
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('192.0.2.1')).toBeUndefined();
  });

  test('gives a reader the same identity again, and another reader another', () => {
    expect(pki.link.reader(reader)).toBe(pki.link.reader(reader));
    expect(new X509Certificate(pki.link.reader('FCR-000002' as ReaderId).certificatePem).subject).toContain(
      'FCR-000002',
    );
  });
});

describe('a folder', () => {
  test('holds the set: keys for their owner only, the same set when made or loaded again', () => {
    const made = createPki(folder);
    const files = readdirSync(folder);
    expect(files.filter((file) => file.endsWith('.key'))).toHaveLength(4);
    for (const file of files.filter((name) => name.endsWith('.key'))) {
      if (process.platform !== 'win32') expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
    const again = createPki(folder);
    const loaded = loadPki(folder);
    expect(again.tls).toEqual(made.tls);
    expect(loaded.ok && loaded.value.link.authorityPem).toBe(made.link.authorityPem);
  });

  test('lets readers that load it separately trust each other', () => {
    createPki(folder);
    const loaded = loadPki(folder);
    if (!loaded.ok) throw new Error(loaded.problem.code);
    const certificate = new X509Certificate(loaded.value.link.reader(reader).certificatePem);
    expect(certificate.verify(new X509Certificate(loaded.value.link.authorityPem).publicKey)).toBe(true);
  });

  test('that is empty or missing has no set to load', () => {
    expect(loadPki(folder)).toEqual({
      ok: false,
      problem: { code: 'EMU-460', detail: { file: 'tls-authority.pem' } },
    });
  });

  test.each([
    'tls-authority.pem',
    'tls-server.pem',
    'tls-server.key',
    'tls-client.pem',
    'tls-client.key',
    'link-authority.pem',
    'link-bridge.pem',
    'link-bridge.key',
  ])(
    'without %s, with another one or with a damaged one, is refused by name and not written over',
    (file) => {
      createPki(folder);
      const path = join(folder, file);
      const refusal = (code: string) => ({ ok: false, problem: { code, detail: { file } } });
      const before = readFileSync(path, 'utf8');

      writeFileSync(path, before.slice(0, 80));
      expect(loadPki(folder)).toEqual(refusal('EMU-461'));
      expect(() => createPki(folder)).toThrow(EmulatorError);
      expect(readFileSync(path, 'utf8')).toBe(before.slice(0, 80));

      const other = join(parent, 'other');
      createPki(other);
      writeFileSync(path, readFileSync(join(other, file), 'utf8'));
      const swapped = loadPki(folder);
      expect(swapped).toMatchObject({ ok: false, problem: { code: 'EMU-461' } });

      rmSync(path);
      expect(loadPki(folder)).toEqual(refusal('EMU-460'));
      expect(() => createPki(folder)).toThrow(EmulatorError);
    },
  );

  describe('with a link authority whose key is elsewhere, as a vendor’s is', () => {
    const files = { pem: `link-reader-${reader}.pem`, key: `link-reader-${reader}.key` };
    const vendors = (): Identity => {
      createPki(folder);
      const identity = orThrow(loadPki(folder)).link.reader(reader);
      rmSync(join(folder, 'link-authority.key'));
      return identity;
    };
    const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const asked = () => orThrow(loadPki(folder)).link.reader(reader);

    test('takes readers that have files of their own, and no other (EMU-460)', () => {
      const identity = vendors();
      expect(asked).toThrow(/EMU-460 .*link-reader-FCR-000001\.pem.*issued by the authority/);
      put(files.pem, identity.certificatePem);
      put(files.key, identity.keyPem);
      expect(asked()).toEqual(identity);
    });

    test('takes the phone reader beside a reader by files of its own, not by the reader’s or the bridge’s', () => {
      const names = { pem: `link-phone-reader-${reader}.pem`, key: `link-phone-reader-${reader}.key` };
      createPki(folder);
      const { link } = orThrow(loadPki(folder));
      const identity = link.phoneReader(reader);
      expect(link.phoneReader(reader)).toBe(identity);
      rmSync(join(folder, 'link-authority.key'));
      const phoneReader = () => orThrow(loadPki(folder)).link.phoneReader(reader);
      expect(phoneReader).toThrow(/EMU-460 .*link-phone-reader-FCR-000001\.pem/);
      for (const other of [link.reader(reader), link.bridge]) {
        put(names.pem, other.certificatePem);
        put(names.key, other.keyPem);
        expect(phoneReader).toThrow(/EMU-461 .*link-phone-reader-FCR-000001\.pem/);
      }
      put(names.pem, identity.certificatePem);
      put(names.key, identity.keyPem);
      expect(phoneReader()).toEqual(identity);
    });

    test('refuses those that are another authority’s, another role’s or do not fit (EMU-461)', () => {
      const identity = vendors();
      put(files.key, identity.keyPem);
      const strange = createPki().link.reader(reader);
      const bridge = orThrow(loadPki(folder)).link.bridge;
      for (const certificatePem of [strange.certificatePem, bridge.certificatePem, 'nothing']) {
        put(files.pem, certificatePem);
        expect(asked).toThrow(/EMU-461 .*link-reader-FCR-000001\.pem/);
      }
      put(files.pem, identity.certificatePem);
      put(files.key, strange.keyPem);
      expect(asked).toThrow(/EMU-461 .*link-reader-FCR-000001\.key/);
    });

    test('refuses a key of the authority that is not its own (EMU-461)', () => {
      vendors();
      const other = join(parent, 'other');
      createPki(other);
      for (const key of [readFileSync(join(other, 'link-authority.key'), 'utf8'), 'nothing']) {
        put('link-authority.key', key);
        expect(loadPki(folder)).toEqual({
          ok: false,
          problem: { code: 'EMU-461', detail: { file: 'link-authority.key' } },
        });
      }
    });
  });

  test('with certificates that are over, or not begun, is refused', () => {
    createPki(folder);
    const year = 365 * 86_400_000;
    for (const now of [Date.now() + 3 * year, Date.now() - year]) {
      expect(loadPki(folder, now)).toMatchObject({ ok: false, problem: { code: 'EMU-462' } });
    }
  });

  test('that cannot be written is refused', () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    expect(() => createPki(join(file, 'pki'))).toThrow(/EMU-463/);
  });
});
