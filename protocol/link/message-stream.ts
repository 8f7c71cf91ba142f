/** Messages in a byte stream: each is its length, 2 bytes big-endian, and its bytes (protocol/README.md, Delivery). */

/** Bytes of the longest message. The shortest is 1. */
export const longestMessage = 65_535;
export const lengthBytes = 2;

/** Takes the stream in pieces, in order and without gaps, and hands out the messages in it. */
export class MessageReader {
  readonly #handOut: (message: Uint8Array) => void;
  /** The first byte of a length whose second has not come. */
  #halfLength: number | null = null;
  /** A message that has begun to come; null between two. */
  #message: Uint8Array | null = null;
  #filled = 0;

  /** @param handOut gets each message; its bytes may be shared with those of the piece that completed it */
  constructor(handOut: (message: Uint8Array) => void) {
    this.#handOut = handOut;
  }

  /** Forgets what has begun: another stream follows. */
  reset(): void {
    this.#halfLength = null;
    this.#message = null;
  }

  push(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length) {
      if (this.#message !== null) {
        at += this.#fill(this.#message, piece.subarray(at));
        continue;
      }
      const byte = piece[at] as number;
      at += 1;
      if (this.#halfLength === null) {
        this.#halfLength = byte;
        continue;
      }
      const length = (this.#halfLength << 8) | byte;
      this.#halfLength = null;
      if (length === 0) continue;
      if (piece.length - at >= length) {
        this.#handOut(piece.subarray(at, at + length));
        at += length;
      } else {
        this.#message = new Uint8Array(length);
        this.#filled = 0;
      }
    }
  }

  /** How many of the bytes belong to the message. */
  #fill(message: Uint8Array, bytes: Uint8Array): number {
    const taken = Math.min(message.length - this.#filled, bytes.length);
    message.set(taken === bytes.length ? bytes : bytes.subarray(0, taken), this.#filled);
    this.#filled += taken;
    if (this.#filled === message.length) {
      this.#message = null;
      this.#handOut(message);
    }
    return taken;
  }
}
