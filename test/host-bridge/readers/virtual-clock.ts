/** Time that passes only when a test says so; everything due on the way happens in order. */

import type { Clock } from '../../../host-bridge/clock.ts';

/** Lets every promise that can settle without time or sockets do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 10, 2, 0, 0, 0);
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }
  ticks(): number {
    return this.#now;
  }
  setTimeout(callback: () => void, milliseconds: number): unknown {
    const timer = { at: this.#now + Math.max(0, milliseconds), callback };
    this.#timers.add(timer);
    return timer;
  }
  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }
  /** Timers that are set now. */
  get pending(): number {
    return this.#timers.size;
  }

  async advance(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    await settled();
    for (;;) {
      let next: Timer | null = null;
      for (const timer of this.#timers)
        if (timer.at <= until && (next === null || timer.at < next.at)) next = timer;
      if (next === null) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settled();
    }
    this.#now = until;
  }
}
