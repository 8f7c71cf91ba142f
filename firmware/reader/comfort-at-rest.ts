/**
 * What somebody has set at a resting reader and then not come back for: large letters, another language. After a while
 * the next person finds every default (A11Y-16), as after a visit.
 */

import type { Clock } from '../hal.ts';

/** Milliseconds without a key (our design). */
export const comfortKeptAtRest = 60_000;

export class ComfortAtRest {
  readonly #clock: Clock;
  readonly #forget: () => void;
  #timer: unknown = null;

  constructor(clock: Clock, forget: () => void) {
    this.#clock = clock;
    this.#forget = forget;
  }

  /** @param left nobody is served, and something is set that is not the default */
  watch(left: boolean): void {
    if (left === (this.#timer !== null)) return;
    if (left) this.#begin();
    else this.stop();
  }

  /** Somebody is there: the whole time again. */
  acted(): void {
    if (this.#timer === null) return;
    this.stop();
    this.#begin();
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #begin(): void {
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#forget();
    }, comfortKeptAtRest);
  }
}
