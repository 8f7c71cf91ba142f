/**
 * Frames on a byte stream: payload, CRC-32 (little-endian), the whole COBS-encoded, ended by 0x00.
 * A damaged frame costs only itself: the next delimiter begins afresh. What to do about a loss is the link's.
 */

import { type Problem, refuse } from '../result.ts';
import { crc32 } from './crc32.ts';

/** Ends a frame, and stands nowhere inside one. */
export const frameEnd = 0x00;
/** Longest payload of one frame, in bytes. The shortest is 1: the checksum of nothing is 0, so zeros alone would fit. */
export const maxFramePayload = 1280;
const crcLength = 4;
/** COBS adds one byte for each 254, and one. */
const cobsLength = (length: number): number => length + Math.ceil((length + 1) / 254) + 1;

/**
 * The frame that carries `payload` (1 to `maxFramePayload` bytes; another length is a mistake of the caller),
 * ready to be written, delimiter included.
 */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  const length = payload.length;
  const crc = crc32(payload);
  const frame = new Uint8Array(cobsLength(length + crcLength) + 1);
  let code = 0;
  let at = 1;
  let run = 1;
  for (let i = 0; i < length + crcLength; i += 1) {
    const byte = i < length ? (payload[i] as number) : (crc >>> ((i - length) * 8)) & 0xff;
    if (byte === 0) {
      frame[code] = run;
      code = at;
      at += 1;
      run = 1;
    } else {
      frame[at] = byte;
      at += 1;
      run += 1;
      if (run === 255) {
        frame[code] = run;
        code = at;
        at += 1;
        run = 1;
      }
    }
  }
  frame[code] = run;
  frame[at] = frameEnd;
  return frame.subarray(0, at + 1);
}

export type FrameOutcome =
  | { readonly kind: 'frame'; readonly payload: Uint8Array }
  | { readonly kind: 'damaged'; readonly problem: Problem };

const damaged = (reason: string): FrameOutcome => {
  const refusal = refuse('EMU-101', { reason });
  return { kind: 'damaged', problem: (refusal as { problem: Problem }).problem };
};

/** Takes a stream of bytes, cut anywhere, and gives back its frames. Never throws; never holds more than one frame. */
export class FrameDecoder {
  readonly #held = new Uint8Array(cobsLength(maxFramePayload + crcLength));
  #length = 0;
  #tooLong = false;

  /** Frames completed by `bytes`, in order; damaged ones are reported in their place. */
  push(bytes: Uint8Array): FrameOutcome[] {
    const outcomes: FrameOutcome[] = [];
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(frameEnd, from);
      if (end < 0) {
        this.#hold(bytes, from, bytes.length);
        return outcomes;
      }
      const outcome = this.#complete(bytes, from, end);
      if (outcome !== null) outcomes.push(outcome);
      from = end + 1;
    }
  }

  /** Forgets a half-received frame: the stream has begun anew. */
  reset(): void {
    this.#length = 0;
    this.#tooLong = false;
  }

  #hold(bytes: Uint8Array, from: number, to: number): void {
    if (this.#length + (to - from) > this.#held.length) {
      this.#tooLong = true;
      return;
    }
    this.#held.set(bytes.subarray(from, to), this.#length);
    this.#length += to - from;
  }

  #complete(bytes: Uint8Array, from: number, to: number): FrameOutcome | null {
    // Whole in one piece, as most are: read where it lies.
    if (this.#length === 0 && !this.#tooLong) return this.#read(bytes, from, to);
    this.#hold(bytes, from, to);
    const length = this.#length;
    const tooLong = this.#tooLong;
    this.reset();
    return tooLong ? damaged('too long') : this.#read(this.#held, 0, length);
  }

  #read(bytes: Uint8Array, from: number, to: number): FrameOutcome | null {
    // Two delimiters in a row are an idle line, not a frame.
    if (from === to) return null;
    return to - from > this.#held.length ? damaged('too long') : decodeBody(bytes, from, to);
  }
}

function decodeBody(bytes: Uint8Array, from: number, to: number): FrameOutcome {
  const decoded = new Uint8Array(to - from);
  let out = 0;
  let at = from;
  while (at < to) {
    const run = bytes[at] as number;
    const next = at + run;
    if (next > to) return damaged('COBS run past the end');
    for (let i = at + 1; i < next; i += 1) {
      decoded[out] = bytes[i] as number;
      out += 1;
    }
    at = next;
    if (run !== 255 && at < to) {
      decoded[out] = 0;
      out += 1;
    }
  }
  const end = out - crcLength;
  if (end < 1) return damaged('too short');
  if (end > maxFramePayload) return damaged('too long');
  const stated =
    ((decoded[end] as number) |
      ((decoded[end + 1] as number) << 8) |
      ((decoded[end + 2] as number) << 16) |
      ((decoded[end + 3] as number) << 24)) >>>
    0;
  if (crc32(decoded, end) !== stated) return damaged('checksum');
  return { kind: 'frame', payload: decoded.subarray(0, end) };
}
