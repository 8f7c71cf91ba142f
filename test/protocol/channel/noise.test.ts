import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { platformCrypto } from '../../../host-bridge/platform-crypto.ts';
import {
  CipherState,
  HandshakeState,
  lastCounter,
  longestNoiseMessage,
  noiseProtocolName,
} from '../../../protocol/channel/noise.ts';
import type { CryptoEngine } from '../../../protocol/crypto.ts';
import { portableCrypto } from '../../../protocol/portable-crypto.ts';
import { orThrow } from '../../../protocol/result.ts';
import { Random } from '../random.ts';

/** The framework's public vectors: they stand beside the project, not in it. */
const published = new URL('../../../../shared/vectors/noise.json', import.meta.url);

interface PublishedVector {
  readonly protocol_name: string;
  readonly init_prologue: string;
  readonly init_static: string;
  readonly init_ephemeral: string;
  readonly resp_prologue: string;
  readonly resp_static: string;
  readonly resp_ephemeral: string;
  readonly handshake_hash: string;
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[];
}

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const none = new Uint8Array(0);

const engines = { portable: portableCrypto, platform: platformCrypto };
const everyEngine = Object.entries(engines);

const ends = (engine: CryptoEngine, prologues = [none, none], drawn = new Random(1)) => {
  const end = (role: 'initiator' | 'responder', prologue: Uint8Array) =>
    new HandshakeState(
      engine,
      role,
      { static: engine.x25519(drawn.bytes(32)), ephemeral: engine.x25519(drawn.bytes(32)) },
      prologue,
    );
  const [initiators = none, responders = none] = prologues;
  return { initiator: end('initiator', initiators), responder: end('responder', responders) };
};

/** Both ends after a handshake. */
const shaken = (engine: CryptoEngine) => {
  const { initiator, responder } = ends(engine);
  orThrow(responder.read(orThrow(initiator.write(none))));
  orThrow(initiator.read(orThrow(responder.write(none))));
  orThrow(responder.read(orThrow(initiator.write(none))));
  return { initiator: initiator.split(), responder: responder.split() };
};

const refusal = (code: string, detail: object = {}) => ({ ok: false, problem: { code, detail } });

describe.each(everyEngine)('Noise XX with the %s engine', (_, engine) => {
  test.skipIf(!existsSync(published))(
    'gives the published vector, byte for byte (left out where ../shared/vectors/noise.json is not there)',
    () => {
      const { vectors } = JSON.parse(readFileSync(published, 'utf8')) as { vectors: PublishedVector[] };
      const vector = vectors.find(({ protocol_name: name }) => name === noiseProtocolName);
      if (vector === undefined) throw new Error(`${noiseProtocolName} is not among the vectors`);
      const end = (role: 'initiator' | 'responder', secret: string, drawn: string, prologue: string) =>
        new HandshakeState(
          engine,
          role,
          { static: engine.x25519(bytesOf(secret)), ephemeral: engine.x25519(bytesOf(drawn)) },
          bytesOf(prologue),
        );
      const { init_static, init_ephemeral, init_prologue } = vector;
      const { resp_static, resp_ephemeral, resp_prologue } = vector;
      const initiator = end('initiator', init_static, init_ephemeral, init_prologue);
      const responder = end('responder', resp_static, resp_ephemeral, resp_prologue);
      for (const [i, { payload, ciphertext }] of vector.messages.slice(0, 3).entries()) {
        const [from, to] = i % 2 === 0 ? [initiator, responder] : [responder, initiator];
        const written = orThrow(from.write(bytesOf(payload)));
        expect(hexOf(written)).toBe(ciphertext);
        expect(hexOf(orThrow(to.read(written)))).toBe(payload);
      }
      const [a, b] = [initiator.split(), responder.split()];
      expect([hexOf(a.hash), hexOf(b.hash)]).toEqual([vector.handshake_hash, vector.handshake_hash]);
      const after = vector.messages.slice(3);
      expect(after.length).toBeGreaterThan(2);
      for (const [i, { payload, ciphertext }] of after.entries()) {
        const [from, to] = i % 2 === 0 ? [b, a] : [a, b];
        const sealed = orThrow(from.sends.encrypt(none, bytesOf(payload)));
        expect(hexOf(sealed)).toBe(ciphertext);
        expect(hexOf(orThrow(to.receives.decrypt(none, sealed)))).toBe(payload);
      }
    },
  );

  test('tells each end the static key of the other, one hash and one exported secret', () => {
    const { initiator, responder } = shaken(engine);
    const drawn = new Random(1);
    const [initiators] = [drawn.bytes(32), drawn.bytes(32)];
    const responders = drawn.bytes(32);
    expect(responder.remoteStatic).toEqual(engine.x25519(initiators as Uint8Array).publicKey);
    expect(initiator.remoteStatic).toEqual(engine.x25519(responders).publicKey);
    expect(initiator.hash).toEqual(responder.hash);
    expect(initiator.exported).toEqual(responder.exported);
    expect(initiator.exported).toHaveLength(32);
    expect(initiator.exported).not.toEqual(initiator.hash);
  });

  test('does not come about between ends of different prologues', () => {
    const { initiator, responder } = ends(engine, [Uint8Array.of(1), Uint8Array.of(2)]);
    orThrow(responder.read(orThrow(initiator.write(none))));
    const second = orThrow(responder.write(none));
    expect(initiator.read(second)).toEqual(refusal('EMU-118', { reason: 'it does not open' }));
  });

  test('refuses a message of another handshake, every changed byte, and every other length', () => {
    const one = ends(engine);
    const other = ends(engine, [none, none], new Random(2));
    orThrow(one.responder.read(orThrow(one.initiator.write(none))));
    orThrow(other.responder.read(orThrow(other.initiator.write(none))));
    const replayed = orThrow(other.responder.write(Uint8Array.of(7)));
    expect(one.initiator.read(replayed)).toEqual(refusal('EMU-118', { reason: 'it does not open' }));

    const whole = orThrow(one.responder.write(Uint8Array.of(7)));
    const reads = (bytes: Uint8Array) => {
      // A handshake that has refused is over: each try is one of its own.
      const { initiator } = ends(engine);
      orThrow(initiator.write(none));
      return initiator.read(bytes);
    };
    expect(reads(whole)).toEqual({ ok: true, value: Uint8Array.of(7) });
    for (let at = 0; at < whole.length; at += 7) {
      expect(reads(whole.map((byte, i) => (i === at ? byte ^ 1 : byte)))).toMatchObject({
        ok: false,
        problem: { code: 'EMU-118' },
      });
    }
    for (const length of [0, 31, 32, 79, 80, 95, whole.length - 1]) {
      expect(reads(whole.subarray(0, length))).toMatchObject({ ok: false, problem: { code: 'EMU-118' } });
    }
    expect(reads(new Uint8Array(longestNoiseMessage + 1))).toEqual(
      refusal('EMU-118', { reason: 'longer than a message may be' }),
    );
  });

  test.each([
    ['zero', '00'.repeat(32)],
    ['one', `01${'00'.repeat(31)}`],
    ['of order eight', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
  ])('refuses a public key that is %s, for the shared secret would be all zero', (_name, key) => {
    const { responder } = ends(engine);
    orThrow(responder.read(bytesOf(key)));
    expect(responder.write(none)).toEqual(refusal('EMU-118', { reason: 'a public key that is none' }));
    expect(engine.x25519(new Random(3).bytes(32)).agree(bytesOf(key))).toBeNull();
  });

  test('lets only the end write whose turn it is, and splits only at the end', () => {
    const { initiator, responder } = ends(engine);
    expect([initiator.turn, responder.turn]).toEqual(['write', 'read']);
    expect(() => responder.write(none)).toThrow(TypeError);
    expect(() => initiator.read(none)).toThrow(TypeError);
    expect(() => initiator.split()).toThrow(TypeError);
  });

  test('opens nothing that was changed, repeated or left out, and stays where it is', () => {
    const { initiator, responder } = shaken(engine);
    const [first, second] = [1, 2].map((n) => orThrow(initiator.sends.encrypt(none, Uint8Array.of(n))));
    if (first === undefined || second === undefined) throw new Error('two messages');
    expect(responder.receives.decrypt(none, second)).toEqual(refusal('EMU-120'));
    expect(
      responder.receives.decrypt(
        none,
        first.map((byte) => byte ^ 0x80),
      ),
    ).toEqual(refusal('EMU-120'));
    expect(responder.receives.decrypt(Uint8Array.of(1), first)).toEqual(refusal('EMU-120'));
    expect(responder.receives.decrypt(none, first.subarray(0, 15))).toEqual(refusal('EMU-120'));
    expect(orThrow(responder.receives.decrypt(none, first))).toEqual(Uint8Array.of(1));
    expect(responder.receives.decrypt(none, first)).toEqual(refusal('EMU-120'));
    expect(orThrow(responder.receives.decrypt(none, second))).toEqual(Uint8Array.of(2));
  });

  test('goes on under new keys after a rekey of both ends, and not of one', () => {
    const { initiator, responder } = shaken(engine);
    initiator.sends.rekey();
    const sealed = orThrow(initiator.sends.encrypt(none, Uint8Array.of(9)));
    expect(responder.receives.decrypt(none, sealed)).toEqual(refusal('EMU-120'));
    responder.receives.rekey();
    expect(orThrow(responder.receives.decrypt(none, sealed))).toEqual(Uint8Array.of(9));
    expect(responder.receives.counter).toBe(1);
  });

  test('counts beyond 32 bits, and ends before its counter does', () => {
    const [sends, receives] = [0, 0].map(() => new CipherState(engine, new Uint8Array(32)));
    if (sends === undefined || receives === undefined) throw new Error('two');
    for (const counter of [2 ** 32 - 1, 2 ** 32, lastCounter - 1]) {
      sends.setCounter(counter);
      receives.setCounter(counter);
      const sealed = orThrow(sends.encrypt(none, Uint8Array.of(1)));
      expect(orThrow(receives.decrypt(none, sealed))).toEqual(Uint8Array.of(1));
    }
    expect(sends.encrypt(none, none)).toEqual(refusal('EMU-121'));
    expect(receives.decrypt(none, none)).toEqual(refusal('EMU-121'));
  });
});
