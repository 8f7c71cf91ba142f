/**
 * Reliable delivery between a reader and its host over a byte stream that may lose, damage or break: every
 * message arrives once and in order, a break is resumed where it was, a dead peer is noticed. The rules are those of
 * protocol/README.md, "Sessions" and "Delivery".
 *
 * Sans-I/O: bytes and clock readings go in, bytes and a deadline come out. The owner calls a method, then writes
 * `takeOutput()`, acts on `takeEvents()`, and calls `advance(now)` when `deadline()` is reached. Times are
 * milliseconds of a clock that never jumps.
 */

import type { Problem } from '../result.ts';
import { encodeFrame, FrameDecoder, frameEnd } from './frame.ts';
import { MessageReader } from './message-stream.ts';
import {
  decodePacket,
  encodePacket,
  linkVersions,
  type Packet,
  type PacketOf,
  proofLength,
  putDataHead,
  sameHostHalf,
  sameSession,
  sessionId,
  sessionTag,
} from './packet.ts';
import { ReceiveWindow, receiveWindow } from './receive-window.ts';
import { linkWindow, type ResendTiming, type SendCounters, SendWindow } from './send-window.ts';

/** Milliseconds. Our design values. */
export interface LinkTiming extends ResendTiming {
  /** How long an acknowledgement waits for data to travel with. */
  readonly acknowledge: number;
  /** Least time between two reports of what is missing; doubles up to `resendAtMost` while nothing is understood. */
  readonly report: number;
  /** After which a gap that is still there is reported again. */
  readonly reportAgain: number;
  /** Silence after which the host asks whether the reader is there; the reader waits half as long again. */
  readonly ping: number;
  /** Between two questions while there is no answer. */
  readonly pingAgain: number;
  /** Silence after which the peer counts as gone. */
  readonly dead: number;
  /** Between two tries to open. */
  readonly open: number;
}

export const linkTiming: LinkTiming = {
  resend: 150,
  resendAtMost: 1200,
  resendHurried: 25,
  // 115200 baud carries 11.5 bytes a millisecond.
  perByte: 0.1,
  acknowledge: 20,
  report: 5,
  reportAgain: 50,
  ping: 1000,
  pingAgain: 200,
  dead: 3000,
  open: 250,
};

export type LinkEvent =
  /** Both ends hold the session. `resumed` false: a new one, nothing of an earlier one is left. */
  | { readonly type: 'connected'; readonly resumed: boolean }
  | { readonly type: 'received'; readonly payload: Uint8Array }
  /** The stream is gone or the peer silent. The session is kept; `connected` follows when it can be resumed. */
  | { readonly type: 'lost' }
  /** The peer ended the session, or refuses to have one. */
  | { readonly type: 'closed'; readonly code: string }
  | { readonly type: 'damaged'; readonly problem: Problem };

export interface LinkCounters extends SendCounters {
  /** Segments that brought something new, and those that did not. */
  received: number;
  duplicates: number;
  /** Frames that were damaged or held no packet. */
  damaged: number;
}

export interface LinkOptions {
  readonly timing?: LinkTiming;
  /** Whether this end wants the secure channel; both must want the same (EMU-104). */
  readonly secure?: boolean;
  /** Bytes that may be under way unacknowledged: less than `linkWindow` where the carrier holds little. */
  readonly window?: number;
}

/** What both ends know of the session that stands between them. */
export interface LinkSession {
  readonly id: Uint8Array;
  readonly version: number;
  /** Link versions that the host offered. */
  readonly offered: { readonly min: number; readonly max: number };
}

/** Gives `proofLength` bytes that only the two ends of the session can know, over `what`. */
export type Proof = (what: Uint8Array) => Uint8Array;

/**
 * detached: no stream · opening: the host asks for a session · silent: the stream is there, the peer is not (or has
 * ended the session) · connected
 */
type Phase = 'detached' | 'opening' | 'connected' | 'silent';

export class Link {
  readonly counters: LinkCounters = { sent: 0, resent: 0, received: 0, duplicates: 0, damaged: 0 };

  readonly #role: 'host' | 'reader';
  readonly #newHalf: () => Uint8Array;
  readonly #timing: LinkTiming;
  readonly #secure: boolean;
  readonly #decoder = new FrameDecoder();
  readonly #outgoing: SendWindow;
  readonly #incoming: ReceiveWindow;
  readonly #reader: MessageReader;
  #phase: Phase = 'detached';
  /** Whether the owner has been told `connected` and not yet `lost`. */
  #told = false;

  /** The session held, whether connected or not; on the host's side without the reader's half until it stands. */
  #id: Uint8Array | null = null;
  #tag = 0;
  /** Whether that session has stood: only then can the host resume it. */
  #stood: Omit<LinkSession, 'id'> | null = null;
  /** Host: the session that stood cannot be resumed, and the next one does not stand yet. */
  #opensAnother = false;
  #proof: Proof | null = null;
  /** Host: number of the last `open`, and of the first since the stream is there. Reader: of the last one taken. */
  #attempt = 0;
  #firstAttempt = 0;

  #openAt: number | null = null;
  #pingAt: number | null = null;
  #heardAt = 0;
  /** When what has arrived is to be said, by `ack` or `missing`: never before `advance`, so once for all of an instant. */
  #sayAt: number | null = null;
  /** Before which no report goes out, and how long it waits after the next. */
  #reportNotBefore = 0;
  #reportWait: number;
  /** Whether a frame was damaged after the last segment that came, and whether the peer has been told. */
  #damage: 'none' | 'unsaid' | 'said' = 'none';
  /** Bytes that arrived since what has arrived was last said. */
  #unsaidBytes = 0;

  #output: Uint8Array[] = [];
  #events: LinkEvent[] = [];

  /**
   * @param role the host dials, the reader answers
   * @param newHalf this end's half of the id of a new session: 4 bytes that it has not given before, also not before
   *   a restart (random, or a counter that is kept); of more bytes the first 4 count
   */
  constructor(role: 'host' | 'reader', newHalf: () => Uint8Array, options: LinkOptions = {}) {
    const { timing = linkTiming, secure = false, window = linkWindow } = options;
    this.#role = role;
    this.#newHalf = newHalf;
    this.#timing = timing;
    this.#secure = secure;
    this.#reportWait = timing.report;
    this.#outgoing = new SendWindow(timing, window, this.counters, (offset, segment) => {
      putDataHead(segment, this.#tag, this.#incoming.expected, offset);
      this.#output.push(encodeFrame(segment));
    });
    this.#reader = new MessageReader((payload) => this.#events.push({ type: 'received', payload }));
    this.#incoming = new ReceiveWindow((bytes) => this.#reader.push(bytes));
  }

  get connected(): boolean {
    return this.#phase === 'connected';
  }

  /** Nothing of ours is unacknowledged, waiting or owed. */
  get idle(): boolean {
    return this.#outgoing.empty && this.#sayAt === null;
  }

  /** The session held that has stood, also while the connection is lost. */
  get session(): LinkSession | null {
    return this.#id === null || this.#stood === null ? null : { id: this.#id, ...this.#stood };
  }

  /**
   * Binds the session that stands to a secret of its two ends: from here on it is resumed only by who has `proof` too.
   * Ends with the session.
   */
  bind(proof: Proof): void {
    this.#proof = proof;
  }

  /** A byte stream is there; one that was there before is gone. */
  attached(now: number): void {
    this.#begin(this.#role === 'host' ? 'opening' : 'silent');
    if (this.#role === 'host') this.#startOpening(now);
  }

  /** The byte stream is gone. The session is kept for when it comes back. */
  detached(): void {
    this.#begin('detached');
  }

  /** Bytes from the stream, cut anywhere. */
  received(bytes: Uint8Array, now: number): void {
    for (const outcome of this.#decoder.push(bytes)) {
      if (outcome.kind === 'damaged') {
        this.#damaged(outcome.problem, now);
        continue;
      }
      const packet = decodePacket(outcome.payload);
      if (packet.ok) this.#accept(packet.value, outcome.payload, now);
      else this.#damaged(packet.problem, now);
    }
  }

  /**
   * Takes a message of 1 to 65,535 bytes for delivery. False when too much is waiting already (back-pressure): the
   * message was not taken. Given while there is no connection, it waits for the session to be resumed, or for the first
   * one; it is dropped with a session that is not resumed, also where the next one is being opened already. Throws at
   * another length (EMU-106).
   */
  send(payload: Uint8Array, now: number): boolean {
    if (this.#opensAnother) return true;
    if (!this.#outgoing.take(payload)) return false;
    if (this.#phase === 'connected') this.#fill(now);
    return true;
  }

  /** Ends the session for good; the peer is told. Another one begins when a stream is attached. */
  close(code = ''): void {
    if (this.#phase === 'connected') this.#put({ kind: 'close', session: this.#tag, code });
    this.#forget();
    this.#lose('detached');
  }

  /** Does what is due at `now`. */
  advance(now: number): void {
    if (this.#openAt !== null && now >= this.#openAt) this.#sendOpen(now);
    if (this.#phase !== 'connected') return;
    if (now >= this.#heardAt + this.#timing.dead) {
      this.#lose(this.#role === 'host' ? 'opening' : 'silent');
      if (this.#role === 'host') this.#startOpening(now);
      return;
    }
    const { resendAt } = this.#outgoing;
    if (resendAt !== null && now >= resendAt) this.#outgoing.resendDue(now);
    if (this.#pingAt !== null && now >= this.#pingAt) {
      const silentUntil = this.#heardAt + this.#pingAfter;
      if (now >= silentUntil) this.#say('ping');
      this.#pingAt = now >= silentUntil ? now + this.#timing.pingAgain : silentUntil;
    }
    this.#sayDue(now);
  }

  /** When `advance` has something to do; null: nothing until bytes come. */
  deadline(): number | null {
    if (this.#phase !== 'connected') return this.#openAt;
    const said = sooner(this.#outgoing.resendAt, this.#sayAt);
    const asked = sooner(this.#openAt, this.#pingAt);
    return sooner(sooner(said, asked), this.#heardAt + this.#timing.dead);
  }

  /** Bytes to write, in order; each entry is whole frames. */
  takeOutput(): readonly Uint8Array[] {
    if (this.#output.length === 0) return nothing;
    const output = this.#output;
    this.#output = [];
    return output;
  }

  takeEvents(): readonly LinkEvent[] {
    if (this.#events.length === 0) return nothing;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  // ── receiving ───────────────────────────────────────────────────────────────────────────────────────

  #damaged(problem: Problem, now: number): void {
    this.counters.damaged += 1;
    this.#events.push({ type: 'damaged', problem });
    if (this.#phase !== 'connected') return;
    this.#damage = 'unsaid';
    this.#sayBy(now);
    this.#outgoing.hurry(now);
  }

  #accept(packet: Packet, bytes: Uint8Array, now: number): void {
    switch (packet.kind) {
      case 'open':
        if (this.#role === 'reader') this.#opened(packet, bytes, now);
        return;
      case 'accept':
        if (this.#phase === 'opening') this.#accepted(packet, bytes, now);
        return;
      case 'unknown':
        if (this.#phase === 'opening' && this.#holds(packet.id)) this.#openAnother(now);
        return;
      case 'refuse':
        if (this.#phase === 'opening') this.#ended(packet.code);
        return;
      default:
        // Bytes of another session may still be on their way; they are no sign of life either.
        if (this.#phase === 'connected' && packet.session === this.#tag) this.#heard(packet, now);
    }
  }

  #heard(packet: Extract<Packet, { readonly session: number }>, now: number): void {
    if (packet.kind === 'close') {
      this.#ended(packet.code);
      return;
    }
    this.#heardAt = now;
    this.#reportWait = this.#timing.report;
    this.#reportNotBefore = Math.min(this.#reportNotBefore, now + this.#timing.report);
    this.#outgoing.acknowledged(packet.expected, now);
    switch (packet.kind) {
      case 'data':
        this.#data(packet.offset, packet.bytes, now);
        break;
      case 'ping':
        this.#say('pong');
        break;
      case 'ack':
        this.#outgoing.reported(packet.expected, [], false, now);
        break;
      case 'missing':
        // Nothing of ours was under way: what was damaged may have been our word of what has arrived.
        if (packet.damaged && this.#outgoing.settled) this.#sayBy(now);
        this.#outgoing.reported(packet.expected, packet.held, packet.damaged, now);
    }
    this.#fill(now);
  }

  #data(offset: number, bytes: Uint8Array, now: number): void {
    const { gaps } = this.#incoming;
    const disturbed = gaps > 0 || this.#damage !== 'none';
    const taken = this.#incoming.take(offset, bytes);
    if (taken === 'repeated' || taken === 'beyond') {
      this.counters.duplicates += taken === 'repeated' ? 1 : 0;
      // Our word of it was lost. Said at once, but once for all the repetitions that have come together.
      this.#sayBy(now);
      return;
    }
    this.counters.received += 1;
    this.#damage = 'none';
    this.#unsaidBytes += bytes.length;
    const atOnce = disturbed || this.#incoming.gaps > gaps || this.#unsaidBytes >= receiveWindow / 2;
    this.#sayBy(atOnce ? now : now + this.#timing.acknowledge);
  }

  // ── saying what has arrived ─────────────────────────────────────────────────────────────────────────

  #sayBy(at: number): void {
    const allowed = Math.max(at, this.#reportNotBefore);
    if (this.#sayAt === null || allowed < this.#sayAt) this.#sayAt = allowed;
  }

  /** Acknowledges, or reports what is missing, when it is time. */
  #sayDue(now: number): void {
    if (this.#sayAt === null || now < this.#sayAt || this.#phase !== 'connected') return;
    this.#reportNotBefore = now + this.#reportWait;
    if (this.#incoming.gaps === 0 && this.#damage !== 'unsaid') {
      this.#say('ack');
      return;
    }
    this.#reportWait = Math.min(this.#reportWait * 2, this.#timing.resendAtMost);
    this.#put({
      kind: 'missing',
      session: this.#tag,
      expected: this.#incoming.expected,
      damaged: this.#damage === 'unsaid',
      held: this.#incoming.held(),
    });
    if (this.#damage === 'unsaid') this.#damage = 'said';
    this.#said();
  }

  /** A packet that says no more than its kind and what has arrived. */
  #say(kind: 'ack' | 'ping' | 'pong'): void {
    this.#put({ kind, session: this.#tag, expected: this.#incoming.expected });
    this.#saidOnTheWay();
  }

  /** A packet for another purpose has said what has arrived; what is missing only a report can say. */
  #saidOnTheWay(): void {
    if (this.#incoming.gaps === 0 && this.#damage !== 'unsaid') this.#said();
  }

  #said(): void {
    this.#unsaidBytes = 0;
    this.#sayAt = null;
    if (this.#incoming.gaps > 0) this.#sayAt = this.#reportNotBefore + this.#timing.reportAgain;
  }

  /** Sends what waits; what has arrived is said with it. */
  #fill(now: number): void {
    if (this.#outgoing.fill(now)) this.#saidOnTheWay();
  }

  // ── opening ─────────────────────────────────────────────────────────────────────────────────────────

  #startOpening(now: number): void {
    this.#firstAttempt = this.#attempt + 1;
    this.#sendOpen(now);
  }

  /** Host: asks for the session held, or for a new one. */
  #sendOpen(now: number): void {
    const id = this.#id ?? this.#hold(sessionId(this.#newHalf(), notYet));
    this.#attempt += 1;
    // Half a frame may still lie in the reader's ear; the delimiter ends it.
    this.#output.push(Uint8Array.of(frameEnd));
    const resume = this.#stood !== null;
    const open = {
      kind: 'open',
      ...linkVersions,
      resume,
      secure: this.#secure,
      id,
      expected: resume ? this.#incoming.expected : 0,
      attempt: this.#attempt,
      proof: nothingProven,
    } as const;
    this.#put(resume ? this.#withProof(open) : open);
    this.#openAt = now + this.#timing.open;
  }

  /** Reader: the host opens or resumes. */
  #opened(open: PacketOf<'open'>, bytes: Uint8Array, now: number): void {
    const refusal = this.#refusalOf(open);
    if (refusal !== null) {
      this.#put({ kind: 'refuse', code: refusal });
      return;
    }
    const ours = open.resume ? this.#holds(open.id) : this.#hasBegun(open);
    // Each is answered once: the line has doubled it, or somebody plays it again.
    if (ours && open.attempt <= this.#attempt) return;
    if (open.resume) {
      if (!ours || !this.#proves(open, bytes) || !this.#outgoing.canExpect(open.expected)) {
        this.#put({ kind: 'unknown', id: open.id });
        return;
      }
    } else if (!ours || !this.#untouched) {
      if (this.#id !== null) this.#forget();
      this.#hold(sessionId(open.id, this.#newHalf()));
      this.#beginStreams();
    }
    this.#attempt = open.attempt;
    const version = Math.min(open.max, linkVersions.max);
    const accept = {
      kind: 'accept',
      version,
      secure: this.#secure,
      id: this.#id ?? open.id,
      expected: this.#incoming.expected,
      attempt: open.attempt,
      proof: nothingProven,
    } as const;
    this.#put(open.resume ? this.#withProof(accept) : accept);
    const expected = open.resume ? open.expected : this.#tag;
    this.#connect({ version, offered: { min: open.min, max: open.max } }, expected, now);
  }

  #refusalOf(open: PacketOf<'open'>): 'EMU-103' | 'EMU-104' | null {
    if (open.min > linkVersions.max || open.max < linkVersions.min) return 'EMU-103';
    return open.secure === this.#secure ? null : 'EMU-104';
  }

  /** Whether the session held is the one that this `open` of a new session has begun, with an earlier attempt. */
  #hasBegun(open: PacketOf<'open'>): boolean {
    return this.#id !== null && sameHostHalf(this.#id, open.id);
  }

  /** Nothing has been delivered in the session. In one that is in use, its `open` is another's with the same half. */
  get #untouched(): boolean {
    const { expected, gaps } = this.#incoming;
    return expected === this.#tag && gaps === 0 && this.#outgoing.untouched;
  }

  /** Host: the reader has answered our open. */
  #accepted(accept: PacketOf<'accept'>, bytes: Uint8Array, now: number): void {
    if (this.#id === null) return;
    const stood = this.#stood;
    if (!(stood === null ? sameHostHalf(this.#id, accept.id) : this.#holds(accept.id))) return;
    if (accept.attempt < this.#firstAttempt || accept.attempt > this.#attempt) return;
    if (!this.#proves(accept, bytes)) return;
    if (accept.version < linkVersions.min || accept.version > linkVersions.max) {
      this.#ended('EMU-103');
    } else if (accept.secure !== this.#secure) {
      this.#ended('EMU-104');
    } else if (stood === null) {
      this.#hold(accept.id);
      this.#beginStreams();
      this.#connect({ version: accept.version, offered: linkVersions }, this.#tag, now);
    } else if (this.#outgoing.canExpect(accept.expected)) {
      this.#connect(stood, accept.expected, now);
    } else {
      this.#openAnother(now);
    }
  }

  /** Host: the reader does not hold the session we hold. */
  #openAnother(now: number): void {
    // A reader that knows nothing of a new session breaks the rules; answering it would go round for ever.
    if (this.#stood === null) return;
    this.#forget();
    this.#opensAnother = true;
    this.#startOpening(now);
  }

  #connect(stood: Omit<LinkSession, 'id'>, expectedByPeer: number, now: number): void {
    this.#phase = 'connected';
    this.#opensAnother = false;
    this.#openAt = null;
    this.#heardAt = now;
    this.#pingAt = now + this.#pingAfter;
    this.#damage = 'none';
    this.#reportWait = this.#timing.report;
    this.#reportNotBefore = now;
    this.#said();
    if (!this.#told) this.#events.push({ type: 'connected', resumed: this.#stood !== null });
    this.#told = true;
    this.#stood = stood;
    this.#outgoing.acknowledged(expectedByPeer, now);
    this.#outgoing.resend(now);
    this.#fill(now);
  }

  // ── proofs ──────────────────────────────────────────────────────────────────────────────────────────

  /** Whether the packet proves what a bound session asks for. In an unbound one no proof can be judged, so none passes. */
  #proves({ kind, proof }: PacketOf<'open' | 'accept'>, bytes: Uint8Array): boolean {
    if (this.#proof === null) return proof.length === 0;
    if (proof.length !== proofLength) return false;
    const own = this.#proof(proven(kind, bytes.subarray(0, bytes.length - proofLength)));
    let difference = 0;
    for (let i = 0; i < proofLength; i += 1) difference |= (own[i] as number) ^ (proof[i] as number);
    return difference === 0;
  }

  #withProof(packet: PacketOf<'open'> | PacketOf<'accept'>): Packet {
    if (this.#proof === null) return packet;
    return { ...packet, proof: this.#proof(proven(packet.kind, encodePacket(packet))) };
  }

  // ── the session's life ──────────────────────────────────────────────────────────────────────────────

  #holds(id: Uint8Array): boolean {
    return this.#id !== null && sameSession(this.#id, id);
  }

  #hold(id: Uint8Array): Uint8Array {
    this.#id = id;
    this.#tag = sessionTag(id);
    return id;
  }

  /** Both streams of a new session begin at its tag. */
  #beginStreams(): void {
    this.#incoming.begin(this.#tag);
    this.#outgoing.begin(this.#tag);
    this.#reader.reset();
  }

  #begin(phase: Phase): void {
    this.#decoder.reset();
    this.#output = [];
    this.#lose(phase);
  }

  /** The connection is over; the session is kept. */
  #lose(phase: Phase): void {
    this.#phase = phase;
    this.#openAt = null;
    this.#sayAt = null;
    this.#pingAt = null;
    this.#outgoing.pause();
    this.#tellLost();
  }

  /** The session is over. */
  #forget(): void {
    this.#id = null;
    this.#stood = null;
    this.#opensAnother = false;
    this.#proof = null;
    this.#attempt = 0;
    this.#sayAt = null;
    this.#outgoing.forget();
    this.#tellLost();
  }

  #ended(code: string): void {
    this.#forget();
    this.#lose('silent');
    this.#events.push({ type: 'closed', code });
  }

  #tellLost(): void {
    if (this.#told) this.#events.push({ type: 'lost' });
    this.#told = false;
  }

  #put(packet: Packet): void {
    this.#output.push(encodeFrame(encodePacket(packet)));
  }

  get #pingAfter(): number {
    return this.#role === 'host' ? this.#timing.ping : this.#timing.ping * 1.5;
  }
}

const sooner = (a: number | null, b: number | null): number | null => {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
};

const nothing: readonly never[] = [];
const nothingProven = new Uint8Array(0);
/** Stands for the reader's half until the reader has drawn it. */
const notYet = new Uint8Array(4);
/** Tells the two directions apart, so that no packet's proof serves for one of the other. */
const proofDomain = { open: 0x01, accept: 0x02 } as const;

const proven = (kind: keyof typeof proofDomain, packet: Uint8Array): Uint8Array => {
  const what = new Uint8Array(1 + packet.length);
  what[0] = proofDomain[kind];
  what.set(packet, 1);
  return what;
};
