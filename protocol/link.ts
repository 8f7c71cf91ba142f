/**
 * Reliable delivery between a reader and its host over a byte stream that may lose, damage or break: every
 * message arrives once and in order, a break is resumed where it was, a dead peer is noticed. The rules are those of
 * protocol/README.md, "Sessions" and "Delivery".
 *
 * Sans-I/O: bytes and clock readings go in, bytes and a deadline come out. The owner calls a method, then writes
 * `takeOutput()`, acts on `takeEvents()`, and calls `advance(now)` when `deadline()` is reached. Times are
 * milliseconds of a clock that never jumps.
 */

import { encodeFrame, FrameDecoder, frameEnd } from './frame.ts';
import {
  decodePacket,
  encodePacket,
  linkVersions,
  type Packet,
  type PacketOf,
  sameHostHalf,
  sameSession,
  sessionId,
  sessionTag,
} from './packet.ts';
import type { Problem } from './result.ts';
import { type ResendTiming, type SendCounters, SendWindow } from './send-window.ts';

/** Milliseconds. Our design values. */
export interface LinkTiming extends ResendTiming {
  /** How long an acknowledgement waits for a message to travel with. */
  readonly acknowledge: number;
  /** Silence after which the host asks whether the reader is there; the reader waits half as long again. */
  readonly ping: number;
  /** Silence after which the peer counts as gone. */
  readonly dead: number;
  /** Between two tries to open. */
  readonly open: number;
}

export const linkTiming: LinkTiming = {
  resend: 150,
  resendAtMost: 1200,
  // 115200 baud carries 11.5 bytes a millisecond.
  perByte: 0.1,
  acknowledge: 20,
  ping: 1000,
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
  received: number;
  duplicates: number;
  damaged: number;
}

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
  readonly #decoder = new FrameDecoder();
  readonly #window: SendWindow;
  #phase: Phase = 'detached';
  /** Whether the owner has been told `connected` and not yet `lost`. */
  #told = false;

  /** The session held, whether connected or not; on the host's side without the reader's half until it stands. */
  #id: Uint8Array | null = null;
  #tag = 0;
  /** Whether that session has stood: only then can the host resume it. */
  #stood = false;
  /** Sequence number of the next message to come. */
  #expected = 0;

  #openAt: number | null = null;
  #ackAt: number | null = null;
  #pingAt: number | null = null;
  #heardAt = 0;
  /** The last gap that was reported, so that one gap is reported once. */
  #missingReported = -1;

  #output: Uint8Array[] = [];
  #events: LinkEvent[] = [];

  /**
   * @param role the host dials, the reader answers
   * @param newHalf this end's half of the id of a new session: 4 bytes that it has not given before, also not before
   *   a restart (random, or a counter that is kept); of more bytes the first 4 count
   */
  constructor(role: 'host' | 'reader', newHalf: () => Uint8Array, timing: LinkTiming = linkTiming) {
    this.#role = role;
    this.#newHalf = newHalf;
    this.#timing = timing;
    this.#window = new SendWindow(timing, this.counters, (seq, payload) => {
      this.#put({ kind: 'data', session: this.#tag, expected: this.#expected, seq, payload });
      this.#ackAt = null;
    });
  }

  get connected(): boolean {
    return this.#phase === 'connected';
  }

  /** Nothing of ours is unacknowledged, waiting or owed. */
  get idle(): boolean {
    return this.#window.empty && this.#ackAt === null;
  }

  /** A byte stream is there; one that was there before is gone. */
  attached(now: number): void {
    this.#begin(this.#role === 'host' ? 'opening' : 'silent');
    if (this.#role === 'host') this.#sendOpen(now);
  }

  /** The byte stream is gone. The session is kept for when it comes back. */
  detached(): void {
    this.#begin('detached');
  }

  /** Bytes from the stream, cut anywhere. */
  received(bytes: Uint8Array, now: number): void {
    for (const outcome of this.#decoder.push(bytes)) {
      if (outcome.kind === 'damaged') {
        this.#damaged(outcome.problem);
        continue;
      }
      const packet = decodePacket(outcome.payload);
      if (packet.ok) this.#accept(packet.value, now);
      else this.#damaged(packet.problem);
    }
  }

  /**
   * Takes a message for delivery. False when too much is waiting already (back-pressure): the message was not taken.
   * Given while there is no connection, it waits for the session to be resumed, or for the first one; it is dropped
   * with a session that is not resumed.
   */
  send(payload: Uint8Array, now: number): boolean {
    if (!this.#window.take(payload)) return false;
    if (this.#phase === 'connected') this.#window.fill(now);
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
      if (this.#role === 'host') this.#sendOpen(now);
      return;
    }
    const { resendAt } = this.#window;
    if (resendAt !== null && now >= resendAt) this.#window.resendDue(now);
    if (this.#pingAt !== null && now >= this.#pingAt) {
      const silentUntil = this.#heardAt + this.#pingAfter;
      if (now >= silentUntil) this.#say('ping');
      this.#pingAt = now >= silentUntil ? now + this.#pingAfter : silentUntil;
    }
    if (this.#ackAt !== null && now >= this.#ackAt) this.#say('ack');
  }

  /** When `advance` has something to do; null: nothing until bytes come. */
  deadline(): number | null {
    let at = this.#openAt;
    const sooner = (other: number | null): void => {
      if (other !== null && (at === null || other < at)) at = other;
    };
    if (this.#phase === 'connected') {
      sooner(this.#window.resendAt);
      sooner(this.#ackAt);
      sooner(this.#pingAt);
      sooner(this.#heardAt + this.#timing.dead);
    }
    return at;
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

  #damaged(problem: Problem): void {
    this.counters.damaged += 1;
    this.#events.push({ type: 'damaged', problem });
    if (this.#phase === 'connected') this.#reportMissing();
  }

  #accept(packet: Packet, now: number): void {
    switch (packet.kind) {
      case 'open':
        if (this.#role === 'reader') this.#opened(packet, now);
        return;
      case 'accept':
        if (this.#phase === 'opening') this.#accepted(packet, now);
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
    this.#window.acknowledged(packet.expected, now);
    if (packet.kind === 'data') this.#data(packet.seq, packet.payload, now);
    else if (packet.kind === 'ping') this.#say('pong');
    else if (packet.kind === 'missing') this.#window.resend(now);
    this.#window.fill(now);
  }

  #data(seq: number, payload: Uint8Array, now: number): void {
    if (seq > this.#expected) {
      this.#reportMissing();
    } else if (seq < this.#expected) {
      this.counters.duplicates += 1;
      // Our acknowledgement was lost. Due at once, but one for all the repetitions that have come together.
      this.#ackAt = now;
    } else {
      this.#expected += 1;
      this.counters.received += 1;
      this.#events.push({ type: 'received', payload });
      this.#ackAt ??= now + this.#timing.acknowledge;
    }
  }

  #reportMissing(): void {
    if (this.#missingReported === this.#expected) return;
    this.#missingReported = this.#expected;
    this.#say('missing');
  }

  // ── opening ─────────────────────────────────────────────────────────────────────────────────────────

  /** Host: asks for the session held, or for a new one. */
  #sendOpen(now: number): void {
    const id = this.#id ?? this.#hold(sessionId(this.#newHalf(), notYet));
    // Half a frame may still lie in the reader's ear; the delimiter ends it.
    this.#output.push(Uint8Array.of(frameEnd));
    this.#put({ kind: 'open', ...linkVersions, resume: this.#stood, id, expected: this.#expected });
    this.#openAt = now + this.#timing.open;
  }

  /** Reader: the host opens or resumes. */
  #opened(open: PacketOf<'open'>, now: number): void {
    if (open.min > linkVersions.max || open.max < linkVersions.min) {
      this.#put({ kind: 'refuse', code: 'EMU-103' });
      return;
    }
    if (open.resume) {
      if (!this.#holds(open.id) || !this.#window.canExpect(open.expected)) {
        this.#put({ kind: 'unknown', id: open.id });
        return;
      }
    } else if (!this.#repeats(open)) {
      if (this.#id !== null) this.#forget();
      this.#hold(sessionId(open.id, this.#newHalf()));
    }
    const version = Math.min(open.max, linkVersions.max);
    this.#put({ kind: 'accept', version, id: this.#id ?? open.id, expected: this.#expected });
    this.#connect(open.resume ? open.expected : 0, now);
  }

  /** Whether an `open` asks once more for the session that the last one began, rather than for another. */
  #repeats(open: PacketOf<'open'>): boolean {
    const begun = this.#id !== null && sameHostHalf(this.#id, open.id);
    // A session in use has been accepted: its half came up twice.
    return begun && this.#expected === 0 && this.#window.untouched;
  }

  /** Host: the reader has answered our open. */
  #accepted(accept: PacketOf<'accept'>, now: number): void {
    if (this.#id === null) return;
    const answers = this.#stood ? this.#holds(accept.id) : sameHostHalf(this.#id, accept.id);
    if (!answers) return;
    if (accept.version < linkVersions.min || accept.version > linkVersions.max) {
      this.#ended('EMU-103');
    } else if (this.#window.canExpect(accept.expected)) {
      this.#hold(accept.id);
      this.#connect(accept.expected, now);
    } else {
      this.#openAnother(now);
    }
  }

  /** Host: the reader does not hold the session we hold. */
  #openAnother(now: number): void {
    // A reader that knows nothing of a new session breaks the rules; answering it would go round for ever.
    if (!this.#stood) return;
    this.#forget();
    this.#sendOpen(now);
  }

  #connect(expectedByPeer: number, now: number): void {
    this.#phase = 'connected';
    this.#openAt = null;
    this.#heardAt = now;
    this.#missingReported = -1;
    this.#pingAt = now + this.#pingAfter;
    if (!this.#told) this.#events.push({ type: 'connected', resumed: this.#stood });
    this.#told = true;
    this.#stood = true;
    this.#window.acknowledged(expectedByPeer, now);
    this.#window.resend(now);
    this.#window.fill(now);
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

  #begin(phase: Phase): void {
    this.#decoder.reset();
    this.#output = [];
    this.#lose(phase);
  }

  /** The connection is over; the session is kept. */
  #lose(phase: Phase): void {
    this.#phase = phase;
    this.#openAt = null;
    this.#ackAt = null;
    this.#pingAt = null;
    this.#window.pause();
    this.#tellLost();
  }

  /** The session is over. */
  #forget(): void {
    this.#id = null;
    this.#stood = false;
    this.#expected = 0;
    this.#ackAt = null;
    this.#window.forget();
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

  // ── sending ─────────────────────────────────────────────────────────────────────────────────────────

  /** A packet that says no more than its kind and what has arrived. */
  #say(kind: 'ack' | 'missing' | 'ping' | 'pong'): void {
    this.#put({ kind, session: this.#tag, expected: this.#expected });
    this.#ackAt = null;
  }

  #put(packet: Packet): void {
    this.#output.push(encodeFrame(encodePacket(packet)));
  }

  get #pingAfter(): number {
    return this.#role === 'host' ? this.#timing.ping : this.#timing.ping * 1.5;
  }
}

const nothing: readonly never[] = [];
/** Stands for the reader's half until the reader has drawn it. */
const notYet = new Uint8Array(4);
