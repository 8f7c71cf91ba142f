/** Time that stands still until it is moved: a visit with all its time limits runs in milliseconds, always the same way. */

import type { DeskClock } from './desk-clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
  /** Its index in the heap; -1: it has run or was cleared. */
  place: number;
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
    const place = this.#heap.length;
    const timer: Timer = { at: this.#now + Math.max(0, milliseconds), order: this.#order, callback, place };
    this.#order += 1;
    this.#heap.push(timer);
    this.#rise(timer);
    return timer;
  }

  /** Lets go of it at once: a timer of minutes would keep all that its callback knows until its time. */
  clearTimeout(timer: unknown): void {
    if (timer !== null && timer !== undefined) this.#take(timer as Timer);
  }

  /** When the next timer is due, in ticks; null when none is set. */
  next(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  /** Moves to `ticks` without running anything; the caller has run what was due. */
  moveTo(ticks: number): void {
    if (ticks > this.#now) this.#now = ticks;
  }

  /** Moves to the next timer and runs it. */
  runNext(): void {
    const timer = this.#heap[0];
    if (timer === undefined) return;
    this.#take(timer);
    this.moveTo(timer.at);
    timer.callback();
  }

  #take(timer: Timer): void {
    const { place } = timer;
    if (place < 0) return;
    timer.place = -1;
    const last = this.#heap.pop();
    if (last === undefined || last === timer) return;
    this.#put(last, place);
    this.#rise(last);
    this.#sink(last);
  }

  #put(timer: Timer, place: number): void {
    this.#heap[place] = timer;
    timer.place = place;
  }

  #rise(timer: Timer): void {
    let { place } = timer;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above] as Timer;
      if (!before(timer, parent)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(timer, place);
  }

  #sink(timer: Timer): void {
    let { place } = timer;
    for (;;) {
      const below = this.#earlierBelow(place);
      if (below === null || !before(below, timer)) break;
      const next = below.place;
      this.#put(below, place);
      place = next;
    }
    this.#put(timer, place);
  }

  #earlierBelow(place: number): Timer | null {
    const left = this.#heap[2 * place + 1];
    const right = this.#heap[2 * place + 2];
    if (left === undefined) return null;
    return right !== undefined && before(right, left) ? right : left;
  }
}
