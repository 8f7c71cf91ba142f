import { createECDH, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { platformMdocCrypto } from '../../../../simulator/pki/platform-mdoc-crypto.ts';
import { Random } from '../../../protocol/random.ts';

const engines = [portableMdocCrypto, platformMdocCrypto];
const random = new Random(5);
/** What both engines give, if it is the same. */
const both = <T>(compute: (engine: typeof portableMdocCrypto) => T): T => {
  const [one, other] = engines.map(compute);
  expect(one).toEqual(other);
  return one as T;
};

describe('the portable engine and the platform’s', () => {
  test('give the same keys, secrets, digests and ciphertexts', () => {
    const seed = random.bytes(48);
    const key = both((engine) => engine.ephemeralKey(seed.slice()).publicKey);
    const other = createECDH('prime256v1');
    const theirs = new Uint8Array(other.generateKeys());
    const shared = both((engine) => engine.ephemeralKey(seed.slice()).agree(theirs));
    expect(shared).toEqual(new Uint8Array(other.computeSecret(key)));
    const salt = random.bytes(32);
    const derived = both((engine) => engine.hkdf(shared ?? salt, salt, 'SKReader'));
    expect(derived).toHaveLength(32);
    const nonce = random.bytes(12);
    for (const length of [0, 1, 100, 5000]) {
      const plaintext = random.bytes(length);
      const sealed = both((engine) => engine.seal(derived, nonce, plaintext));
      expect(sealed).toHaveLength(length + 16);
      expect(both((engine) => engine.open(derived, nonce, sealed))).toEqual(plaintext);
      expect(both((engine) => engine.open(salt, nonce, sealed))).toBeNull();
    }
    expect(both((engine) => engine.open(derived, nonce, new Uint8Array(3)))).toBeNull();
    expect(both((engine) => engine.hmac(derived, salt))).toHaveLength(32);
    for (const name of ['SHA-256', 'SHA-384', 'SHA-512'] as const)
      expect(both((engine) => engine.digest(name, salt))).toHaveLength(Number(name.slice(4)) / 8);
  });

  test.each([
    ['ES256', 'prime256v1', 'sha256', 32],
    ['ES384', 'secp384r1', 'sha384', 48],
    ['ES512', 'secp521r1', 'sha512', 66],
  ] as const)('agree on signatures of %s', (scheme, namedCurve, hash, length) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = Uint8Array.of(4, ...Buffer.from(x, 'base64url'), ...Buffer.from(y, 'base64url'));
    const message = random.bytes(80);
    for (const [form, dsaEncoding] of [
      ['raw', 'ieee-p1363'],
      ['der', 'der'],
    ] as const) {
      // Several, for about half have an s that some would call too high.
      for (let i = 0; i < 6; i += 1) {
        const signature = new Uint8Array(sign(hash, message, { key: privateKey, dsaEncoding }));
        const verified = (of: Uint8Array, by = signature, key = point): boolean =>
          both((engine) => engine.verify(scheme, key, of, by, form));
        expect(verified(message)).toBe(true);
        expect(verified(message.subarray(1))).toBe(false);
        const changed = signature.slice();
        changed[length] = (changed[length] ?? 0) ^ 1;
        expect(verified(message, changed)).toBe(false);
        expect(verified(message, new Uint8Array(0))).toBe(false);
        expect(verified(message, new Uint8Array(2 * length))).toBe(false);
        expect(verified(message, signature, point.subarray(0, -1))).toBe(false);
        const off = point.slice();
        off[1] = (off[1] ?? 0) ^ 1;
        expect(verified(message, signature, off)).toBe(false);
      }
    }
  });
});
