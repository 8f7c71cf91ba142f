/** The engine of an mdoc exchange in plain JavaScript (@noble): runs wherever firmware does. */

import { gcm } from '@noble/ciphers/aes.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { MdocCrypto } from './crypto.ts';

const curves = { ES256: p256, ES384: p384, ES512: p521 } as const;
const digests = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const;

/** What the library gives; null where it throws at input that cannot be. */
const orNull = <T>(compute: () => T): T | null => {
  try {
    return compute();
  } catch {
    return null;
  }
};

export const portableMdocCrypto: MdocCrypto = {
  ephemeralKey(seed) {
    const secret = p256.utils.randomSecretKey(seed);
    seed.fill(0);
    let wiped = false;
    return {
      publicKey: p256.getPublicKey(secret, false),
      agree: (theirs) => {
        if (wiped || theirs.length !== 65) return null;
        const point = orNull(() => p256.getSharedSecret(secret, theirs, false));
        const shared = point?.slice(1, 33) ?? null;
        point?.fill(0);
        return shared;
      },
      wipe: () => {
        wiped = true;
        secret.fill(0);
      },
    };
  },
  hkdf: (secret, salt, info) => hkdf(sha256, secret, salt, new TextEncoder().encode(info), 32),
  seal: (key, nonce, plaintext) => gcm(key, nonce).encrypt(plaintext),
  open: (key, nonce, sealed) => orNull(() => gcm(key, nonce).decrypt(sealed)),
  hmac: (key, bytes) => hmac(sha256, key, bytes),
  digest: (name, bytes) => digests[name](bytes),
  verify: (scheme, publicKey, message, signature, form) =>
    publicKey[0] === 4 &&
    (orNull(() =>
      curves[scheme].verify(signature, message, publicKey, {
        format: form === 'raw' ? 'compact' : 'der',
        lowS: false,
      }),
    ) ??
      false),
};
