/**
 * The cryptography that the secure channel needs, as a port: engines are handed in. portable-crypto.ts is what firmware
 * would carry; a host has its platform's. Both give the same bytes for the same input.
 */

/** An X25519 key pair (RFC 7748). The private half stays inside: a secure element can stand here. */
export interface DhKeyPair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The shared secret with another's public key, 32 bytes; null where it is all zero or the key is none. */
  agree(publicKey: Uint8Array): Uint8Array | null;
}

/** ChaCha20-Poly1305 (RFC 8439) under one key. */
export interface AeadKey {
  /** Ciphertext and its tag of 16 bytes. @param nonce 12 bytes, never the same twice under one key; not kept */
  seal(nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** What `seal` was given; null where the bytes are not what it gave. */
  open(nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array | null;
}

export interface CryptoEngine {
  /** @param secret 32 random bytes */
  x25519(secret: Uint8Array): DhKeyPair;
  /** @param key 32 bytes */
  chaCha20Poly1305(key: Uint8Array): AeadKey;
  /** SHA-256 of the parts one after the other, 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104) of the parts one after the other, 32 bytes. */
  hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array;
  /**
   * ECDSA over P-256 with SHA-256. False for whatever is no valid signature, also where key or signature are malformed.
   * @param publicKey uncompressed point, 65 bytes
   * @param signature DER, as in X.509
   */
  verifyP256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** Random bytes that nobody can foretell. */
export interface EntropySource {
  bytes(count: number): Uint8Array;
}

/** Bytes of an X25519 key, public or private, and of a shared secret. */
export const dhLength = 32;
/** Bytes that sealing adds. */
export const tagLength = 16;

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
