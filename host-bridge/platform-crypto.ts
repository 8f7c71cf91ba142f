/**
 * The crypto engine of the platform, many times as fast as the portable one: OpenSSL through node:crypto, and libsodium
 * for the sealing of messages, since node:crypto makes a new cipher object for each, which takes longer than the sealing.
 */

import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  verify,
} from 'node:crypto';
import sodium from 'libsodium-wrappers';
import { type CryptoEngine, dhLength } from '../protocol/crypto.ts';

// node:crypto takes no bare keys, and reads the DER form of one in ten times what the JSON form (RFC 8037) takes.
const text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
const x25519 = { kty: 'OKP', crv: 'X25519' } as const;

const x25519Public = (key: Uint8Array): KeyObject =>
  createPublicKey({ key: { ...x25519, x: text(key) }, format: 'jwk' });

const p256Public = (point: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: text(point.subarray(1, 33)), y: text(point.subarray(33)) },
    format: 'jwk',
  });
const isUncompressed = (point: Uint8Array): boolean => point.length === 65 && point[0] === 4;

// Compiles its WebAssembly.
await sodium.ready;

const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

export const platformCrypto: CryptoEngine = {
  x25519(secret) {
    // The public half must be there and is not looked at: it follows from the private one.
    const privateKey = createPrivateKey({ key: { ...x25519, d: text(secret), x: '' }, format: 'jwk' });
    return {
      publicKey: Uint8Array.from(Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url')),
      agree(theirs) {
        if (theirs.length !== dhLength) return null;
        try {
          return plain(diffieHellman({ privateKey, publicKey: x25519Public(theirs) }));
        } catch {
          // OpenSSL refuses a result that is all zero.
          return null;
        }
      },
    };
  },
  chaCha20Poly1305(key) {
    return {
      seal: (nonce, associated, plaintext) =>
        sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, associated, null, nonce, key),
      open(nonce, associated, sealed) {
        try {
          return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, sealed, associated, nonce, key);
        } catch {
          return null;
        }
      },
    };
  },
  sha256(...parts) {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return plain(hash.digest());
  },
  hmacSha256(key, ...parts) {
    const hmac = createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    return plain(hmac.digest());
  },
  verifyP256(publicKey, message, signature) {
    try {
      return isUncompressed(publicKey) && verify('sha256', message, p256Public(publicKey), signature);
    } catch {
      return false;
    }
  },
};
