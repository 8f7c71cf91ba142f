/** The crypto engine of the platform (OpenSSL, through node:crypto): many times as fast as the portable one. */

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  type KeyObject,
  verify,
} from 'node:crypto';
import { type CryptoEngine, dhLength, tagLength } from '../protocol/crypto.ts';

// What stands before the bytes of a key in its DER form (RFC 8410, RFC 5480); node:crypto takes no bare keys.
const x25519Private = Buffer.from('302e020100300506032b656e04220420', 'hex');
const x25519Public = Buffer.from('302a300506032b656e032100', 'hex');
const p256Public = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

const publicKeyOf = (prefix: Buffer, key: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([prefix, key]), format: 'der', type: 'spki' });

const algorithm = 'chacha20-poly1305';
const sealing = { authTagLength: tagLength };

const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

export const platformCrypto: CryptoEngine = {
  x25519(secret) {
    const privateKey = createPrivateKey({
      key: Buffer.concat([x25519Private, secret]),
      format: 'der',
      type: 'pkcs8',
    });
    const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
    return {
      publicKey: Uint8Array.from(spki.subarray(x25519Public.length)),
      agree(theirs) {
        if (theirs.length !== dhLength) return null;
        try {
          return plain(diffieHellman({ privateKey, publicKey: publicKeyOf(x25519Public, theirs) }));
        } catch {
          // OpenSSL refuses a result that is all zero.
          return null;
        }
      },
    };
  },
  chaCha20Poly1305(bytes) {
    const key = createSecretKey(bytes);
    return {
      seal(nonce, associated, plaintext) {
        const cipher = createCipheriv(algorithm, key, nonce, sealing);
        if (associated.length > 0) cipher.setAAD(associated, { plaintextLength: plaintext.length });
        const sealed = new Uint8Array(plaintext.length + tagLength);
        sealed.set(cipher.update(plaintext));
        cipher.final();
        sealed.set(cipher.getAuthTag(), plaintext.length);
        return sealed;
      },
      open(nonce, associated, sealed) {
        const length = sealed.length - tagLength;
        if (length < 0) return null;
        const decipher = createDecipheriv(algorithm, key, nonce, sealing);
        decipher.setAuthTag(sealed.subarray(length));
        if (associated.length > 0) decipher.setAAD(associated, { plaintextLength: length });
        const opened = decipher.update(sealed.subarray(0, length));
        try {
          decipher.final();
        } catch {
          return null;
        }
        return plain(opened);
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
      return verify('sha256', message, publicKeyOf(p256Public, publicKey), signature);
    } catch {
      return false;
    }
  },
};
