/** The crypto engine in plain JavaScript (@noble): runs wherever firmware does, and needs nothing of the platform. */

import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type CryptoEngine, dhLength, joined, tagLength } from './crypto.ts';

const none = new Uint8Array(0);

/** What the library gives; null where it throws at input that cannot be. */
const orNull = <T>(compute: () => T): T | null => {
  try {
    return compute();
  } catch {
    return null;
  }
};

const together = (parts: readonly Uint8Array[]): Uint8Array =>
  parts.length === 1 ? (parts[0] ?? none) : joined(...parts);

export const portableCrypto: CryptoEngine = {
  x25519(secret) {
    const own = Uint8Array.from(secret);
    return {
      publicKey: x25519.getPublicKey(own),
      // The library refuses a result that is all zero.
      agree: (theirs) =>
        theirs.length === dhLength ? orNull(() => x25519.getSharedSecret(own, theirs)) : null,
    };
  },
  chaCha20Poly1305(key) {
    const own = Uint8Array.from(key);
    return {
      seal: (nonce, associated, plaintext) => chacha20poly1305(own, nonce, associated).encrypt(plaintext),
      open: (nonce, associated, sealed) =>
        sealed.length < tagLength
          ? null
          : orNull(() => chacha20poly1305(own, nonce, associated).decrypt(sealed)),
    };
  },
  sha256: (...parts) => sha256(together(parts)),
  hmacSha256: (key, ...parts) => hmac(sha256, key, together(parts)),
  verifyP256: (publicKey, message, signature) =>
    publicKey[0] === 4 &&
    // X.509 knows no "low s": either of the two forms of a signature is good.
    (orNull(() => p256.verify(signature, message, publicKey, { format: 'der', lowS: false })) ?? false),
};
