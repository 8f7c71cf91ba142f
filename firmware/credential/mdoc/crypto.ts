/**
 * The cryptography that an mdoc exchange needs, as a port: engines are handed in. portable-crypto.ts is what a device
 * without an engine of its own would carry.
 */

/** Key agreement on P-256 with a key for one exchange. The private half stays inside: a secure element can stand here. */
export interface EphemeralKey {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** The shared secret (x coordinate, 32 bytes); null where the other key is no point of the curve. */
  agree(publicKey: Uint8Array): Uint8Array | null;
  /** Overwrites the private half; `agree` gives null from then on. */
  wipe(): void;
}

/** Curves and hashes go together (RFC 9053, 2.1; ISO/IEC 18013-5, table 22). */
export type EcScheme = 'ES256' | 'ES384' | 'ES512';
export type DigestName = 'SHA-256' | 'SHA-384' | 'SHA-512';

export interface MdocCrypto {
  /** @param seed 48 random bytes, from which the private key is made; wiped */
  ephemeralKey(seed: Uint8Array): EphemeralKey;
  /** HKDF with SHA-256 (RFC 5869), 32 bytes. */
  hkdf(secret: Uint8Array, salt: Uint8Array, info: string): Uint8Array;
  /** AES-256-GCM: ciphertext and tag. `key` is read during the call only. */
  seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** What `seal` was given; null where the bytes are not what it gave. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
  /** HMAC-SHA-256, 32 bytes. */
  hmac(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  digest(name: DigestName, bytes: Uint8Array): Uint8Array;
  /**
   * False for whatever is no valid signature, also where key or signature are malformed.
   * @param publicKey uncompressed point on the scheme's curve
   * @param form `raw`: r‖s, as in COSE; `der`: as in X.509
   */
  verify(
    scheme: EcScheme,
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
    form: 'raw' | 'der',
  ): boolean;
}

/** Random bytes that `ephemeralKey` needs: more than a key has, so that no key is likelier (FIPS 186-5, A.2.1). */
export const ephemeralSeedLength = 48;
