/**
 * Reliable delivery between a reader and its host over a byte stream that may lose, damage or break: every
 * message arrives once and in order, a break is resumed where it was, a dead peer is noticed.
 *
 * Sans-I/O: bytes and clock readings go in, bytes and a deadline come out. The owner calls a method, then writes
 * `takeOutput()`, acts on `takeEvents()`, and calls `advance(now)` when `deadline()` is reached.
 */

import { encodeFrame, FrameDecoder } from './frame.ts';
import { decodePacket, encodePacket, linkVersions, type Packet, sessionTag } from './packet.ts';
import type { Problem } from './result.ts';

/** Milliseconds. Our design values. */
export interface LinkTiming {
  /** First wait before an unacknowledged message is sent again; doubles up to `resendAtMost`. */
  readonly resend: number;
  readonly resendAtMost: number;
  /** How long an acknowledgement waits for a message to travel with. */
  readonly acknowledge: number;
  /** Silence after which the host asks whether the reader is there; the reader asks half as soon again. */
  readonly ping: number;
  /** Silence after which the peer counts as gone. */
  readonly dead: number;
  /** Between two tries to open. */
  readonly open: number;
}

export const linkTiming: LinkTiming = {
  resend: 150,
  resendAtMost: 1200,
  acknowledge: 20,
  ping: 1000,
  dead: 3000,
  open: 250,
};

/** Messages that may be under way unacknowledged, and those that may wait behind them. */
export const linkWindow = 32;
export const linkBacklog = 256;

export type LinkEvent =
  /** Both ends hold the session. `resumed` false: a new one, nothing of an earlier one is left. */
  | { readonly type: 'connected'; readonly resumed: boolean }
  | { readonly type: 'received'; readonly payload: Uint8Array }
  /** The stream is gone or the peer silent. The session is kept; `connected` follows when it can be resumed. */
  | { readonly type: 'lost' }
  /** The peer ended the session, or refuses to have one. */
  | { readonly type: 'closed'; readonly code: string }
  | { readonly type: 'damaged'; readonly problem: Problem };

export interface LinkCounters {
  sent: number;
  resent: number;
  received: number;
  duplicates: number;
  damaged: number;
}

interface Unacknowledged {
  readonly seq: number;
  readonly payload: Uint8Array;
}

type Phase = 'detached' | 'opening' | 'connected' | 'silent';

export class Link {
  readonly counters: LinkCounters = { sent: 0, resent: 0, received: 0, duplicates: 0, damaged: 0 };

  readonly #role: 'host' | 'reader';
  readonly #newId: () => Uint8Array;
  readonly #timing: LinkTiming;
  readonly #decoder = new FrameDecoder();
  #phase: Phase = 'detached';
  /** Whether the owner has been told `connected` and not yet `lost`. */
  #told = false;
  #id: Uint8Array | null = null;
  #tag = 0;
  /** Whether the session has stood once: only then can it be resumed. */
  #stood = false;

  #nextSeq = 0;
  #expected = 0;
  #unacknowledged: Unacknowledged[] = [];
  #waiting: Uint8Array[] = [];

  #resendAt: number | null = null;
  #resendWait: number;
  #ackAt: number | null = null;
  #openAt: number | null = null;
  #heardAt = 0;
  #pingAt: number | null = null;
  /** The last gap that was reported, so that one gap is reported once. */
  #missingReported = -1;

  #output: Uint8Array[] = [];
  #events: LinkEvent[] = [];

  /**
   * @param role the host dials, the reader answers
   * @param newId 8 random bytes, the id of a new session (asked of the host's side only)
   */
  constructor(role: 'host' | 'reader', newId: () => Uint8Array, timing: LinkTiming = linkTiming) {
    this.#role = role;
    this.#newId = newId;
    this.#timing = timing;
    this.#resendWait = timing.resend;
  }

  get connected(): boolean {
    return this.#phase === 'connected';
  }

  /** Nothing of ours is unacknowledged, waiting or owed. */
  get idle(): boolean {
    return this.#unacknowledged.length === 0 && this.#waiting.length === 0 && this.#ackAt === null;
  }

  /** The byte stream is there. */
  attached(now: number): void {
    this.#decoder.reset();
    this.#heardAt = now;
    this.#phase = this.#role === 'host' ? 'opening' : 'silent';
    if (this.#role === 'host') this.#sendOpen(now);
  }

  /** The byte stream is gone. The session is kept for when it comes back. */
  detached(): void {
    this.#lose('detached');
  }

  /** Bytes from the stream, cut anywhere. */
  received(bytes: Uint8Array, now: number): void {
    for (const outcome of this.#decoder.push(bytes)) {
      const decoded = outcome.kind === 'frame' ? decodePacket(outcome.payload) : null;
      if (decoded?.ok) {
        this.#heardAt = now;
        this.#accept(decoded.value, now);
        continue;
      }
      this.counters.damaged += 1;
      const problem =
        outcome.kind === 'damaged' ? outcome.problem : decoded?.ok === false ? decoded.problem : null;
      if (problem !== null) this.#events.push({ type: 'damaged', problem });
      if (this.#phase === 'connected') this.#reportMissing();
    }
  }

  /**
   * Takes a message for delivery. False when too much is waiting already (back-pressure): the message was not taken.
   * Messages given while there is no connection wait for it.
   */
  send(payload: Uint8Array, now: number): boolean {
    if (this.#waiting.length >= linkBacklog) return false;
    this.#waiting.push(payload);
    this.#fill(now);
    return true;
  }

  /** Ends the session for good; the peer is told. */
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
    if (this.#resendAt !== null && now >= this.#resendAt) {
      this.#resendWait = Math.min(this.#resendWait * 2, this.#timing.resendAtMost);
      this.#resendAll(now);
    }
    if (this.#pingAt !== null && now >= this.#pingAt) {
      if (now >= this.#heardAt + this.#pingAfter) {
        this.#put({ kind: 'ping', session: this.#tag, ack: this.#expected });
        this.#ackAt = null;
        this.#pingAt = now + this.#pingAfter;
      } else {
        this.#pingAt = this.#heardAt + this.#pingAfter;
      }
    }
    if (this.#ackAt !== null && now >= this.#ackAt) {
      this.#ackAt = null;
      this.#put({ kind: 'ack', session: this.#tag, ack: this.#expected });
    }
  }

  /** When `advance` has something to do; null: nothing until bytes come. */
  deadline(): number | null {
    let at = this.#openAt;
    const sooner = (other: number | null): void => {
      if (other !== null && (at === null || other < at)) at = other;
    };
    if (this.#phase === 'connected') {
      sooner(this.#resendAt);
      sooner(this.#ackAt);
      sooner(this.#pingAt);
      sooner(this.#heardAt + this.#timing.dead);
    }
    return at;
  }

  /** Frames to write, in order. */
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

  #accept(packet: Packet, now: number): void {
    switch (packet.kind) {
      case 'open':
        if (this.#role === 'reader') this.#opened(packet, now);
        return;
      case 'accept':
        if (this.#role === 'host' && this.#phase === 'opening') this.#accepted(packet, now);
        return;
      case 'refuse':
        if (this.#role === 'host' && this.#phase === 'opening') this.#ended(packet.code);
        return;
      case 'close':
        if (this.#phase === 'connected' && packet.session === this.#tag) this.#ended(packet.code);
        return;
      default:
        if (this.#phase !== 'connected' || packet.session !== this.#tag) return;
        this.#acknowledged(packet.ack, now);
        if (packet.kind === 'data') this.#data(packet.seq, packet.payload, now);
        else if (packet.kind === 'ping') this.#put({ kind: 'pong', session: this.#tag, ack: this.#expected });
        else if (packet.kind === 'missing') this.#resendAll(now);
        this.#fill(now);
    }
  }

  /** Reader: the host opens or resumes. */
  #opened(packet: Extract<Packet, { kind: 'open' }>, now: number): void {
    if (packet.min > linkVersions.max || packet.max < linkVersions.min) {
      this.#put({ kind: 'refuse', code: 'EMU-103' });
      return;
    }
    const known = this.#stood && this.#id !== null && sameBytes(this.#id, packet.id);
    const version = Math.min(packet.max, linkVersions.max);
    if (packet.resume && !known) {
      // We hold another session or none: the host is to begin anew.
      this.#put({ kind: 'accept', version, id: packet.id, expected: 0, resumed: false });
      return;
    }
    if (!known) {
      this.#forget();
      this.#hold(packet.id);
    }
    this.#put({ kind: 'accept', version, id: packet.id, expected: this.#expected, resumed: known });
    this.#connect(known, packet.expected, now);
  }

  /** Host: the reader has answered our open. */
  #accepted(packet: Extract<Packet, { kind: 'accept' }>, now: number): void {
    if (this.#id === null || !sameBytes(this.#id, packet.id)) return;
    if (this.#stood && !packet.resumed) {
      this.#forget();
      this.#sendOpen(now);
      return;
    }
    this.#connect(this.#stood, packet.expected, now);
  }

  #connect(resumed: boolean, expectedByPeer: number, now: number): void {
    this.#phase = 'connected';
    this.#openAt = null;
    this.#stood = true;
    this.#resendWait = this.#timing.resend;
    this.#missingReported = -1;
    this.#pingAt = now + this.#pingAfter;
    this.#acknowledged(expectedByPeer, now);
    if (!this.#told) {
      this.#told = true;
      this.#events.push({ type: 'connected', resumed });
    }
    this.#resendAll(now);
    this.#fill(now);
  }

  #data(seq: number, payload: Uint8Array, now: number): void {
    if (seq !== this.#expected) {
      if (seq < this.#expected) {
        this.counters.duplicates += 1;
        this.#put({ kind: 'ack', session: this.#tag, ack: this.#expected });
        this.#ackAt = null;
      } else {
        this.#reportMissing();
      }
      return;
    }
    this.#expected += 1;
    this.counters.received += 1;
    this.#events.push({ type: 'received', payload });
    if (this.#ackAt === null) this.#ackAt = now + this.#timing.acknowledge;
  }

  #acknowledged(next: number, now: number): void {
    const first = this.#unacknowledged[0];
    if (first === undefined || next <= first.seq || next > this.#nextSeq) return;
    this.#unacknowledged.splice(0, next - first.seq);
    this.#resendWait = this.#timing.resend;
    this.#resendAt = this.#unacknowledged.length > 0 ? now + this.#resendWait : null;
  }

  #reportMissing(): void {
    if (this.#missingReported === this.#expected) return;
    this.#missingReported = this.#expected;
    this.#put({ kind: 'missing', session: this.#tag, ack: this.#expected });
  }

  // ── sending ─────────────────────────────────────────────────────────────────────────────────────────

  /** Moves what waits into the window. */
  #fill(now: number): void {
    if (this.#phase !== 'connected') return;
    while (this.#waiting.length > 0 && this.#unacknowledged.length < linkWindow) {
      const payload = this.#waiting.shift() as Uint8Array;
      const message = { seq: this.#nextSeq, payload };
      this.#nextSeq += 1;
      this.#unacknowledged.push(message);
      this.counters.sent += 1;
      this.#sendData(message);
      if (this.#resendAt === null) this.#resendAt = now + this.#resendWait;
    }
  }

  #resendAll(now: number): void {
    for (const message of this.#unacknowledged) {
      this.counters.resent += 1;
      this.#sendData(message);
    }
    this.#resendAt = this.#unacknowledged.length > 0 ? now + this.#resendWait : null;
  }

  #sendData(message: Unacknowledged): void {
    this.#put({
      kind: 'data',
      session: this.#tag,
      ack: this.#expected,
      seq: message.seq,
      payload: message.payload,
    });
    this.#ackAt = null;
  }

  #sendOpen(now: number): void {
    if (this.#id === null) this.#hold(this.#newId());
    this.#put({
      kind: 'open',
      min: linkVersions.min,
      max: linkVersions.max,
      id: this.#id as Uint8Array,
      expected: this.#expected,
      resume: this.#stood,
    });
    this.#openAt = now + this.#timing.open;
  }

  #put(packet: Packet): void {
    this.#output.push(encodeFrame(encodePacket(packet)));
  }

  // ── the session's life ──────────────────────────────────────────────────────────────────────────────

  #hold(id: Uint8Array): void {
    this.#id = id;
    this.#tag = sessionTag(id);
  }

  #forget(): void {
    this.#id = null;
    this.#stood = false;
    this.#nextSeq = 0;
    this.#expected = 0;
    this.#unacknowledged = [];
    this.#waiting = [];
    this.#resendAt = null;
    this.#ackAt = null;
    // A new session is news even to an owner who was never told of the loss of the old one.
    if (this.#told) {
      this.#told = false;
      this.#events.push({ type: 'lost' });
    }
  }

  #lose(phase: Phase): void {
    this.#phase = phase;
    this.#openAt = null;
    this.#resendAt = null;
    this.#ackAt = null;
    this.#pingAt = null;
    if (this.#told) {
      this.#told = false;
      this.#events.push({ type: 'lost' });
    }
  }

  #ended(code: string): void {
    this.#forget();
    this.#lose('silent');
    this.#events.push({ type: 'closed', code });
  }

  get #pingAfter(): number {
    return this.#role === 'host' ? this.#timing.ping : this.#timing.ping * 1.5;
  }
}

const nothing: readonly never[] = [];

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
