/** `openssl crl` and `openssl ocsp` as clients of the authorities' revocation service, over plain HTTP. */

import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { japanDay } from '../../firmware/calendar.ts';
import { orThrow } from '../../protocol/result.ts';
import { revocationService } from '../../simulator/back-end/revocation/revocation-service.ts';
import { type StatusServer, startStatusServer } from '../../simulator/back-end/revocation/status-server.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import {
  type CardGeneration,
  cardAuthorityCertificate,
  cardGenerations,
  issueUserCertificate,
  personKey,
} from '../../simulator/pki/cards/card-authority.ts';
import { CertificateRegister } from '../../simulator/pki/cards/certificate-register.ts';

const people = loadPeople();
const register = new CertificateRegister(people);
let server: StatusServer;
let folder = '';

const inFolder = (name: string): string => join(folder, name);
const authorityOf = (generation: CardGeneration): string => inFolder(`${generation}.pem`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fcr-openssl-'));
  for (const generation of cardGenerations)
    writeFileSync(authorityOf(generation), pem(cardAuthorityCertificate(generation)));
  server = orThrow(
    await startStatusServer({
      revocation: revocationService(register, { state: 'published' }),
      // openssl compares with the machine's own time.
      clock: { now: () => Date.now() },
      port: 0,
    }),
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** What it wrote, on both channels. */
const openssl = (...words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile('openssl', [...words], (_error, stdout, stderr) => resolve(stdout + stderr));
  });

function certificateOf(id: string): { readonly file: string; readonly generation: CardGeneration } {
  const person = people.get(id);
  if (person === undefined) throw new Error(`no person ${id}`);
  const der = issueUserCertificate(person, japanDay(Date.now()), createPublicKey(personKey(person)));
  const file = inFolder(`${id}.pem`);
  writeFileSync(file, pem(der));
  return { file, generation: person.card.kind === 'next' ? 'next' : 'current' };
}

describe('openssl', () => {
  it.each(cardGenerations)(
    'fetches the list of %s cards and finds its signature good',
    async (generation) => {
      const list = await (await fetch(`${server.url}/crl/${generation}.crl`)).arrayBuffer();
      const file = inFolder(`${generation}.crl`);
      writeFileSync(file, new Uint8Array(list));
      const told = await openssl(
        'crl',
        '-inform',
        'DER',
        '-in',
        file,
        '-noout',
        '-text',
        '-CAfile',
        authorityOf(generation),
      );
      expect(told).toContain('verify OK');
      expect(told.includes('Certificate Hold')).toBe(generation === 'current');
      expect(told.includes('Cessation Of Operation')).toBe(generation === 'current');
      expect(told.includes('Privilege Withdrawn')).toBe(generation === 'current');
    },
  );

  it.each([
    ['insured', 'good', ''],
    ['next-card', 'good', ''],
    ['revoked', 'revoked', ''],
    ['suspended', 'revoked', 'certificateHold'],
    ['returned', 'revoked', 'cessationOfOperation'],
    // privilegeWithdrawn has no word there; the list's text has one.
    ['voluntarily-revoked', 'revoked', ''],
  ])('asks about %s and is told %s %s, in an answer that it verifies', async (id, status, reason) => {
    const { file, generation } = certificateOf(id);
    const authority = authorityOf(generation);
    for (const digest of ['-sha1', '-sha256']) {
      const told = await openssl(
        ...['ocsp', '-issuer', authority, digest, '-cert', file, '-CAfile', authority],
        ...['-url', `${server.url}/ocsp`],
      );
      expect(told).toContain('Response verify OK');
      expect(told).not.toContain('WARNING: no nonce');
      expect(told).toContain(`${file}: ${status}`);
      if (reason !== '') expect(told).toContain(`Reason: ${reason}`);
    }
  });

  it('is told at once what has changed', async () => {
    const { file, generation } = certificateOf('elderly');
    const person = people.get('elderly');
    if (person === undefined) throw new Error('nobody elderly');
    const ask = (): Promise<string> =>
      openssl(
        ...['ocsp', '-issuer', authorityOf(generation), '-cert', file, '-CAfile', authorityOf(generation)],
        ...['-url', `${server.url}/ocsp`],
      );
    expect(await ask()).toContain(': good');
    register.change(person, 'suspended', Date.now());
    expect(await ask()).toContain('Reason: certificateHold');
  });

  it('finds a certificate revoked by the list, too', async () => {
    const list = inFolder('list.crl');
    const fetched = await (await fetch(`${server.url}/crl/current.crl`)).arrayBuffer();
    writeFileSync(inFolder('list.der'), new Uint8Array(fetched));
    await openssl('crl', '-inform', 'DER', '-in', inFolder('list.der'), '-out', list);
    const check = (id: string): Promise<string> =>
      openssl(
        ...['verify', '-crl_check', '-CRLfile', list, '-CAfile', authorityOf('current')],
        certificateOf(id).file,
      );
    expect(await check('insured')).toContain(': OK');
    expect(await check('returned')).toContain('certificate revoked');
  });
});
