/** Time that stands still until it is moved: a visit with all its time limits runs in milliseconds, always the same way. */

import type { DeskClock } from './desk-clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | null;
}

const before = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export class VirtualClock implements DeskClock {
  #now: number;
  #wallShift = 0;
  #order = 0;
  /** A binary heap by time, then by the order in which the timers were set. */
  readonly #heap: Timer[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now + this.#wallShift;
  }

  ticks(): number {
    return this.#now;
  }

  setWall(instant: number): void {
    this.#wallShift = instant - this.#now;
  }

  setTimeout(callback: () => void, milliseconds: number): unknown {
    const timer: Timer = { at: this.#now + Math.max(0, milliseconds), order: this.#order, callback };
    this.#order += 1;
    this.#push(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    // Taken out of the heap when its turn comes.
    if (timer !== null && timer !== undefined) (timer as Timer).callback = null;
  }

  /** When the next timer is due, in ticks; null when none is set. */
  next(): number | null {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (first.callback !== null) return first.at;
      this.#pop();
    }
    return null;
  }

  /** Moves to `ticks` without running anything; the caller has run what was due. */
  moveTo(ticks: number): void {
    if (ticks > this.#now) this.#now = ticks;
  }

  /** Moves to the next timer and runs it. */
  runNext(): void {
    if (this.next() === null) return;
    const timer = this.#pop();
    if (timer === undefined || timer.callback === null) return;
    this.moveTo(timer.at);
    const { callback } = timer;
    timer.callback = null;
    callback();
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Timer;
      if (!before(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Timer, heap[child] as Timer)) child += 1;
      if (!before(heap[child] as Timer, last)) break;
      heap[at] = heap[child] as Timer;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
