/**
 * The incoming half of a session: puts the segments of the peer's stream in order, keeps what came beyond a gap, and
 * says what is held, so that only what is missing is sent again. Never holds more than the window, whatever is sent.
 */

import { distance, offsetAfter } from './stream-offset.ts';

/** Bytes beyond the next one expected that are kept. A power of two, so that offsets wrap where the ring does. Our value. */
export const receiveWindow = 16_384;
/** Ranges beyond a gap that are kept; what would make more is dropped. */
const mostRanges = 512;
/** Ranges that one report names. */
export const longestReport = 8;

/** A range held: the bytes missing before it, and its own length. */
export type HeldRange = readonly [gap: number, length: number];

/**
 * next: taken, and perhaps closed a gap · held: kept, beyond a gap · repeated: nothing new in it · beyond: more than
 * may be kept, dropped
 */
export type Taken = 'next' | 'held' | 'repeated' | 'beyond';

interface Range {
  from: number;
  until: number;
}

export class ReceiveWindow {
  readonly #inOrder: (bytes: Uint8Array) => void;
  #expected = 0;
  /** Bytes beyond a gap, each at its offset modulo the window. Made when the first gap shows. */
  #ring: Uint8Array | null = null;
  /** What of the ring counts: ascending, not touching. */
  #ranges: Range[] = [];

  /** @param inOrder gets every byte of the stream, once and in order */
  constructor(inOrder: (bytes: Uint8Array) => void) {
    this.#inOrder = inOrder;
  }

  /** Offset of the next byte wanted. */
  get expected(): number {
    return this.#expected;
  }

  /** How many gaps there are before bytes that are held. */
  get gaps(): number {
    return this.#ranges.length;
  }

  /** Another stream begins, at `offset`. */
  begin(offset: number): void {
    this.#expected = offset;
    this.#ranges = [];
  }

  /** The first ranges that are held, at most `longestReport`. */
  held(): HeldRange[] {
    let end = this.#expected;
    return this.#ranges.slice(0, longestReport).map(({ from, until }) => {
      const range = [distance(end, from), distance(from, until)] as const;
      end = until;
      return range;
    });
  }

  take(offset: number, bytes: Uint8Array): Taken {
    const ahead = distance(this.#expected, offset);
    const end = ahead + bytes.length;
    if (end <= 0 || bytes.length === 0) return 'repeated';
    if (ahead <= 0) {
      this.#advance(ahead === 0 ? bytes : bytes.subarray(-ahead));
      this.#closeGaps();
      return 'next';
    }
    if (end > receiveWindow) return 'beyond';
    return this.#keep(offset, bytes);
  }

  #advance(bytes: Uint8Array): void {
    this.#expected = offsetAfter(this.#expected, bytes.length);
    this.#inOrder(bytes);
  }

  #closeGaps(): void {
    for (;;) {
      const first = this.#ranges[0];
      if (first === undefined || distance(this.#expected, first.from) > 0) return;
      this.#ranges.shift();
      while (distance(this.#expected, first.until) > 0) this.#advance(this.#piece(first.until));
    }
  }

  /** A copy of what is held from the next byte on, up to `until` or the ring's end. */
  #piece(until: number): Uint8Array {
    const at = this.#expected % receiveWindow;
    const length = Math.min(distance(this.#expected, until), receiveWindow - at);
    return (this.#ring as Uint8Array).slice(at, at + length);
  }

  #keep(offset: number, bytes: Uint8Array): Taken {
    const ranges = this.#ranges;
    const fresh: Range = { from: offset, until: offsetAfter(offset, bytes.length) };
    let first = 0;
    while (first < ranges.length && distance((ranges[first] as Range).until, fresh.from) > 0) first += 1;
    let after = first;
    for (; after < ranges.length; after += 1) {
      const { from, until } = ranges[after] as Range;
      if (distance(fresh.until, from) > 0) break;
      // It is touched: both become one.
      if (distance(from, fresh.from) >= 0 && distance(fresh.until, until) >= 0) return 'repeated';
      if (distance(from, fresh.from) > 0) fresh.from = from;
      if (distance(fresh.until, until) > 0) fresh.until = until;
    }
    if (after === first && ranges.length >= mostRanges) return 'beyond';
    ranges.splice(first, after - first, fresh);
    this.#ring ??= new Uint8Array(receiveWindow);
    const at = offset % receiveWindow;
    const room = receiveWindow - at;
    this.#ring.set(bytes.length > room ? bytes.subarray(0, room) : bytes, at);
    if (bytes.length > room) this.#ring.set(bytes.subarray(room), 0);
    return 'held';
  }
}
