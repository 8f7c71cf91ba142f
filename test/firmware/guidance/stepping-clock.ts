/** A clock that stops at each timer on the way, as time itself does. */

import type { Clock } from '../../../firmware/hal.ts';

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly callback: () => void;
}

export class SteppingClock implements Clock {
  #now = 0;
  #ids = 0;
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  ticks(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, milliseconds: number): number {
    this.#ids += 1;
    this.#timers.push({ id: this.#ids, at: this.#now + milliseconds, callback });
    return this.#ids;
  }

  clearTimeout(id: unknown): void {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  }

  increment(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (due === undefined) break;
      this.clearTimeout(due.id);
      this.#now = due.at;
      due.callback();
    }
    this.#now = until;
  }
}
