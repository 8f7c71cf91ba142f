import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadPeople } from '../../simulator/people/registry.ts';
import { freshFolder, type Running } from '../simulator/cli/spawned.ts';
import { ownFiles } from '../simulator/people/own-files.ts';
import { ecSignature, hashFile, isIssuedBy, isSignature, publicKeyOf, subjectOf } from './opensc/openssl.ts';
import { PrivatePcsc } from './opensc/private-pcsc.ts';
import { lackingFor, systemTests } from './system-tests.ts';

const lacking = await lackingFor(systemTests['opensc.test.ts']);
if (lacking.length > 0) process.stderr.write(`left out: OpenSC on people's cards: ${lacking.join(', ')}\n`);

const hashes = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
/** The two keys of a card as OpenSC's driver numbers them, with what opens each and its PKCS #11 slot. */
const keys = [
  { id: '01', secret: '1234', slot: '0' },
  { id: '02', secret: 'ABC123', slot: '1' },
] as const;

const atr = '3b:e0:00:ff:81:31:fe:45:14\n';
const place = '127.0.0.1:35963';

/** What pkcs15-tool says of 63Cx, and of 6984. */
const wrong = 'Operation failed: PIN code or key incorrect';
const blocked = 'Operation failed: Reference data not usable';

const jpki = '00 A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 01';
const userPinFile = '00 A4 02 0C 02 00 18';
const userKeyFile = '00 A4 02 0C 02 00 17';
const verify = (pin: string): string =>
  `00 20 00 80 04 ${Buffer.from(pin).toString('hex').replace(/../g, '$& ')}`;
const sign = '80 2A 00 80 02 30 31 00';

describe.runIf(lacking.length === 0)("OpenSC's tools, through pcscd and vsmartcard's virtual reader,", () => {
  let pcsc: PrivatePcsc;
  let cards: Running | null = null;

  beforeAll(async () => {
    pcsc = await PrivatePcsc.open();
  });
  afterAll(() => pcsc?.close());
  afterEach(async () => {
    const running = cards;
    cards = null;
    if (running === null || running.child.exitCode !== null || running.child.signalCode !== null) return;
    running.kill('SIGTERM');
    await running.ended();
    await pcsc.readers(/^0 +No .*\n1 +No /m);
  });

  /** People's cards in slots, until the test ends; the reader has them. */
  async function offer(
    people: readonly string[],
    data: string,
    ...more: readonly string[]
  ): Promise<Running> {
    const words = ['card', '--vpcd', place, '--data', data, '--trace', ...more];
    cards = pcsc.startFcr([...words, ...people.flatMap((person) => ['--person', person])]);
    for (const slot of people.keys()) await seated(slot);
    return cards;
  }
  const seated = (slot: number): Promise<string> => pcsc.readers(new RegExp(`^${slot} +Yes`, 'm'));
  const empty = (slot: number): Promise<string> => pcsc.readers(new RegExp(`^${slot} +No`, 'm'));

  /** Tries left of the PIN and of the password. */
  async function tries(slot = 0): Promise<readonly number[]> {
    const listed = await pcsc.output('pkcs15-tool', '--reader', `${slot}`, '--list-pins');
    return [...listed.matchAll(/Tries left +: (\d+)/g)].map(([, left]) => Number(left));
  }
  /** What a tool says of a try of the PIN (01) or the password (02); empty: it was right. */
  async function trySecret(id: '01' | '02', secret: string, slot = 0): Promise<string> {
    const words = ['--reader', `${slot}`, '--verify-pin', '--auth-id', id, '--pin', secret];
    const { stderr } = await pcsc.run('pkcs15-tool', ...words);
    return /Operation failed: .*/.exec(stderr)?.[0] ?? stderr.replace(/^Using reader .*\n/, '');
  }
  const tryPin = (pin: string): Promise<string> => trySecret('01', pin);

  /** Both certificates as files in PEM; that of the signature comes out with its password only. */
  async function readCertificates(folder: string): Promise<Readonly<Record<string, string>>> {
    const files: Record<string, string> = {};
    for (const { id, secret } of keys) {
      const file = join(folder, `certificate-${id}.pem`);
      const opened = ['--verify-pin', '--auth-id', id, '--pin', secret];
      await pcsc.output('pkcs15-tool', ...opened, '--read-certificate', id, '--output', file);
      files[id] = file;
    }
    return files;
  }

  it('find a card in each slot, and take it for a My Number Card', async () => {
    await offer(['insured', 'elderly'], freshFolder());
    expect(await pcsc.output('opensc-tool', '--list-readers')).toBe(
      [
        '# Detected readers (pcsc)',
        'Nr.  Card  Features  Name',
        '0    Yes             Virtual PCD 00 00',
        '1    Yes             Virtual PCD 00 01',
        '',
      ].join('\n'),
    );
    for (const slot of ['0', '1']) {
      expect(await pcsc.output('opensc-tool', '--reader', slot, '--atr', '--name')).toBe(`${atr}jpki\n`);
    }
    const dump = await pcsc.output('pkcs15-tool', '--dump');
    expect(dump.match(/^\S.*\[.*\]:?$/gm)).toEqual([
      'PKCS#15 Card [JPKI]:',
      'PIN [User Authentication PIN]',
      'PIN [Digital Signature PIN]',
      'Private RSA Key [User Authentication Key]',
      'Private RSA Key [Digital Signature Key]',
      'Public RSA Key [User Authentication Public Key]',
      'Public RSA Key [Digital Signature Public Key]',
      'X.509 Certificate [User Authentication Certificate]',
      'X.509 Certificate [Digital Signature Certificate]',
      'X.509 Certificate [User Authentication Certificate CA]',
      'X.509 Certificate [Digital Signature Certificate CA]',
    ]);
    expect(await tries()).toEqual([3, 5]);
    const certificates = await pcsc.output('pkcs15-tool', '--list-certificates');
    expect(certificates.match(/^X\.509 .*|Authority.*|Encoded serial/gm)).toEqual([
      ...['X.509 Certificate [User Authentication Certificate]', 'Authority      : no', 'Encoded serial'],
      ...['X.509 Certificate [Digital Signature Certificate]', 'Authority      : no'],
      ...['X.509 Certificate [User Authentication Certificate CA]', 'Authority      : yes', 'Encoded serial'],
      ...['X.509 Certificate [Digital Signature Certificate CA]', 'Authority      : yes', 'Encoded serial'],
    ]);
    const objects = await pcsc.output('pkcs11-tool', '--login', '--pin', '1234', '--list-objects');
    expect(objects.match(/^(?:\w+ Key|Certificate) Object|^ +label: +.*|^ +Usage: +sign.*/gm)).toEqual(
      expect.arrayContaining([
        'Private Key Object',
        '  label:      User Authentication Key',
        '  Usage:      sign',
        'Certificate Object',
        '  label:      User Authentication Certificate',
        '  label:      User Authentication Certificate CA',
        '  label:      Digital Signature Certificate CA',
      ]),
    );
  });

  it('read certificates that their authorities have signed, and the one for signatures with its password only', async () => {
    await offer(['insured', 'elderly'], freshFolder());
    const folder = freshFolder();
    const read = (slot: number, id: string, file: string, ...secret: readonly string[]) =>
      pcsc.run(
        ...['pkcs15-tool', '--reader', `${slot}`, ...secret],
        ...['--read-certificate', id, '--output', join(folder, file)],
      );
    expect((await read(0, '02', 'unopened')).code).not.toBe(0);
    for (const [slot, person] of ['insured', 'elderly'].entries()) {
      const password = loadPeople().get(person)?.signingPassword.reveal() ?? '';
      const opened = ['--verify-pin', '--auth-id', '02', '--pin', password];
      const codes = [
        (await read(slot, '01', `${person}-user`)).code,
        (await read(slot, '02', `${person}-signature`, ...opened)).code,
        (await read(slot, '03', `${person}-user-authority`)).code,
        (await read(slot, '04', `${person}-signature-authority`)).code,
      ];
      expect(codes).toEqual([0, 0, 0, 0]);
    }
    const file = (name: string): string => join(folder, name);
    const issued = async (name: string, authority: string): Promise<boolean> =>
      isIssuedBy(file(name), file(authority));
    expect([
      await issued('insured-user', 'insured-user-authority'),
      await issued('insured-signature', 'insured-signature-authority'),
      await issued('elderly-user', 'insured-user-authority'),
      await issued('insured-user', 'insured-signature-authority'),
    ]).toEqual([true, true, true, false]);
    const subjects = await Promise.all(['insured-user', 'elderly-user'].map((name) => subjectOf(file(name))));
    expect(new Set(subjects).size).toBe(2);
    for (const subject of subjects) expect(subject).toMatch(/^subject=C = JP, CN = TEST\w{19}$/);
    expect(await subjectOf(file('insured-user-authority'))).toContain('TEST - not JPKI');
  });

  /** How each tool signs; `hashed` holds the hash of the message alone. */
  const signers = {
    'pkcs11-tool': (key: (typeof keys)[number], hash: string, message: string, _hashed: string) => [
      ...['--slot-index', key.slot, '--login', '--pin', key.secret, '--sign', '--id', key.id],
      ...['--mechanism', `${hash.toUpperCase()}-RSA-PKCS`, '--input-file', message, '--output-file'],
    ],
    'pkcs15-crypt': (key: (typeof keys)[number], hash: string, _message: string, hashed: string) => [
      ...['--key', key.id, '--pin', key.secret, '--sign', '--pkcs1', `--${hash.replace('sha', 'sha-')}`],
      ...['--raw', '--input', hashed, '--output'],
    ],
  } as const;

  it.each(Object.entries(signers))(
    '%s signs with both keys and every hash, as OpenSSL finds with the certificates, and not another message',
    async (tool, wordsOf) => {
      await offer(['insured'], freshFolder());
      const folder = freshFolder();
      const certificates = await readCertificates(folder);
      const message = join(folder, 'message');
      const changed = join(folder, 'changed');
      writeFileSync(message, 'to be signed');
      writeFileSync(changed, 'to be signed.');
      const found: Record<string, readonly boolean[]> = {};
      for (const key of keys) {
        const publicKey = await publicKeyOf(certificates[key.id] ?? '');
        const otherKey = await publicKeyOf(certificates[key.id === '01' ? '02' : '01'] ?? '');
        for (const hash of hashes) {
          const signature = join(folder, `${key.id}-${hash}`);
          const hashed = await hashFile(hash, message);
          await pcsc.output(tool, ...wordsOf(key, hash, message, hashed), signature);
          found[`${key.id} ${hash}`] = [
            await isSignature(hash, publicKey, signature, message),
            await isSignature(hash, publicKey, signature, changed),
            await isSignature(hash, otherKey, signature, message),
          ];
        }
      }
      const wanted = keys.flatMap(({ id }) => hashes.map((hash) => [`${id} ${hash}`, [true, false, false]]));
      expect(found).toEqual(Object.fromEntries(wanted));
    },
  );

  it("pass pkcs11-tool's own test of hashes, random numbers and signatures", async () => {
    await offer(['insured'], freshFolder());
    const said = await pcsc.output('pkcs11-tool', '--login', '--pin', '1234', '--test');
    expect(said.trimEnd().split('\n').at(-1)).toBe('No errors');
    expect(said.match(/^ +\S*RSA-PKCS: OK$/gm)).toHaveLength(9);
  });

  it('sign nothing without the secret, and with the one secret not for the other key', async () => {
    const data = freshFolder();
    const running = await offer(['insured'], data);
    const client = pcsc.start(['scriptor', '-u', '-r', 'Virtual PCD 00 00'], 'pipe');
    const commands = [jpki, userKeyFile, sign, userPinFile, verify('1234'), '00 A4 02 0C 02 00 1A', sign];
    client.child.stdin?.end(`${commands.join('\n')}\n`);
    const { stdout } = await client.ended();
    expect(stdout.match(/^< (.*?) :/gm)).toEqual([
      ...['< 90 00 :', '< 90 00 :', '< 69 82 :', '< 90 00 :', '< 90 00 :', '< 90 00 :', '< 69 82 :'],
    ]);
    expect(running.stdout()).not.toMatch(/31323334|1234/);
  });

  it('count wrong PINs down to a lock that nothing opens but the municipal counter', async () => {
    const data = freshFolder();
    const running = await offer(['insured'], data);
    expect([await tryPin('9999'), await tries(), await tryPin('1234'), await tries()]).toEqual([
      ...[wrong, [2, 5], '', [3, 5]],
    ]);
    expect([await tryPin('9999'), await tryPin('9998'), await tryPin('9997')]).toEqual([wrong, wrong, wrong]);
    const locked = async () => [await tries(), await tryPin('1234')];
    const lock = [[0, 5], blocked];
    expect(await locked()).toEqual(lock);
    const login = await pcsc.run('pkcs11-tool', '--login', '--pin', '1234', '--list-objects');
    expect([login.code, login.stderr]).toEqual([1, expect.stringContaining('C_Login failed')]);

    for (const [how, happening] of [
      ['warm', /^slot 1 insured reset /],
      ['cold', /^slot 1 insured power-off /],
    ] as const) {
      await pcsc.output('opensc-tool', `--reset=${how}`);
      await running.line(happening);
      expect(await locked(), how).toEqual(lock);
    }
    running.child.stdin?.write('pull\n');
    await empty(0);
    running.child.stdin?.write('put\n');
    await seated(0);
    expect(await locked(), 'pulled').toEqual(lock);

    running.child.stdin?.write('quit\n');
    expect((await running.ended()).code).toBe(0);
    await empty(0);
    await offer(['insured'], data);
    expect(await locked(), 'restarted').toEqual(lock);
    expect((await pcsc.fcr('person', 'unlock', 'insured', '--data', data)).stderr).toContain('EMU-638');
    cards?.kill('SIGKILL');
    await cards?.ended();
    await empty(0);

    expect((await pcsc.fcr('person', 'unlock', 'insured', '--data', data)).code).toBe(0);
    await offer(['insured'], data);
    expect([await tries(), await tryPin('1234')]).toEqual([[3, 5], '']);
  });

  it('see two cards in two slots, of which each counts for itself, and each secret of it', async () => {
    await offer(['insured', 'elderly'], freshFolder());
    await trySecret('01', '9999', 1);
    await trySecret('01', '9999', 1);
    for (let left = 5; left > 0; left -= 1) await trySecret('02', 'WRONG0', 1);
    const password = loadPeople().get('elderly')?.signingPassword.reveal() ?? '';
    expect([await trySecret('02', password, 1), await tries(0), await tries(1)]).toEqual([
      ...[blocked, [3, 5], [1, 0]],
    ]);
    const pin = loadPeople().get('elderly')?.pin.reveal() ?? '';
    expect([await trySecret('01', pin, 1), await tries(1)]).toEqual(['', [3, 0]]);
  });

  it('are told that a card was pulled, and must prove again what they had proved when it is put back', async () => {
    const running = await offer(['insured'], freshFolder());
    const client = pcsc.start(['scriptor', '-u', '-r', 'Virtual PCD 00 00'], 'pipe');
    for (const command of [jpki, userPinFile, verify('1234'), userKeyFile])
      client.child.stdin?.write(`${command}\n`);
    await client.line(/^< 90 00 :/, 4);
    running.child.stdin?.write('pull\n');
    await empty(0);
    running.child.stdin?.write('put\n');
    await seated(0);
    client.child.stdin?.write(`${sign}\n`);
    const { code, stderr } = await client.ended();
    expect([code === 0, stderr]).toEqual([
      false,
      expect.stringMatching(/Can't get info: .*(reset|removed)/i),
    ]);

    const again = pcsc.start(['scriptor', '-u', '-r', 'Virtual PCD 00 00'], 'pipe');
    again.child.stdin?.end(`${[jpki, userKeyFile, sign].join('\n')}\n`);
    expect((await again.ended()).stdout).toMatch(/< 69 82 :/);
    expect(await tryPin('1234')).toBe('');
  });

  it('get no status word when the card goes while it has their command, which then was never tried', async () => {
    const data = freshFolder();
    const running = await offer(['insured'], data);
    const client = pcsc.start(['scriptor', '-u', '-r', 'Virtual PCD 00 00'], 'pipe');
    for (const command of [jpki, userPinFile]) client.child.stdin?.write(`${command}\n`);
    await client.line(/^< 90 00 :/, 2);
    // The card stops; the command reaches it, and no answer can come.
    running.kill('SIGSTOP');
    client.child.stdin?.end(`${verify('9999')}\n`);
    await client.line(/^> 00 20 00 80/);
    running.kill('SIGKILL');
    // Debian's vpcd makes an empty answer of it.
    expect((await client.ended()).stdout.match(/^< .*(?= :)/gm)).toEqual(['< 90 00', '< 90 00', '< ']);
    await running.ended();
    await empty(0);
    await offer(['insured'], data);
    expect(await tries()).toEqual([3, 5]);
  });

  it('find the card again by itself when pcscd was ended and started', async () => {
    const running = await offer(['insured'], freshFolder());
    await pcsc.stopService();
    await running.line(/^slot 1 insured lost/);
    await pcsc.startService();
    await seated(0);
    expect(await tryPin('1234')).toBe('');
  });

  it('take a card over the air for the same', async () => {
    await offer(['insured'], freshFolder(), '--contactless');
    const shown = await pcsc.output('opensc-tool', '--atr', '--name');
    expect(shown).toBe('3b:88:80:01:00:00:05:e0:b3:81:a1:00:7f\njpki\n');
    expect([await tryPin('1234'), await tries()]).toEqual(['', [3, 5]]);
  });

  it("read a certificate of one's own as it is, and sign with its key", async () => {
    const folder = freshFolder();
    const file = (name: string): string => join(folder, name);
    const names = ownFiles(folder, { kind: 'rsa' });
    const own = {
      certificate: file(names.certificate),
      key: file(names.key),
      authority: file(names.authority),
    };
    const person = ['person', 'new', '--id', 'mine', '--out', file('people.yaml')];
    const files = [
      '--own-certificate',
      own.certificate,
      '--own-key',
      own.key,
      '--own-authority',
      own.authority,
    ];
    expect((await pcsc.fcr(...person, ...files)).code).toBe(0);
    await offer(['mine'], freshFolder(), '--people', file('people.yaml'));
    await pcsc.output('pkcs15-tool', '--read-certificate', '01', '--output', file('read'));
    const der = (name: string): Buffer => new X509Certificate(readFileSync(name)).raw;
    expect(der(file('read')).equals(der(own.certificate))).toBe(true);
    const words = signers['pkcs11-tool'](keys[0], 'sha256', file('people.yaml'), '');
    await pcsc.output('pkcs11-tool', ...words, file('signature'));
    const key = await publicKeyOf(own.certificate);
    expect(await isSignature('sha256', key, file('signature'), file('people.yaml'))).toBe(true);
    expect(await isSignature('sha256', key, file('signature'), own.key)).toBe(false);
  });

  it('read a card of the next generation, whose key signs by single commands, as its driver knows RSA only', async () => {
    await offer(['next-card'], freshFolder());
    const folder = freshFolder();
    const [certificate, message] = [join(folder, 'certificate'), join(folder, 'message')];
    const pin = loadPeople().get('next-card')?.pin.reveal() ?? '';
    await pcsc.output('pkcs15-tool', '--read-certificate', '01', '--output', certificate);
    writeFileSync(message, 'to be signed');
    const hash = readFileSync(await hashFile('sha384', message));
    const client = pcsc.start(['scriptor', '-u', '-r', 'Virtual PCD 00 00'], 'pipe');
    const signHash = `802A008030${hash.toString('hex')}00`;
    client.child.stdin?.end(`${[jpki, userPinFile, verify(pin), userKeyFile, signHash].join('\n')}\n`);
    const [, answer = ''] = /^< ((?:[\dA-F]{2} \n?){96})90 00 :/m.exec((await client.ended()).stdout) ?? [];
    const signature = join(folder, 'signature');
    writeFileSync(signature, ecSignature(Buffer.from(answer.replaceAll(/\s/g, ''), 'hex')));
    expect(await isSignature('sha384', await publicKeyOf(certificate), signature, message)).toBe(true);
    expect(await isSignature('sha384', await publicKeyOf(certificate), signature, certificate)).toBe(false);
    expect(await tryPin(pin)).toBe('');
    const signed = await pcsc.run(
      ...['pkcs15-crypt', '--key', '01', '--pin', pin, '--sign', '--pkcs1', '--sha-256', '--raw'],
      ...['--input', await hashFile('sha256', message), '--output', join(folder, 'none')],
    );
    expect(signed.code).not.toBe(0);
  });

  it('know no driver for a card that is none, and cannot connect to a broken one', async () => {
    const running = await offer(['other-card'], freshFolder());
    expect((await pcsc.run('opensc-tool', '--name')).stdout).toBe('Unsupported card\n');
    running.kill('SIGTERM');
    await running.ended();
    await empty(0);
    await offer(['broken-card'], freshFolder());
    expect((await pcsc.run('pkcs15-tool', '--dump')).stderr).toContain('Failed to connect to card');
  });
});
