import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { channelLimits, judgePayload, resumeProof } from '../../../protocol/channel/channel.ts';
import { type LinkRole, LinkTrust } from '../../../protocol/channel/link-certificate.ts';
import { CipherState, HandshakeState } from '../../../protocol/channel/noise.ts';
import { portableCrypto } from '../../../protocol/portable-crypto.ts';
import { orThrow } from '../../../protocol/result.ts';

interface Vector {
  readonly name: string;
  readonly hex: string;
  readonly why: string;
  readonly decoded?: Readonly<Record<string, string>>;
  /** Of a direction that has come far. */
  readonly given?: { readonly key: string; readonly number: number; readonly plain: string };
  readonly refused?: { readonly code: string };
}

interface ChainVector {
  readonly name: string;
  readonly hex: string;
  readonly given: {
    readonly authority: string;
    readonly at: number;
    readonly role: LinkRole;
    readonly static: string;
  };
  readonly decoded?: { readonly name: string };
  readonly refused?: { readonly code: string; readonly detail?: Readonly<Record<string, string>> };
}

const vectorsIn = <V>(file: string): readonly V[] =>
  JSON.parse(readFileSync(new URL(`../../../protocol/vectors/${file}`, import.meta.url), 'utf8')).vectors;
const vectors = vectorsIn<Vector>('channel.json');
const chains = vectorsIn<ChainVector>('chains.json');
const named = (name: string): Vector => {
  const vector = vectors.find((one) => one.name === name);
  if (vector === undefined) throw new Error(`no vector ${name}`);
  return vector;
};
const bytesOf = (hex = ''): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const keys = named('keys');
const end = (role: 'host' | 'reader'): HandshakeState =>
  new HandshakeState(
    portableCrypto,
    role === 'host' ? 'initiator' : 'responder',
    {
      static: portableCrypto.x25519(bytesOf(keys.decoded?.[role])),
      ephemeral: portableCrypto.x25519(bytesOf(keys.decoded?.[`${role}Ephemeral`])),
    },
    bytesOf(keys.hex),
  );
const [host, reader] = [end('host'), end('reader')];
const shake = (name: string, from: HandshakeState, to: HandshakeState) => {
  const { hex, decoded } = named(name);
  const payload = bytesOf(decoded?.['payload']);
  const written = orThrow(from.write(payload));
  return { asShown: hexOf(written) === hex, opened: hexOf(orThrow(to.read(written))) === hexOf(payload) };
};

// The file is written with the platform's engine: the portable one must come to the same bytes.
describe('channel.json, by the portable engine', () => {
  test('has the three messages of the handshake', () => {
    const good = { asShown: true, opened: true };
    expect(shake('first message', host, reader)).toEqual(good);
    expect(shake('second message', reader, host)).toEqual(good);
    expect(shake('third message', host, reader)).toEqual(good);
  });

  test('has the hash, the secret and the proof that follow', () => {
    const transport = host.split();
    const { hex, decoded } = named('handshake hash');
    expect([hexOf(transport.hash), hexOf(transport.exported)]).toEqual([hex, decoded?.['secret']]);
    const proof = named('proof of a resume');
    const given = resumeProof(portableCrypto, reader.split())(bytesOf(proof.hex));
    expect(hexOf(given)).toBe(proof.decoded?.['proof']);
  });

  test('has messages on both sides of a change of keys', () => {
    const { receives } = reader.split();
    const shown = vectors.filter(({ name }) => /^message \d+ of the host$/.test(name));
    expect(shown.map(({ decoded }) => decoded?.['number'])).toEqual([
      0,
      1,
      channelLimits.rekeyAfter - 1,
      channelLimits.rekeyAfter,
    ]);
    for (const { hex, decoded } of shown) {
      const number = Number(decoded?.['number']);
      if (number === channelLimits.rekeyAfter) receives.rekey();
      receives.setCounter(number);
      expect(hexOf(orThrow(receives.decrypt(new Uint8Array(0), bytesOf(hex))))).toBe(decoded?.['plain']);
    }
  });

  test('has the last message that a direction may have, and refuses the one after it (EMU-121)', () => {
    const late = vectors.filter(({ given }) => given !== undefined);
    expect(late).toHaveLength(2);
    for (const { hex, given, refused } of late) {
      const direction = new CipherState(portableCrypto, bytesOf(given?.key));
      direction.setCounter(given?.number ?? 0);
      const sealed = direction.encrypt(new Uint8Array(0), bytesOf(given?.plain));
      if (refused === undefined) expect(hexOf(orThrow(sealed))).toBe(hex);
      else expect(sealed).toEqual({ ok: false, problem: refused });
    }
  });
});

describe('chains.json, by the portable engine', () => {
  test.each(chains)('$name', ({ hex, given, decoded, refused }) => {
    const trust = orThrow(LinkTrust.in([bytesOf(given.authority)], portableCrypto));
    const judged = judgePayload(bytesOf(hex), trust, given.role, given.at, bytesOf(given.static));
    if (refused === undefined) expect(orThrow(judged).name).toBe(decoded?.name);
    else expect(judged).toEqual({ ok: false, problem: refused });
  });

  test.each([
    ['x509', /unread\('([^']+)'\)/g],
    ['channel/link-certificate', /malformed\('([^']+)'\)/g],
    ['channel/channel', /'EMU-114', \{ reason: '([^']+)' \}/g],
  ])('shows every reason for which %s.ts calls a certificate malformed', (file, reason) => {
    const text = readFileSync(new URL(`../../../protocol/${file}.ts`, import.meta.url), 'utf8');
    const reasons = [...text.matchAll(reason)].map(([, words]) => words);
    const shown = new Set(chains.map((one) => one.refused?.detail?.['reason']));
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((words) => !shown.has(words))).toEqual([]);
  });
});
