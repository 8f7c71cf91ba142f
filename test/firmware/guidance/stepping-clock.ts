/** A clock for xstate that, unlike its own SimulatedClock, stops at each timer on the way, as time itself does. */

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly callback: (...args: unknown[]) => void;
}

export class SteppingClock {
  #now = 0;
  #ids = 0;
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  setTimeout(callback: (...args: unknown[]) => void, milliseconds: number): number {
    this.#ids += 1;
    this.#timers.push({ id: this.#ids, at: this.#now + milliseconds, callback });
    return this.#ids;
  }

  clearTimeout(id: number): void {
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
