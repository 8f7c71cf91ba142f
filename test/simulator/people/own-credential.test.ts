import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readOwnCredential } from '../../../simulator/people/own-credential.ts';
import { ecKey, keyPemOf, type OwnKind, ownCertificate, ownFiles, pemOf, rsaKey } from './own-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'fcr-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const rsa = ownFiles(folder, { kind: 'rsa' }, 'rsa');
const p384 = ownFiles(folder, { kind: 'p384' }, 'p384');

const refusal = (files: Partial<typeof rsa>) => {
  const read = readOwnCredential({ ...rsa, ...files }, folder);
  if (read.ok) throw new Error('nothing was refused');
  const { code, detail } = read.problem;
  return [code, detail.reason ?? detail.file];
};
const at = (name: string): string => join(folder, name);

describe("a certificate of one's own", () => {
  it.each(['rsa', 'p384'] as const)(
    'is read from PEM and from DER, with its key and authority: %s',
    (kind: OwnKind) => {
      const { certificate, key, authority } = ownCertificate({ kind });
      const der = {
        certificate: put(`${kind}.der`, certificate),
        key: put(`${kind}.key.der`, key.export({ format: 'der', type: 'pkcs8' })),
        authority: put(`${kind}-authority.der`, authority),
      };
      const traditional = put(
        `${kind}.traditional.der`,
        kind === 'rsa'
          ? key.export({ format: 'der', type: 'pkcs1' })
          : key.export({ format: 'der', type: 'sec1' }),
      );
      for (const files of [{ rsa, p384 }[kind], der, { ...der, key: traditional }]) {
        const read = readOwnCredential(files, folder);
        if (!read.ok) throw new Error(read.problem.code);
        expect(new X509Certificate(read.value.certificate).serialNumber).toBe('4321');
        expect(read.value.key.equals(key)).toBe(true);
        expect(new X509Certificate(read.value.authority).ca).toBe(true);
      }
    },
  );

  it('is its files’ names when printed or written down, and nothing of the key', () => {
    const read = readOwnCredential(rsa, folder);
    if (!read.ok) throw new Error(read.problem.code);
    expect(JSON.parse(JSON.stringify(read.value))).toEqual(rsa);
    const { d = '' } = ownCertificate({ kind: 'rsa' }).key.export({ format: 'jwk' });
    expect(d.length).toBeGreaterThan(300);
    expect(inspect(read.value, { depth: 9, showHidden: true }) + JSON.stringify(read)).not.toContain(
      d.slice(0, 20),
    );
  });

  it.each(['certificate', 'key', 'authority'] as const)(
    'is refused where a file is not there or is none: %s',
    (part) => {
      expect(refusal({ [part]: 'nowhere.pem' })).toEqual(['EMU-685', 'ENOENT']);
      expect(refusal({ [part]: '.' })).toEqual(['EMU-685', 'NOT_A_FILE']);
      expect(refusal({ [part]: '/dev/zero' })).toEqual(['EMU-685', 'NOT_A_FILE']);
      expect(refusal({ [part]: put('huge.pem', 'x'.repeat(65_537)) })).toEqual(['EMU-689', at('huge.pem')]);
    },
  );

  it('is refused where the certificate or the authority is neither PEM nor DER', () => {
    const { certificate } = ownCertificate({ kind: 'rsa' });
    const cut = certificate.subarray(0, certificate.length - 1);
    const wrong = [
      put('text.pem', 'not a certificate\n'),
      put('empty.pem', ''),
      put('cut.der', cut),
      put('cut.pem', pemOf(cut)),
      put('longer.der', Buffer.concat([certificate, Buffer.of(0)])),
      rsa.key,
    ];
    for (const file of wrong) {
      expect([file, ...refusal({ certificate: file })]).toEqual([file, 'EMU-685', 'NOT_A_CERTIFICATE']);
      expect([file, ...refusal({ authority: file })]).toEqual([file, 'EMU-685', 'NOT_A_CERTIFICATE']);
    }
  });

  it('is refused where a file holds several certificates, since which is meant would be a guess', () => {
    const { certificate, authority } = ownCertificate({ kind: 'rsa' });
    const chain = put('chain.pem', pemOf(certificate) + pemOf(authority));
    expect(refusal({ certificate: chain })).toEqual(['EMU-685', 'SEVERAL_CERTIFICATES']);
    expect(refusal({ authority: chain })).toEqual(['EMU-685', 'SEVERAL_CERTIFICATES']);
  });

  it('is refused where the key is none, or is locked by a passphrase', () => {
    const key = rsaKey();
    const locked = { format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' } as const;
    const none = [rsa.certificate, put('empty.key', ''), put('noise.key', Buffer.alloc(300, 0x30))];
    for (const file of none) expect(refusal({ key: file })).toEqual(['EMU-685', 'NOT_A_PRIVATE_KEY']);
    const files = [
      put('locked.pem', key.export({ ...locked, type: 'pkcs8' })),
      put('locked-1.pem', key.export({ ...locked, type: 'pkcs1' })),
    ];
    for (const file of files) expect(refusal({ key: file })).toEqual(['EMU-685', 'ENCRYPTED_KEY']);
  });

  it('is refused where the key is another’s', () => {
    expect(refusal({ key: put('other.key.pem', keyPemOf(rsaKey())) })).toEqual([
      'EMU-686',
      at('other.key.pem'),
    ]);
    expect(refusal({ key: p384.key })).toEqual(['EMU-686', at(p384.key)]);
  });

  it.each([
    ['RSA-1024', () => rsaKey(1024)],
    ['RSA-3072', () => rsaKey(3072)],
    ['P-256', () => ecKey('P-256')],
    ['P-521', () => ecKey('P-521')],
  ])('is refused with a kind of key that no card has: %s', (kind, made) => {
    const files = ownFiles(folder, { kind: 'rsa', key: made() }, kind);
    expect(refusal(files)).toEqual(['EMU-687', at(files.key)]);
  });

  it.each([
    ['RSA-3072', () => rsaKey(3072)],
    ['P-256', () => ecKey('P-256')],
  ])('is refused where its authority has such a key: %s', (kind, made) => {
    const files = ownFiles(folder, { kind: 'rsa', authorityKey: made() }, `authority-${kind}`);
    expect(refusal(files)).toEqual(['EMU-687', at(files.authority)]);
  });

  it('is taken where only its usage or policy is not right: that is for the reader to judge', () => {
    const read = readOwnCredential(ownFiles(folder, { kind: 'rsa', use: 'signature' }, 'policy'), folder);
    expect(read).toMatchObject({ ok: true, value: { judged: { ok: false, problem: { code: 'EMU-339' } } } });
  });

  it('is refused where another authority, one of the same name, or no authority issued it', () => {
    const stranger = ownFiles(folder, { kind: 'p384' }, 'stranger');
    expect(refusal({ authority: stranger.authority })).toEqual(['EMU-688', at(rsa.certificate)]);
    const { certificate } = ownCertificate({ kind: 'rsa' });
    const forged = certificate.slice();
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    const file = put('forged.der', forged);
    expect(refusal({ certificate: file })).toEqual(['EMU-688', at(file)]);
    const plain = ownFiles(folder, { kind: 'rsa', authorityIsCa: false }, 'plain');
    expect(refusal(plain)).toEqual(['EMU-688', at(plain.certificate)]);
  });

  it('is refused where it is longer than a card and the link can take', () => {
    const long = ownFiles(folder, { kind: 'rsa', filler: 4000 }, 'long');
    expect(refusal(long)).toEqual(['EMU-689', at(long.certificate)]);
  });
});
