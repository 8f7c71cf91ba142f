/** A bad cable: each byte is damaged at a rate, one bit of it turned over. The seed decides which. */

export class Noise {
  readonly #random: () => number;
  #rate = 0;

  /** `random` gives numbers from 0 up to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Share of bytes that are damaged, 0 to 1. */
  setRate(rate: number): void {
    this.#rate = rate;
  }

  /** What arrives of these bytes. */
  pass(bytes: Uint8Array): Uint8Array {
    if (this.#rate === 0) return bytes;
    const arrived = bytes.slice();
    for (let i = 0; i < arrived.length; i += 1) {
      if (this.#random() < this.#rate)
        arrived[i] = (arrived[i] as number) ^ (1 << Math.floor(this.#random() * 8));
    }
    return arrived;
  }
}
