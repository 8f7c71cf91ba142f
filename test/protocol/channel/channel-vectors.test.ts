import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { channelLimits, resumeProof } from '../../../protocol/channel/channel.ts';
import { LinkTrust } from '../../../protocol/channel/link-certificate.ts';
import { HandshakeState } from '../../../protocol/channel/noise.ts';
import { portableCrypto } from '../../../protocol/portable-crypto.ts';
import { orThrow } from '../../../protocol/result.ts';

interface Vector {
  readonly name: string;
  readonly hex: string;
  readonly why: string;
  readonly decoded?: Readonly<Record<string, string>>;
  readonly refused?: { readonly code: string };
}

const file = new URL('../../../protocol/vectors/channel.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] };
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

  test('has a certificate that is good, and the static key that the handshake uses', () => {
    const { hex, decoded } = named('certificate');
    const trust = orThrow(LinkTrust.in([bytesOf(decoded?.['authority'])], portableCrypto));
    const judged = orThrow(trust.judge([bytesOf(hex)], 'reader', Number(decoded?.['at'])));
    expect(judged.peer.name).toBe(decoded?.['name']);
    expect(judged.publicKey).toEqual(host.split().remoteStatic);
    expect(trust.judge([bytesOf(named('unpaired').hex)], 'reader', Number(decoded?.['at']))).toMatchObject({
      problem: named('unpaired').refused,
    });
  });

  test('has names of their own, reasons, and the refusals that can be shown as bytes', () => {
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
    for (const { why } of vectors) expect(why).not.toBe('');
    const codes = new Set(vectors.flatMap(({ refused }) => refused?.code ?? []));
    expect([...codes].sort()).toEqual([
      'EMU-110',
      'EMU-111',
      'EMU-112',
      'EMU-113',
      'EMU-114',
      'EMU-115',
      'EMU-116',
      'EMU-118',
    ]);
  });
});
