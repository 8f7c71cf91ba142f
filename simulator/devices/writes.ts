/**
 * What one end has written, write by write. The operating system may hand over several writes at once or one in parts;
 * here each becomes whole again, so that the same happens over every kind of cable.
 */

export class Writes {
  #lengths: readonly number[] = [];
  #begun: readonly Uint8Array[] = [];
  #begunLength = 0;

  wrote(length: number): void {
    this.#lengths = [...this.#lengths, length];
  }

  /** The writes that these bytes complete. Bytes that nobody has written, left from earlier, are one of their own. */
  completedBy(bytes: Uint8Array): readonly Uint8Array[] {
    const whole: Uint8Array[] = [];
    let rest = bytes;
    while (rest.length > 0) {
      const [length, ...later] = this.#lengths;
      const missing = length === undefined ? rest.length : length - this.#begunLength;
      if (rest.length < missing) {
        this.#begun = [...this.#begun, rest];
        this.#begunLength += rest.length;
        break;
      }
      const last = rest.subarray(0, missing);
      whole.push(this.#begun.length === 0 ? last : Buffer.concat([...this.#begun, last]));
      this.#lengths = later;
      this.#begun = [];
      this.#begunLength = 0;
      rest = rest.subarray(missing);
    }
    return whole;
  }

  lost(): void {
    this.#lengths = [];
    this.#begun = [];
    this.#begunLength = 0;
  }
}
