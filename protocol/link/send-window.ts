/**
 * The outgoing half of a session: writes messages into a byte stream, cuts it into segments, keeps them until they are
 * acknowledged, sends again what is lost, and says no when too much waits. How a segment becomes a packet, and whether
 * there is a connection, is the link's.
 *
 * The line keeps the order of what it carries. So a segment that is not acknowledged is lost when one that was sent
 * after it has arrived, and on its way (or lost with all that followed) when none has.
 */

import { EmulatorError } from '../errors.ts';
import { lengthBytes, longestMessage } from './message-stream.ts';
import { dataHeadLength } from './packet.ts';
import { type HeldRange, longestReport, receiveWindow } from './receive-window.ts';
import { distance, offsetAfter } from './stream-offset.ts';

/** Bytes that may be under way unacknowledged: as many as the peer keeps. */
export const linkWindow = receiveWindow;
/** Messages that may wait behind them. Our design value. */
export const linkBacklog = 256;
/** Bytes of a segment: at first and on a clean line, and on a line that damages much. Our design values. */
export const longestSegment = 1024;
export const shortestSegment = 16;
/** Segments grow when this many times their size has been acknowledged without anything sent again. */
export const calmBeforeGrowth = 16;

/** Milliseconds. */
export interface ResendTiming {
  /** First wait before unacknowledged segments are sent again; doubles up to `resendAtMost`. */
  readonly resend: number;
  readonly resendAtMost: number;
  /** The wait after a damaged frame, which may have been the acknowledgement. */
  readonly resendHurried: number;
  /** Added for each byte under way: what a byte takes on a slow line. */
  readonly perByte: number;
}

/** Segments. */
export interface SendCounters {
  sent: number;
  resent: number;
}

interface Segment {
  offset: number;
  /** Its bytes, after room for the head of their packet. */
  packet: Uint8Array;
  length: number;
  /** Place of its last sending among all sendings. */
  sentAs: number;
  /** Place of the sending that its arrival proves: not of one made for want of an answer, the earlier may yet arrive. */
  proves: number;
  /** The peer holds it beyond a gap. */
  held: boolean;
}

export class SendWindow {
  readonly #timing: ResendTiming;
  readonly #counters: SendCounters;
  readonly #put: (offset: number, packet: Uint8Array) => void;
  readonly #limit: number;
  /** Offset of the next byte to be sent for the first time. */
  #next = 0;
  #touched = false;
  /** Unacknowledged segments, by offset. */
  #segments: Segment[] = [];
  #waiting: Uint8Array[] = [];
  /** Bytes of the stream that `#waiting` stands for, and how many of the first message are under way already. */
  #waitingBytes = 0;
  #begun = 0;
  #segmentSize: number;
  /** Bytes acknowledged since something was sent again. */
  #calm = 0;
  #sendings = 0;
  /** Place of the last sending that is known to have arrived. */
  #arrived = 0;
  #wait: number;
  #resendAt: number | null = null;

  /**
   * @param limit bytes that may be under way, at most `linkWindow`
   * @param put sends a segment; its bytes stand in `packet` after `dataHeadLength` that are to be filled in
   */
  constructor(
    timing: ResendTiming,
    limit: number,
    counters: SendCounters,
    put: (offset: number, packet: Uint8Array) => void,
  ) {
    this.#timing = timing;
    this.#limit = Math.min(limit, linkWindow);
    this.#counters = counters;
    this.#put = put;
    this.#wait = timing.resend;
    this.#segmentSize = longestSegment;
  }

  /** When `resendDue` is to be called; null while nothing is under way. */
  get resendAt(): number | null {
    return this.#resendAt;
  }

  get empty(): boolean {
    return this.#segments.length === 0 && this.#waiting.length === 0;
  }

  /** Nothing is unacknowledged. */
  get settled(): boolean {
    return this.#segments.length === 0;
  }

  /** Nothing that was sent has been acknowledged. */
  get untouched(): boolean {
    return !this.#touched;
  }

  /** The stream of a new session begins, at `offset`. */
  begin(offset: number): void {
    this.#next = offset;
  }

  /** Whether a peer with which this session is held can be expecting this offset. */
  canExpect(offset: number): boolean {
    const behind = distance(offset, this.#next);
    return behind >= 0 && behind <= this.#underWay;
  }

  /**
   * False when too much waits already (back-pressure): the message was not taken. Throws where it is empty or longer
   * than `longestMessage` (EMU-106): a mistake of the caller.
   */
  take(message: Uint8Array): boolean {
    const { length } = message;
    if (length === 0 || length > longestMessage) {
      throw new EmulatorError({ code: 'EMU-106', detail: { length, limit: longestMessage } });
    }
    if (this.#waiting.length >= linkBacklog) return false;
    this.#waiting.push(message);
    this.#waitingBytes += lengthBytes + length;
    return true;
  }

  /** Sends of what waits as much as the window holds; says whether that was anything. */
  fill(now: number): boolean {
    let bytes = 0;
    while (this.#waitingBytes > 0) {
      const length = Math.min(this.#segmentSize, this.#waitingBytes, this.#limit);
      if (this.#underWay + length > this.#limit) break;
      const packet = this.#cut(length);
      const segment = { offset: this.#next, packet, length, sentAs: 0, proves: 0, held: false };
      this.#next = offsetAfter(this.#next, length);
      this.#segments.push(segment);
      this.#counters.sent += 1;
      this.#send(segment);
      bytes += length;
    }
    if (bytes === 0) return false;
    if (this.#resendAt === null) this.#arm(now);
    // What is added takes its time on the line, but puts off an earlier segment's turn by no more than that.
    else this.#resendAt += Math.ceil(bytes * this.#timing.perByte);
    return true;
  }

  /** The peer has everything before `expected`. An offset that it cannot mean changes nothing. */
  acknowledged(expected: number, now: number): void {
    const acknowledged = this.#underWay - distance(expected, this.#next);
    if (acknowledged <= 0 || acknowledged > this.#underWay) return;
    let whole = 0;
    for (const segment of this.#segments) {
      const inside = distance(segment.offset, expected);
      if (inside < segment.length) {
        if (inside > 0) Object.assign(segment, part(segment, inside, segment.length));
        break;
      }
      this.#noteArrival(segment);
      whole += 1;
    }
    this.#segments.splice(0, whole);
    this.#touched = true;
    this.#grow(acknowledged);
    this.#wait = this.#timing.resend;
    this.#arm(now);
  }

  /**
   * The peer says all that it has: everything before `expected`, and `held` beyond. What is lost goes again.
   * @param damaged a frame was damaged after the last segment that arrived
   */
  reported(expected: number, held: readonly HeldRange[], damaged: boolean, now: number): void {
    // Late, or of what was never sent.
    if (this.#segments[0]?.offset !== expected) return;
    const known = this.#noteHeld(expected, held);
    const lost = new Set<Segment>();
    for (const segment of this.#segments) {
      if (distance(segment.offset, known) <= 0) break;
      if (!segment.held && segment.sentAs < this.#arrived) lost.add(segment);
    }
    if (damaged) {
      // In the order of the line it was the one that has been under way longest, if it was one of ours.
      const oldest = this.#oldest(lost);
      if (oldest !== null) lost.add(oldest);
      // Whoever says so is there, and the line is bad rather than slow.
      this.#wait = this.#timing.resend;
    }
    if (lost.size === 0) return;
    this.#sendAgain(lost, true);
    this.#arm(now);
  }

  /** The peer has come back: everything that it does not hold goes again. */
  resend(now: number): void {
    for (const segment of this.#segments) {
      if (segment.held) continue;
      this.#counters.resent += 1;
      this.#send(segment);
    }
    this.#arm(now);
  }

  /**
   * `resendAt` is reached without an acknowledgement: the first and the last segment go again, so that the answer tells
   * what became of the others, and the next wait is twice as long.
   */
  resendDue(now: number): void {
    this.#wait = Math.min(this.#wait * 2, this.#timing.resendAtMost);
    const missing = this.#segments.filter(({ held }) => !held);
    this.#sendAgain(new Set([...missing.slice(0, 1), ...missing.slice(-1)]), false);
    this.#arm(now);
  }

  /** A frame of the peer was damaged: it may have been the answer, so the next is waited for no longer than it takes. */
  hurry(now: number): void {
    if (this.#resendAt === null) return;
    this.#resendAt = Math.min(this.#resendAt, now + this.#timing.resendHurried + this.#lineTime);
  }

  /** No connection: what is under way stays, until `resend`. */
  pause(): void {
    this.#wait = this.#timing.resend;
    this.#resendAt = null;
  }

  /** The session is over. */
  forget(): void {
    this.#touched = false;
    this.#segments = [];
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#begun = 0;
    this.pause();
  }

  // ── segments ────────────────────────────────────────────────────────────────────────────────────────

  get #underWay(): number {
    const first = this.#segments[0];
    return first === undefined ? 0 : distance(first.offset, this.#next);
  }

  /** The next bytes of the stream, after room for a head. */
  #cut(length: number): Uint8Array {
    const end = dataHeadLength + length;
    const packet = new Uint8Array(end);
    let at = dataHeadLength;
    while (at < end) {
      const message = this.#waiting[0] as Uint8Array;
      while (this.#begun < lengthBytes && at < end) {
        packet[at] = message.length >>> (8 * (lengthBytes - 1 - this.#begun));
        this.#begun += 1;
        at += 1;
      }
      const from = this.#begun - lengthBytes;
      const taken = Math.min(message.length - from, end - at);
      packet.set(taken === message.length ? message : message.subarray(from, from + taken), at);
      at += taken;
      this.#begun += taken;
      if (this.#begun < lengthBytes + message.length) break;
      this.#waiting.shift();
      this.#begun = 0;
    }
    this.#waitingBytes -= length;
    return packet;
  }

  #send(segment: Segment): void {
    this.#sendings += 1;
    segment.sentAs = this.#sendings;
    segment.proves = this.#sendings;
    this.#put(segment.offset, segment.packet);
  }

  #noteArrival({ proves }: Segment): void {
    if (proves > this.#arrived) this.#arrived = proves;
  }

  /** Marks what the peer holds; gives the offset up to which it has said what is missing. */
  #noteHeld(expected: number, held: readonly HeldRange[]): number {
    let end = expected;
    let at = 0;
    for (const [gap, length] of held) {
      const from = offsetAfter(end, gap);
      end = offsetAfter(from, length);
      for (; at < this.#segments.length; at += 1) {
        const segment = this.#segments[at] as Segment;
        if (distance(offsetAfter(segment.offset, segment.length), end) < 0) break;
        if (distance(from, segment.offset) < 0) continue;
        segment.held = true;
        this.#noteArrival(segment);
      }
    }
    return held.length < longestReport ? this.#next : end;
  }

  #oldest(except: ReadonlySet<Segment>): Segment | null {
    let oldest: Segment | null = null;
    for (const segment of this.#segments) {
      if (segment.held || except.has(segment)) continue;
      if (oldest === null || segment.sentAs < oldest.sentAs) oldest = segment;
    }
    return oldest;
  }

  /**
   * Sends segments again, in shorter ones, since the line is bad.
   * @param lost the earlier sending is known not to arrive any more
   */
  #sendAgain(segments: ReadonlySet<Segment>, lost: boolean): void {
    this.#segmentSize = Math.max(shortestSegment, this.#segmentSize >> 1);
    this.#calm = 0;
    const kept: Segment[] = [];
    for (const segment of this.#segments) {
      if (!segments.has(segment)) {
        kept.push(segment);
        continue;
      }
      for (const piece of this.#pieces(segment)) {
        kept.push(piece);
        const { proves } = piece;
        this.#counters.resent += 1;
        this.#send(piece);
        if (!lost) piece.proves = proves;
      }
    }
    this.#segments = kept;
  }

  #pieces(segment: Segment): Segment[] {
    const { length } = segment;
    if (length <= this.#segmentSize) return [segment];
    const pieces: Segment[] = [];
    for (let at = 0; at < length; at += this.#segmentSize) {
      pieces.push({ ...segment, ...part(segment, at, Math.min(at + this.#segmentSize, length)) });
    }
    return pieces;
  }

  #grow(acknowledged: number): void {
    this.#calm += acknowledged;
    if (this.#segmentSize >= longestSegment || this.#calm < this.#segmentSize * calmBeforeGrowth) return;
    this.#segmentSize *= 2;
    this.#calm = 0;
  }

  /** What all that is under way takes on a slow line. */
  get #lineTime(): number {
    return Math.ceil(this.#underWay * this.#timing.perByte);
  }

  #arm(now: number): void {
    this.#resendAt = this.#segments.length === 0 ? null : now + this.#wait + this.#lineTime;
  }
}

/** A part of a segment, with room for a head of its own. */
const part = (
  { offset, packet }: Segment,
  from: number,
  until: number,
): Pick<Segment, 'offset' | 'packet' | 'length'> => ({
  offset: offsetAfter(offset, from),
  packet: packet.slice(from, dataHeadLength + until),
  length: until - from,
});
