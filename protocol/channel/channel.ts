/**
 * The secure channel: a link whose two ends have shown each other who they are, and whose messages nobody between them
 * can read, change, repeat or leave out. `Noise_XX_25519_ChaChaPoly_SHA256` (noise.ts) over the reliable link (link.ts),
 * by the rules of protocol/README.md, "Secure channel". It is used as the link is: the same methods, and `connected`
 * comes when the handshake is through.
 */

import { encode, rfc8949EncodeOptions } from 'cborg';
import { type CryptoEngine, type DhKeyPair, type EntropySource, joined, tagLength } from '../crypto.ts';
import type { ReaderId } from '../ids.ts';
import { Link, type LinkCounters, type LinkEvent, type LinkOptions, type Proof } from '../link/link.ts';
import { proofLength } from '../link/packet.ts';
import { linkBacklog } from '../link/send-window.ts';
import { ok, type Problem, type Result, refuse } from '../result.ts';
import { decodeStrictCbor } from '../strict-cbor.ts';
import { claimedReader, type LinkPeer, type LinkRole, type LinkTrust } from './link-certificate.ts';
import { HandshakeState, longestNoiseMessage, type NoiseTransport } from './noise.ts';

/** Our design values. */
export const channelLimits = {
  /** Milliseconds for the three messages of the handshake, over a link that stands. */
  handshake: 5000,
  /** Messages of one direction after which its key is changed. */
  rekeyAfter: 1024,
  /** Bytes of a message, at most. */
  message: longestNoiseMessage - tagLength,
} as const;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
/** Begins the prologue. */
export const prologueLabel = 'fcr link channel 1';
/** Derives the key that proves a resume. */
export const resumeLabel = 'fcr link resume 1';
const none = new Uint8Array(0);

/** What an end shows, and the key behind it. */
export interface LinkCredentials {
  /** DER, the end's own certificate first; the authority's is not among them. */
  readonly chain: readonly Uint8Array[];
  /** The X25519 key of that certificate. */
  readonly key: DhKeyPair;
}

export interface ChannelParts {
  readonly engine: CryptoEngine;
  readonly entropy: EntropySource;
  readonly credentials: LinkCredentials;
  readonly trust: LinkTrust;
  /** The instant by which certificates are judged, milliseconds since 1970-01-01 UTC. */
  readonly validAt: () => number;
}

/** Why this end would not have the other. */
export interface ChannelRefusal {
  readonly problem: Problem;
  /** The serial number that the other end showed, believed or not; null where it showed none. */
  readonly claimed: ReaderId | null;
}

export type SecureLinkEvent =
  /** The handshake is through, or the session was resumed. `peer` is who its certificate says. */
  | { readonly type: 'connected'; readonly resumed: boolean; readonly peer: LinkPeer }
  /** The session is over: with `refusal` because of this end, without it by word of the other, which nothing proves. */
  | { readonly type: 'closed'; readonly code: string; readonly refusal: ChannelRefusal | null }
  | Extract<LinkEvent, { readonly type: 'received' | 'lost' | 'damaged' }>;

interface Standing {
  readonly kind: 'standing';
  readonly transport: NoiseTransport;
  readonly peer: LinkPeer;
}
interface Shaking {
  readonly kind: 'shaking';
  readonly handshake: HandshakeState;
}

export class SecureLink {
  readonly #link: Link;
  readonly #role: 'host' | 'reader';
  readonly #parts: ChannelParts;
  /** Of the link's session; null while it has none. */
  #channel: Shaking | Standing | null = null;
  /** Given before the channel stood. */
  #waiting: Uint8Array[] = [];
  #shakenUntil: number | null = null;
  /** Whether the owner has been told `connected`, of this session at all and not yet `lost`. */
  #toldOf = false;
  #told = false;
  /** The session that the owner knows of will not be resumed; of the next one it has not been told yet. */
  #succeeds = false;
  #events: SecureLinkEvent[] = [];

  /** @param newHalf as for `Link` */
  constructor(
    role: 'host' | 'reader',
    newHalf: () => Uint8Array,
    parts: ChannelParts,
    options: Omit<LinkOptions, 'secure'> = {},
  ) {
    this.#role = role;
    this.#parts = parts;
    this.#link = new Link(role, newHalf, { ...options, secure: true });
  }

  get connected(): boolean {
    return this.#told;
  }

  /** Nothing of ours is unacknowledged, waiting or owed. */
  get idle(): boolean {
    return this.#link.idle && this.#shakenUntil === null;
  }

  get counters(): LinkCounters {
    return this.#link.counters;
  }

  attached(now: number): void {
    this.#link.attached(now);
    this.#follow(now);
  }

  detached(): void {
    this.#link.detached();
    this.#lost();
  }

  received(bytes: Uint8Array, now: number): void {
    this.#link.received(bytes, now);
    this.#follow(now);
  }

  /** As `Link.send`; the message has at most `channelLimits.message` bytes. */
  send(payload: Uint8Array, now: number): boolean {
    if (this.#succeeds) return true;
    if (this.#channel?.kind !== 'standing') {
      if (this.#waiting.length >= linkBacklog) return false;
      this.#waiting.push(payload);
      return true;
    }
    const { sends } = this.#channel.transport;
    const number = sends.counter;
    const sealed = sends.encrypt(none, payload);
    if (!sealed.ok) {
      this.#refuse(sealed.problem, null);
      return false;
    }
    if (!this.#link.send(sealed.value, now)) {
      // Nobody has seen what was sealed: the number is free again.
      sends.setCounter(number);
      return false;
    }
    if (sends.counter % channelLimits.rekeyAfter === 0) sends.rekey();
    return true;
  }

  close(code = ''): void {
    this.#link.close(code);
    this.#forget();
    this.#succeeds = false;
    this.#lost();
  }

  advance(now: number): void {
    this.#link.advance(now);
    this.#follow(now);
    if (this.#shakenUntil === null || now < this.#shakenUntil) return;
    this.#refuse({ code: 'EMU-119', detail: { seconds: channelLimits.handshake / 1000 } }, null);
  }

  deadline(): number | null {
    const at = this.#link.deadline();
    if (this.#shakenUntil === null) return at;
    return at === null ? this.#shakenUntil : Math.min(at, this.#shakenUntil);
  }

  takeOutput(): readonly Uint8Array[] {
    return this.#link.takeOutput();
  }

  takeEvents(): readonly SecureLinkEvent[] {
    if (this.#events.length === 0) return nothing;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  // ── the link below ──────────────────────────────────────────────────────────────────────────────────

  #follow(now: number): void {
    const events = this.#link.takeEvents();
    if (events.length === 0) return;
    // Of several sessions in one batch only the last still stands: no handshake is answered in another.
    const last = events.findLastIndex(beginsOrEnds);
    for (const [place, event] of events.entries()) {
      switch (event.type) {
        case 'connected':
          if (place < last) this.#forget();
          else this.#connected(event.resumed, now);
          break;
        case 'received': {
          if (place < last && this.#channel?.kind !== 'standing') break;
          const problem = this.#received(event.payload, now);
          if (problem === null) break;
          this.#refuse(problem.problem, problem.claimed);
          // What had come after it was of the session that is over.
          return;
        }
        case 'lost':
          this.#tellLost();
          break;
        case 'closed':
          this.#forget();
          this.#succeeds = false;
          this.#events.push({ type: 'closed', code: event.code, refusal: null });
          break;
        case 'damaged':
          this.#events.push(event);
      }
    }
  }

  #connected(resumed: boolean, now: number): void {
    if (!resumed) this.#begin(now);
    else if (this.#channel?.kind === 'standing') this.#tellConnected(this.#channel.peer);
    else this.#shakenUntil = now + channelLimits.handshake;
  }

  /** Null where all is well. */
  #received(payload: Uint8Array, now: number): ChannelRefusal | null {
    if (this.#channel?.kind === 'standing') return this.#open(this.#channel.transport, payload);
    return this.#channel === null ? null : this.#shake(this.#channel.handshake, payload, now);
  }

  #open({ receives }: NoiseTransport, sealed: Uint8Array): ChannelRefusal | null {
    const opened = receives.decrypt(none, sealed);
    if (!opened.ok) return { problem: opened.problem, claimed: null };
    if (receives.counter % channelLimits.rekeyAfter === 0) receives.rekey();
    this.#events.push({ type: 'received', payload: opened.value });
    return null;
  }

  // ── handshake ───────────────────────────────────────────────────────────────────────────────────────

  #begin(now: number): void {
    if (this.#channel !== null) this.#forget();
    const { engine, entropy, credentials } = this.#parts;
    const handshake = new HandshakeState(
      engine,
      this.#role === 'host' ? 'initiator' : 'responder',
      { static: credentials.key, ephemeral: engine.x25519(entropy.bytes(32)) },
      this.#prologue(),
    );
    this.#channel = { kind: 'shaking', handshake };
    this.#shakenUntil = now + channelLimits.handshake;
    if (this.#role === 'reader') return;
    const first = handshake.write(none);
    if (first.ok) this.#link.send(first.value, now);
  }

  /** What was said in the clear before the handshake: had anybody changed it, the handshake would fail. */
  #prologue(): Uint8Array {
    const session = this.#link.session;
    if (session === null) throw new TypeError('a link that stands has a session');
    const { offered, version, id } = session;
    return channelPrologue(offered, version, id);
  }

  #shake(handshake: HandshakeState, message: Uint8Array, now: number): ChannelRefusal | null {
    const payload = handshake.read(message);
    if (!payload.ok) return { problem: payload.problem, claimed: null };
    if (this.#role === 'host') {
      const peer = this.#judge(handshake, payload.value);
      if ('problem' in peer) return peer;
      const last = handshake.write(chainPayload(this.#parts.credentials.chain));
      if (!last.ok) return { problem: last.problem, claimed: null };
      this.#link.send(last.value, now);
      this.#stand(handshake, peer, now);
      return null;
    }
    if (handshake.turn === 'write') {
      if (payload.value.length > 0) return refusedPayload('the first one says something');
      const second = handshake.write(chainPayload(this.#parts.credentials.chain));
      if (!second.ok) return { problem: second.problem, claimed: null };
      this.#link.send(second.value, now);
      return null;
    }
    const peer = this.#judge(handshake, payload.value);
    if ('problem' in peer) return peer;
    this.#stand(handshake, peer, now);
    return null;
  }

  /** Who the other end is, by the chain that it has sent. */
  #judge(handshake: HandshakeState, payload: Uint8Array): LinkPeer | ChannelRefusal {
    const role = this.#role === 'host' ? 'reader' : 'bridge';
    const { trust, validAt } = this.#parts;
    const judged = judgePayload(payload, trust, role, validAt(), handshake.remoteStatic);
    if (judged.ok) return judged.value;
    const chain = chainIn(payload);
    return { problem: judged.problem, claimed: chain.ok ? claimedReader(chain.value) : null };
  }

  #stand(handshake: HandshakeState, peer: LinkPeer, now: number): void {
    const transport = handshake.split();
    this.#channel = { kind: 'standing', transport, peer };
    this.#link.bind(resumeProof(this.#parts.engine, transport));
    this.#shakenUntil = null;
    this.#tellConnected(peer);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const payload of waiting) this.send(payload, now);
  }

  // ── what the owner is told ──────────────────────────────────────────────────────────────────────────

  #tellConnected(peer: LinkPeer): void {
    this.#events.push({ type: 'connected', resumed: this.#toldOf, peer });
    this.#toldOf = true;
    this.#told = true;
    this.#succeeds = false;
  }

  #tellLost(): void {
    this.#shakenUntil = null;
    if (this.#told) this.#events.push({ type: 'lost' });
    this.#told = false;
  }

  /** After a call that ends the connection without anything else that could have happened. */
  #lost(): void {
    this.#link.takeEvents();
    this.#tellLost();
  }

  #refuse(problem: Problem, claimed: ReaderId | null): void {
    this.close(problem.code);
    this.#events.push({ type: 'closed', code: problem.code, refusal: { problem, claimed } });
  }

  /** The session is over, and its keys with it. */
  #forget(): void {
    this.#channel = null;
    this.#waiting = [];
    this.#shakenUntil = null;
    this.#succeeds ||= this.#toldOf;
    this.#toldOf = false;
  }
}

const nothing: readonly never[] = [];

const beginsOrEnds = (event: LinkEvent): boolean =>
  event.type === 'closed' || (event.type === 'connected' && !event.resumed);

const refusedPayload = (reason: string): ChannelRefusal => ({
  problem: { code: 'EMU-118', detail: { reason } },
  claimed: null,
});

/** The prologue of the handshake: label, link versions offered, version agreed, session id. */
export const channelPrologue = (
  offered: { readonly min: number; readonly max: number },
  version: number,
  id: Uint8Array,
): Uint8Array => joined(ascii(prologueLabel), Uint8Array.of(offered.min, offered.max, version), id);

/**
 * Proves that an end of the handshake resumes its session: an HMAC under a key that only the two ends can derive, bound
 * to the handshake by its hash.
 */
export function resumeProof(
  engine: CryptoEngine,
  { exported, hash }: Pick<NoiseTransport, 'exported' | 'hash'>,
): Proof {
  const key = engine.hmacSha256(exported, ascii(resumeLabel), hash);
  return (what) => engine.hmacSha256(key, what).subarray(0, proofLength);
}

/** A chain as the payload of a handshake message: a CBOR array of byte strings. */
export const chainPayload = (chain: readonly Uint8Array[]): Uint8Array =>
  encode([...chain], rfc8949EncodeOptions);

/** EMU-114. */
function chainIn(payload: Uint8Array): Result<readonly Uint8Array[]> {
  const decoded = decodeStrictCbor(payload);
  const { value } = decoded.ok ? decoded : { value: null };
  return Array.isArray(value) && value.every((der): der is Uint8Array => der instanceof Uint8Array)
    ? ok(value)
    : refuse('EMU-114', { reason: 'no list of certificates' });
}

/**
 * Whom the payload of a handshake message speaks for, by the chain of certificates that it is.
 * @param at milliseconds since 1970-01-01 UTC
 * @param used the static key that the sender has used
 * EMU-110 to EMU-117, EMU-122.
 */
export function judgePayload(
  payload: Uint8Array,
  trust: LinkTrust,
  role: LinkRole,
  at: number,
  used: Uint8Array | null,
): Result<LinkPeer> {
  const chain = chainIn(payload);
  if (!chain.ok) return chain;
  const judged = trust.judge(chain.value, role, at);
  if (!judged.ok) return judged;
  return sameKey(judged.value.publicKey, used) ? ok(judged.value.peer) : refuse('EMU-117');
}

const sameKey = (a: Uint8Array, b: Uint8Array | null): boolean =>
  b !== null && a.length === b.length && a.every((byte, i) => byte === b[i]);
