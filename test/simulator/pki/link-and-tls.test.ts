import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import { createPki, loadPki } from '../../../simulator/pki/link-and-tls.ts';

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
    ['bridge', pki.link.bridge, linkAuthority, tlsAuthority],
    ['reader', pki.link.reader(reader), linkAuthority, tlsAuthority],
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
    'link-authority.key',
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
