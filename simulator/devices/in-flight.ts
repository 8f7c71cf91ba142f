/** Bytes that one end of a cable has written and the other not yet read: while there are any, the desk is not quiet. */

import type { Activity } from '../time/activity.ts';
import { Writes } from './writes.ts';

/** One way through the cable. */
class Flight {
  readonly #activity: Activity;
  readonly #writes = new Writes();
  #count = 0;

  constructor(activity: Activity) {
    this.#activity = activity;
  }

  wrote(count: number): void {
    if (count > 0) this.#writes.wrote(count);
    this.#count += count;
    this.#activity.add(count);
  }

  got(bytes: Uint8Array, take: (write: Uint8Array) => void): void {
    for (const write of this.#writes.completedBy(bytes)) take(write);
    const landed = Math.min(bytes.length, this.#count);
    this.#count -= landed;
    this.#activity.add(-landed);
  }

  lost(): void {
    this.#writes.lost();
    this.#activity.add(-this.#count);
    this.#count = 0;
  }
}

export class InFlight {
  readonly #toReader: Flight | null;
  readonly #toHost: Flight | null;

  /** Without an activity nothing is counted: the other end is in another process. */
  constructor(activity: Activity | null) {
    this.#toReader = activity && new Flight(activity);
    this.#toHost = activity && new Flight(activity);
  }

  hostWrote(count: number): void {
    this.#toReader?.wrote(count);
  }

  /** @param take is given each write that is whole now, as the host wrote it; without counting, the bytes as they come */
  readerGot(bytes: Uint8Array, take: (write: Uint8Array) => void): void {
    if (this.#toReader === null) take(bytes);
    else this.#toReader.got(bytes, take);
  }

  readerWrote(count: number): void {
    this.#toHost?.wrote(count);
  }

  /** @param take is given each write that is whole now, as it left the reader; without counting, the bytes as they come */
  hostGot(bytes: Uint8Array, take: (write: Uint8Array) => void): void {
    if (this.#toHost === null) take(bytes);
    else this.#toHost.got(bytes, take);
  }

  /** The cable is out or an end is closed: what was on it is lost. */
  lost(): void {
    this.#toReader?.lost();
    this.#toHost?.lost();
  }
}
