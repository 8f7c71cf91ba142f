/** Notices a thread that does not come to the end of an input. */

import type { Worker } from 'node:worker_threads';

/** What a thread writes down before each input: how many there were, the length of this one, and its bytes. */
export class UnderWay {
  readonly memory: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #bytes: Uint8Array;

  /** @param shared the longest input, or the memory that another thread has made */
  constructor(shared: number | SharedArrayBuffer) {
    this.memory = typeof shared === 'number' ? new SharedArrayBuffer(8 + shared) : shared;
    this.#numbers = new Int32Array(this.memory, 0, 2);
    this.#bytes = new Uint8Array(this.memory, 8);
  }

  note(input: Uint8Array): void {
    this.#bytes.set(input.subarray(0, this.#bytes.length));
    this.#numbers[1] = Math.min(input.length, this.#bytes.length);
    Atomics.add(this.#numbers, 0, 1);
  }

  get count(): number {
    return Atomics.load(this.#numbers, 0);
  }

  get input(): Uint8Array {
    return this.#bytes.slice(0, this.#numbers[1]);
  }
}

/**
 * Waits for the end of a thread, and ends it when it stays with one input for `hangAfter` milliseconds.
 *
 * @returns the input that hangs; null: the thread has ended by itself. Rejects with what the thread threw.
 */
export function endOf(worker: Worker, underWay: UnderWay, hangAfter: number): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    // Before its first input a thread is starting.
    let last = 0;
    let hanging: Uint8Array | null = null;
    const watch = setInterval(() => {
      const { count } = underWay;
      if (count > 0 && count === last) {
        hanging = underWay.input;
        void worker.terminate();
      }
      last = count;
    }, hangAfter);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearInterval(watch);
      resolve(hanging);
    });
  });
}
