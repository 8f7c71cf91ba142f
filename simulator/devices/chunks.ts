/**
 * Cuts a stream of bytes into chunks in the same places whatever pieces it comes in: after each frame end, and after as
 * many bytes as a packet of a full-speed USB port holds. So the same fault meets the same bytes over every kind of cable.
 */

import { frameEnd } from '../../protocol/link/frame.ts';

/** Bytes in a bulk packet of a full-speed USB port. */
const chunkAtMost = 64;

export class Chunks {
  #begun: number[] = [];

  /** The chunks that these bytes complete, as copies; the rest waits for more. */
  cut(bytes: Uint8Array): readonly Uint8Array[] {
    const whole: Uint8Array[] = [];
    for (const byte of bytes) {
      this.#begun.push(byte);
      if (byte === frameEnd || this.#begun.length === chunkAtMost) whole.push(this.rest());
    }
    return whole;
  }

  /** What has not become a whole chunk. It waits no longer. */
  rest(): Uint8Array {
    const rest = Uint8Array.from(this.#begun);
    this.#begun = [];
    return rest;
  }
}
