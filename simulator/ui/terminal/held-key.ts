/**
 * Makes one press of a key that is held down on a terminal, which tells no release and types the key again and again
 * (A11Y-36). The figures are our design: they lie between the slowest repetition of a keyboard, that of the Linux console
 * with 11 a second, and the fastest that a finger presses twice.
 */

import type { Clock } from '../../../firmware/hal.ts';
import type { Key } from '../../../firmware/screens/vocabulary.ts';

/** Milliseconds. What comes sooner after the same key is the keyboard repeating it. */
const repetition = 120;
/** Milliseconds after which a keyboard begins to repeat a held key. */
const firstRepetition = { least: 180, most: 1200 } as const;

export class HeldKey {
  readonly #clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>;
  readonly #pressed: (key: Key) => void;
  #last: { readonly key: Key; readonly at: number } | null = null;
  /** Either a second press or the first repetition: known when the next does or does not come. */
  #doubtful: { readonly key: Key; readonly timer: unknown } | null = null;

  /** @param pressed told once for each press */
  constructor(clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>, pressed: (key: Key) => void) {
    this.#clock = clock;
    this.#pressed = pressed;
  }

  typed(key: Key): void {
    const at = this.#clock.ticks();
    const last = this.#last;
    this.#last = { key, at };
    if (last?.key !== key) {
      this.#settle();
      this.#pressed(key);
      return;
    }
    const since = at - last.at;
    if (since < repetition) {
      this.#forget();
      return;
    }
    this.#settle();
    if (since < firstRepetition.least || since > firstRepetition.most) {
      this.#pressed(key);
      return;
    }
    const timer = this.#clock.setTimeout(() => this.#settle(), repetition);
    this.#doubtful = { key, timer };
  }

  /** Nothing more is told. */
  close(): void {
    this.#forget();
  }

  /** It was a press. */
  #settle(): void {
    const doubtful = this.#doubtful;
    this.#forget();
    if (doubtful !== null) this.#pressed(doubtful.key);
  }

  #forget(): void {
    if (this.#doubtful !== null) this.#clock.clearTimeout(this.#doubtful.timer);
    this.#doubtful = null;
  }
}
