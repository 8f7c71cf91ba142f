/**
 * `Noise_XX_25519_ChaChaPoly_SHA256`, by revision 34 of the Noise Protocol Framework (noiseprotocol.org). The objects
 * are those of the specification's section 5; nothing else is supported, so that there is nothing to negotiate.
 * Pure: keys and randomness are handed in, and whatever a peer sends gives a `Result`.
 */

import { type AeadKey, type CryptoEngine, type DhKeyPair, dhLength, joined, tagLength } from '../crypto.ts';
import { ok, type Result, refuse } from '../result.ts';

export const noiseProtocolName = 'Noise_XX_25519_ChaChaPoly_SHA256';
/** Bytes of a Noise message, at most (section 3). */
export const longestNoiseMessage = 65_535;

const nothing = new Uint8Array(0);
const protocolName = new TextEncoder().encode(noiseProtocolName);

/** Counters are exact up to here, which is far below the specification's own end of 2⁶⁴ - 1 and never reached. */
export const lastCounter = Number.MAX_SAFE_INTEGER;

/** The nonce of section 12 for ChaCha20-Poly1305: 32 bits of zeros, then the counter in 64 bits, little-endian. */
const writeNonce = (nonce: Uint8Array, counter: number): Uint8Array => {
  let rest = counter;
  for (let at = 4; at < 12; at += 1) {
    nonce[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return nonce;
};
/** 2⁶⁴ - 1: no message has it, `rekey` does. */
const rekeyNonce = Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255);
const rekeyZeros = new Uint8Array(32);

/** Section 5.1. One direction; encrypts from the beginning on, for a state without a key is never needed outside. */
export class CipherState {
  readonly #engine: CryptoEngine;
  #key: AeadKey;
  #counter = 0;
  /** Written anew for each message: an engine is through with it when it comes back. */
  readonly #nonce = new Uint8Array(12);

  constructor(engine: CryptoEngine, key: Uint8Array) {
    this.#engine = engine;
    this.#key = engine.chaCha20Poly1305(key);
  }

  /** Number of the next message. */
  get counter(): number {
    return this.#counter;
  }

  /**
   * SetNonce. Going back is allowed only to a number whose message nobody has seen: the same number twice under one
   * key betrays both messages.
   */
  setCounter(counter: number): void {
    this.#counter = counter;
  }

  /** EMU-121: the counter is used up. */
  encrypt(associated: Uint8Array, plaintext: Uint8Array): Result<Uint8Array> {
    if (this.#counter >= lastCounter) return refuse('EMU-121');
    const sealed = this.#key.seal(writeNonce(this.#nonce, this.#counter), associated, plaintext);
    this.#counter += 1;
    return ok(sealed);
  }

  /** EMU-120: the bytes were not encrypted as this message; the counter stands still. EMU-121: it is used up. */
  decrypt(associated: Uint8Array, sealed: Uint8Array): Result<Uint8Array> {
    if (this.#counter >= lastCounter) return refuse('EMU-121');
    const opened = this.#key.open(writeNonce(this.#nonce, this.#counter), associated, sealed);
    if (opened === null) return refuse('EMU-120');
    this.#counter += 1;
    return ok(opened);
  }

  /** Section 4.2, REKEY. The counter goes on. */
  rekey(): void {
    const next = this.#key.seal(rekeyNonce, nothing, rekeyZeros);
    this.#key = this.#engine.chaCha20Poly1305(next.subarray(0, 32));
  }
}

/** HKDF of section 4.3: so many outputs of 32 bytes. */
const hkdf = (engine: CryptoEngine, chainingKey: Uint8Array, input: Uint8Array, outputs: 2 | 3) => {
  const secret = engine.hmacSha256(chainingKey, input);
  const first = engine.hmacSha256(secret, Uint8Array.of(1));
  const second = engine.hmacSha256(secret, first, Uint8Array.of(2));
  const third = outputs === 3 ? engine.hmacSha256(secret, second, Uint8Array.of(3)) : nothing;
  return [first, second, third] as const;
};

/** Section 5.2. */
class SymmetricState {
  readonly #engine: CryptoEngine;
  #chainingKey: Uint8Array;
  #hash: Uint8Array;
  /** Null until the first MixKey: what is sent before it is not encrypted. */
  #cipher: CipherState | null = null;

  constructor(engine: CryptoEngine, prologue: Uint8Array) {
    this.#engine = engine;
    // The name has 32 bytes, so it is its own hash by the specification's rule; nothing has to be filled up.
    this.#hash = protocolName;
    this.#chainingKey = protocolName;
    this.mixHash(prologue);
  }

  get hash(): Uint8Array {
    return this.#hash;
  }

  mixHash(data: Uint8Array): void {
    this.#hash = this.#engine.sha256(this.#hash, data);
  }

  mixKey(input: Uint8Array): void {
    const [chainingKey, key] = hkdf(this.#engine, this.#chainingKey, input, 2);
    this.#chainingKey = chainingKey;
    this.#cipher = new CipherState(this.#engine, key);
  }

  encryptAndHash(plaintext: Uint8Array): Result<Uint8Array> {
    const sealed = this.#cipher === null ? ok(plaintext) : this.#cipher.encrypt(this.#hash, plaintext);
    if (sealed.ok) this.mixHash(sealed.value);
    return sealed;
  }

  decryptAndHash(sealed: Uint8Array): Result<Uint8Array> {
    const opened = this.#cipher === null ? ok(sealed) : this.#cipher.decrypt(this.#hash, sealed);
    if (opened.ok) this.mixHash(sealed);
    return opened;
  }

  /** Bytes that encryption adds now. */
  get overhead(): number {
    return this.#cipher === null ? 0 : tagLength;
  }

  split(): {
    readonly initiator: CipherState;
    readonly responder: CipherState;
    readonly exported: Uint8Array;
  } {
    const [first, second, third] = hkdf(this.#engine, this.#chainingKey, nothing, 3);
    return {
      initiator: new CipherState(this.#engine, first),
      responder: new CipherState(this.#engine, second),
      exported: third,
    };
  }
}

type Token = 'e' | 's' | 'ee' | 'es' | 'se';
/** Section 7.5. */
const xx: readonly (readonly Token[])[] = [['e'], ['e', 'ee', 's', 'es'], ['s', 'se']];

export interface NoiseTransport {
  readonly sends: CipherState;
  readonly receives: CipherState;
  /** The peer's static public key, authenticated by the handshake. */
  readonly remoteStatic: Uint8Array;
  /** The handshake hash h: names this handshake, and is no secret (section 11.2). */
  readonly hash: Uint8Array;
  /**
   * A secret of 32 bytes that only the two ends know, independent of the keys of both directions: the third output of
   * the HKDF whose first two are those keys. From it further keys may be derived.
   */
  readonly exported: Uint8Array;
}

/** Section 5.3, for XX. After a refusal the handshake is over: it must not be used again. */
export class HandshakeState {
  readonly #role: 'initiator' | 'responder';
  readonly #symmetric: SymmetricState;
  readonly #static: DhKeyPair;
  readonly #ephemeral: DhKeyPair;
  #remoteStatic: Uint8Array | null = null;
  #remoteEphemeral: Uint8Array | null = null;
  /** Messages written and read. */
  #step = 0;

  /**
   * @param own the static key, and an ephemeral one drawn for this handshake alone
   * @param prologue what both ends must agree on beforehand
   */
  constructor(
    engine: CryptoEngine,
    role: 'initiator' | 'responder',
    own: { readonly static: DhKeyPair; readonly ephemeral: DhKeyPair },
    prologue: Uint8Array,
  ) {
    this.#role = role;
    this.#symmetric = new SymmetricState(engine, prologue);
    this.#static = own.static;
    this.#ephemeral = own.ephemeral;
  }

  /** Whether this end writes the next message; null when all three are through. */
  get turn(): 'write' | 'read' | null {
    if (this.#step >= xx.length) return null;
    return (this.#step % 2 === 0) === (this.#role === 'initiator') ? 'write' : 'read';
  }

  /** The peer's static public key, once it was read: not authenticated before the message that brought it was whole. */
  get remoteStatic(): Uint8Array | null {
    return this.#remoteStatic;
  }

  /** The next message, with a payload in it. EMU-118 where the peer's keys are none. */
  write(payload: Uint8Array): Result<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (const token of this.#tokens('write')) {
      if (token === 'e') {
        parts.push(this.#ephemeral.publicKey);
        this.#symmetric.mixHash(this.#ephemeral.publicKey);
      } else if (token === 's') {
        const sealed = this.#symmetric.encryptAndHash(this.#static.publicKey);
        if (!sealed.ok) return sealed;
        parts.push(sealed.value);
      } else if (!this.#mixDh(token)) return refused('a public key that is none');
    }
    const sealed = this.#symmetric.encryptAndHash(payload);
    if (!sealed.ok) return sealed;
    this.#step += 1;
    return ok(joined(...parts, sealed.value));
  }

  /** The payload of the next message. EMU-118: it is not the message that this handshake needs now. */
  read(message: Uint8Array): Result<Uint8Array> {
    if (message.length > longestNoiseMessage) return refused('longer than a message may be');
    let at = 0;
    const take = (length: number): Uint8Array | null => {
      const taken = message.subarray(at, at + length);
      at += length;
      return taken.length === length ? taken : null;
    };
    for (const token of this.#tokens('read')) {
      if (token === 'e') {
        const key = take(dhLength);
        if (key === null) return refused('too short');
        this.#remoteEphemeral = Uint8Array.from(key);
        this.#symmetric.mixHash(this.#remoteEphemeral);
      } else if (token === 's') {
        const sealed = take(dhLength + this.#symmetric.overhead);
        if (sealed === null) return refused('too short');
        const opened = this.#symmetric.decryptAndHash(sealed);
        if (!opened.ok) return refused('it does not open');
        this.#remoteStatic = opened.value;
      } else if (!this.#mixDh(token)) return refused('a public key that is none');
    }
    const payload = this.#symmetric.decryptAndHash(message.subarray(at));
    if (!payload.ok)
      return refused(message.length - at < this.#symmetric.overhead ? 'too short' : 'it does not open');
    this.#step += 1;
    return payload;
  }

  /** The two directions, when all three messages are through. */
  split(): NoiseTransport {
    if (this.turn !== null || this.#remoteStatic === null) throw new TypeError('the handshake is not over');
    const { initiator, responder, exported } = this.#symmetric.split();
    const [sends, receives] = this.#role === 'initiator' ? [initiator, responder] : [responder, initiator];
    return { sends, receives, exported, remoteStatic: this.#remoteStatic, hash: this.#symmetric.hash };
  }

  #tokens(doing: 'write' | 'read'): readonly Token[] {
    const tokens = xx[this.#step];
    if (tokens === undefined || this.turn !== doing) throw new TypeError(`it is not the turn to ${doing}`);
    return tokens;
  }

  #mixDh(token: 'ee' | 'es' | 'se'): boolean {
    // The first letter is the initiator's key, the second the responder's.
    const [initiators, responders] = token;
    const [mine, theirs] = this.#role === 'initiator' ? [initiators, responders] : [responders, initiators];
    const key = mine === 'e' ? this.#ephemeral : this.#static;
    const remote = theirs === 'e' ? this.#remoteEphemeral : this.#remoteStatic;
    const secret = remote === null ? null : key.agree(remote);
    if (secret === null) return false;
    this.#symmetric.mixKey(secret);
    return true;
  }
}

const refused = (reason: string): Result<never> => refuse('EMU-118', { reason });
