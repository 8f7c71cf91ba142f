/**
 * Session encryption (ISO/IEC 18013-5, 9.1.1): two AES-256-GCM keys from the ephemeral keys of both ends, one for each
 * direction, and a counter of messages as nonce.
 */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { EphemeralKey, MdocCrypto } from './crypto.ts';
import type { SessionTranscript } from './session-transcript.ts';

export type SessionRole = 'reader' | 'device';

const infos = { reader: 'SKReader', device: 'SKDevice' } as const;
/** Last byte of the identifier of eight bytes that begins a nonce. */
const identifiers = { reader: 0, device: 1 } as const;
const lastCount = 0xffff_ffff;

interface Direction {
  readonly key: Uint8Array;
  readonly identifier: number;
  /** Messages so far. */
  count: number;
}

export class SessionEncryption {
  readonly #engine: MdocCrypto;
  readonly #sends: Direction;
  readonly #receives: Direction;
  #wiped = false;

  private constructor(engine: MdocCrypto, sends: Direction, receives: Direction) {
    this.#engine = engine;
    this.#sends = sends;
    this.#receives = receives;
  }

  /**
   * EMU-354: the other key is no point of the curve.
   * @param role whose end this is
   * @param theirs uncompressed point
   */
  static between(
    role: SessionRole,
    own: EphemeralKey,
    theirs: Uint8Array,
    transcript: SessionTranscript,
    engine: MdocCrypto,
  ): Result<SessionEncryption> {
    const shared = own.agree(theirs);
    if (shared === null) return refuse('EMU-354', { reason: 'no key on the curve' });
    const salt = engine.digest('SHA-256', transcript.embeddedBytes);
    const direction = (of: SessionRole): Direction => ({
      key: engine.hkdf(shared, salt, infos[of]),
      identifier: identifiers[of],
      count: 0,
    });
    const encryption = new SessionEncryption(
      engine,
      direction(role),
      direction(role === 'reader' ? 'device' : 'reader'),
    );
    shared.fill(0);
    return ok(encryption);
  }

  /** Ciphertext with its tag. EMU-354: the session is over. */
  encrypt(plaintext: Uint8Array): Result<Uint8Array> {
    const nonce = this.#nextNonce(this.#sends);
    return nonce === null ? over : ok(this.#engine.seal(this.#sends.key, nonce, plaintext));
  }

  /** EMU-354: not the other end's next message of this session, or the session is over. */
  decrypt(sealed: Uint8Array): Result<Uint8Array> {
    const nonce = this.#nextNonce(this.#receives);
    if (nonce === null) return over;
    const plaintext = this.#engine.open(this.#receives.key, nonce, sealed);
    return plaintext === null ? refuse('EMU-354', { reason: 'not of this session' }) : ok(plaintext);
  }

  /** Overwrites both keys. Nothing is encrypted or decrypted afterwards. */
  wipe(): void {
    this.#wiped = true;
    this.#sends.key.fill(0);
    this.#receives.key.fill(0);
  }

  #nextNonce(direction: Direction): Uint8Array | null {
    if (this.#wiped || direction.count === lastCount) return null;
    direction.count += 1;
    const nonce = new Uint8Array(12);
    nonce[7] = direction.identifier;
    new DataView(nonce.buffer).setUint32(8, direction.count);
    return nonce;
  }
}

const over = refuse('EMU-354', { reason: 'the session is over' });
