/**
 * What vpcd and a card say to each other over TCP: frames of a 2-byte big-endian length and so many bytes. Pure; bytes
 * may be cut anywhere, as Debian's vpcd sends length and payload apart. Source: virtualsmartcard/doc/api.txt of
 * vsmartcard, and its measured behaviour.
 */

import { ok, type Result, refuse } from '../../../protocol/result.ts';

/**
 * Bytes that a frame of vpcd may carry here. Our figure: far more than a command of any card of ours takes, far less
 * than what the first two letters of another service's greeting would be as a length.
 */
export const longestCommand = 4_096;

const headLength = 2;
const longestFrame = 0xffff;

/** What vpcd sends, decoded as far as it has come. After a refusal it is not to be used any more. */
export class FrameStream {
  #held: Buffer = Buffer.alloc(0);

  push(bytes: Uint8Array): void {
    this.#held = this.#held.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#held, bytes]);
  }

  /** The payload of the next whole frame; null while it has not come. EMU-320 when it is empty or too long. */
  next(): Result<Uint8Array | null> {
    if (this.#held.length < headLength) return ok(null);
    const length = this.#held.readUInt16BE(0);
    if (length === 0) return refuse('EMU-320', { reason: 'a frame of 0 bytes' });
    if (length > longestCommand) return refuse('EMU-320', { reason: `a frame of ${length} bytes` });
    const end = headLength + length;
    if (this.#held.length < end) return ok(null);
    const payload = this.#held.subarray(headLength, end);
    this.#held = this.#held.subarray(end);
    return ok(payload);
  }
}

/**
 * Length and payload as one piece, so that they leave in one segment. EMU-321 where it is longer than the length can
 * say, or empty: Debian's vpcd waits for ever for the bytes of an empty frame.
 */
export function encodeFrame(payload: Uint8Array): Result<Uint8Array> {
  const isCarried = payload.length > 0 && payload.length <= longestFrame;
  if (!isCarried) return refuse('EMU-321', { length: payload.length });
  const frame = Buffer.allocUnsafe(headLength + payload.length);
  frame.writeUInt16BE(payload.length);
  frame.set(payload, headLength);
  return ok(frame);
}
