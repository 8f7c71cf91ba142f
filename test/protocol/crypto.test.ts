import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import { portableCrypto } from '../../protocol/portable-crypto.ts';
import { Random } from './random.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (words: string): Uint8Array => Uint8Array.from(Buffer.from(words));
const none = new Uint8Array(0);

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const point = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-65));
const message = text('a certificate');

/** The same signature with s in the other half, DER again: as good by the standard. */
const otherHalf = (der: Uint8Array): Uint8Array => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const rLength = der[3] ?? 0;
  const r = der.subarray(2, 4 + rLength);
  const s = BigInt(`0x${hexOf(der.subarray(6 + rLength))}`);
  let digits = (order - s).toString(16);
  digits = digits.padStart(digits.length + (digits.length % 2), '0');
  if (Number.parseInt(digits.slice(0, 2), 16) > 0x7f) digits = `00${digits}`;
  const other = bytesOf(digits);
  return Uint8Array.of(0x30, r.length + 2 + other.length, ...r, 2, other.length, ...other);
};

describe.each([
  ['portable', portableCrypto],
  ['platform', platformCrypto],
])('the %s engine', (_, engine) => {
  test('agrees on the shared secret of RFC 7748, 6.1, and takes no key of another length', () => {
    const bob = engine.x25519(bytesOf('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'));
    expect(hexOf(bob.publicKey)).toBe('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f');
    const alice = bytesOf('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a');
    const shared = bob.agree(alice);
    expect(shared === null ? null : hexOf(shared)).toBe(
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    );
    expect([bob.agree(alice.subarray(1)), bob.agree(none)]).toEqual([null, null]);
  });

  test('seals and opens as RFC 8439, 2.8.2', () => {
    const key = engine.chaCha20Poly1305(Uint8Array.from({ length: 32 }, (_byte, i) => 0x80 + i));
    const nonce = bytesOf('070000004041424344454647');
    const associated = bytesOf('50515253c0c1c2c3c4c5c6c7');
    const plaintext = text(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    );
    const sealed = key.seal(nonce, associated, plaintext);
    expect(hexOf(sealed.subarray(0, 16))).toBe('d31a8d34648e60db7b86afbc53ef7ec2');
    expect(hexOf(sealed.subarray(-16))).toBe('1ae10b594f09e26a7e902ecbd0600691');
    expect(key.open(nonce, associated, sealed)).toEqual(plaintext);
    for (const at of [0, sealed.length - 1]) {
      const changed = sealed.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(key.open(nonce, associated, changed)).toBeNull();
    }
    expect(key.open(nonce, none, sealed)).toBeNull();
    expect(key.open(nonce, associated, sealed.subarray(0, 15))).toBeNull();
  });

  test('hashes as FIPS 180-4 and RFC 4231, however the input is cut', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(hexOf(engine.sha256(text('abc')))).toBe(abc);
    expect(hexOf(engine.sha256(text('a'), none, text('bc')))).toBe(abc);
    const keyed = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(hexOf(engine.hmacSha256(text('Jefe'), text('what do ya '), text('want for nothing?')))).toBe(
      keyed,
    );
  });

  test('takes a signature of P-256 in either form, and no other', () => {
    const good = Uint8Array.from(sign('sha256', message, privateKey));
    expect(engine.verifyP256(point, message, good)).toBe(true);
    expect(engine.verifyP256(point, message, otherHalf(good))).toBe(true);
    expect(engine.verifyP256(point, text('another'), good)).toBe(false);
    const changed = good.map((byte, i) => (i === good.length - 1 ? byte ^ 1 : byte));
    const malformed = [none, good.subarray(1), Uint8Array.of(0x30, 0), new Uint8Array(72)];
    for (const bad of [changed, ...malformed]) expect(engine.verifyP256(point, message, bad)).toBe(false);
    const compressed = Uint8Array.of(2 + ((point[64] ?? 0) & 1), ...point.subarray(1, 33));
    const noPoint = point.map((byte, i) => (i === 64 ? byte ^ 1 : byte));
    for (const key of [none, compressed, noPoint, point.subarray(1)]) {
      expect(engine.verifyP256(key, message, good)).toBe(false);
    }
  });
});

test('both engines give the same bytes for the same input', () => {
  const random = new Random(7);
  for (let round = 0; round < 20; round += 1) {
    const [secret, other, key, nonce] = [32, 32, 32, 12].map((length) => random.bytes(length)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const plaintext = random.bytes(random.between(0, 300));
    const associated = random.bytes(random.between(0, 40));
    const [a, b] = [portableCrypto, platformCrypto].map((engine) => {
      const peer = engine.x25519(other).publicKey;
      const pair = engine.x25519(secret);
      return {
        pair: pair.publicKey,
        shared: pair.agree(peer),
        sealed: engine.chaCha20Poly1305(key).seal(nonce, associated, plaintext),
      };
    });
    expect(a).toEqual(b);
  }
});
