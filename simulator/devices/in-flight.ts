/** Bytes that one end of a cable has written and the other not yet read: while there are any, the desk is not quiet. */

import type { Activity } from '../time/activity.ts';

export class InFlight {
  readonly #activity: Activity | null;
  #toReader = 0;
  #toHost = 0;

  /** Without an activity nothing is counted: the other end is in another process. */
  constructor(activity: Activity | null) {
    this.#activity = activity;
  }

  hostWrote(count: number): void {
    this.#toReader += count;
    this.#activity?.add(count);
  }

  readerGot(count: number): void {
    const landed = Math.min(count, this.#toReader);
    this.#toReader -= landed;
    this.#activity?.add(-landed);
  }

  readerWrote(count: number): void {
    this.#toHost += count;
    this.#activity?.add(count);
  }

  hostGot(count: number): void {
    const landed = Math.min(count, this.#toHost);
    this.#toHost -= landed;
    this.#activity?.add(-landed);
  }

  /** The cable is out or an end is closed: what was on it is lost. */
  lost(): void {
    this.#activity?.add(-(this.#toReader + this.#toHost));
    this.#toReader = 0;
    this.#toHost = 0;
  }
}
