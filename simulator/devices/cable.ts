/**
 * The cable between one emulated reader and its host, whatever it is made of. The reader's end is the HostLink port
 * of its firmware; the host finds the other end by URL. Pulling it, plugging it in and the faults of its lines are the
 * desk's to do.
 */

import type { HostLink, HostLinkListener, Unlisten } from '../../firmware/hal.ts';
import type { ReaderUrl } from '../../host-bridge/ports/port.ts';
import type { Activity } from '../time/activity.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { InFlight } from './in-flight.ts';
import { Line, type LineFault } from './line.ts';

export interface CableParts {
  /** Counts what is on the cable; null where the host is another process. */
  readonly activity: Activity | null;
  /** Numbers from 0 up to 1, for faults. */
  readonly random: () => number;
}

/**
 * @param random numbers from 0 up to 1, of this way only: what one way draws does not depend on the other
 * @param handOn where a chunk goes next
 */
export type MakeFault = (random: () => number, handOn: (chunk: Uint8Array) => void) => LineFault;

export abstract class Cable implements HostLink {
  /** Where a host finds it; may be exchanged with another cable's while both are out. */
  abstract place: string;
  abstract readonly url: ReaderUrl;
  readonly inFlight: InFlight;
  readonly #activity: Activity | null;
  readonly #random: () => number;
  readonly #toHost: Line;
  readonly #toReader: Line;
  #listener: HostLinkListener | null = null;
  #attached = false;
  /** Ends the wait for the host to see that the cable is out. */
  #noticed = (): void => {};

  constructor(parts: CableParts) {
    this.#activity = parts.activity;
    this.inFlight = new InFlight(parts.activity);
    this.#random = parts.random;
    this.#toHost = new Line((bytes) => {
      this.inFlight.readerWrote(bytes.length);
      this.transmit(bytes);
    });
    this.#toReader = new Line((bytes) => this.#listener?.received(bytes));
  }

  /** Puts the plug in: from here on a host can open the reader. */
  plug(): Promise<void> {
    return this.#underWay(this.insert());
  }

  /** Pulls it out. What a host had open is under way until the host has seen it. */
  unplug(): Promise<void> {
    return this.#underWay(this.pull());
  }

  protected abstract insert(): Promise<void>;
  /** Calls `pulledOut` as soon as nothing can pass any more. */
  protected abstract pull(): Promise<void>;
  /** Hands bytes to whatever the cable is made of. */
  protected abstract transmit(bytes: Uint8Array): void;

  listen(listener: HostLinkListener): Unlisten {
    this.#listener = listener;
    if (this.#attached) listener.attached();
    return () => {
      if (this.#listener === listener) this.#listener = null;
    };
  }

  send(bytes: Uint8Array): void {
    if (this.#attached) this.#toHost.pass(bytes);
  }

  /** From here on a fault meets what passes, each way by itself; one of the same name that was there is over. */
  beginFault(name: string, make: MakeFault): void {
    for (const line of [this.#toHost, this.#toReader]) {
      const random = seededEntropy(String(this.#random())).number;
      line.begin(name, (handOn) => make(random, handOn));
    }
  }

  /** What the fault holds back goes on. */
  endFault(name: string): void {
    this.#toHost.end(name);
    this.#toReader.end(name);
  }

  /** A host has opened its end. */
  hostOpened(): void {
    if (this.#attached) return;
    this.#attached = true;
    this.#listener?.attached();
  }

  /** The cable is out, and a host that had it open will see so. */
  protected pulledOut(): void {
    if (this.#attached && this.#activity !== null) this.#noticed = this.#activity.begin();
    this.hostClosed();
  }

  /** A host has seen that the cable is out. */
  hostNoticed(): void {
    this.#noticed();
  }

  /** The host's end is closed, or the cable out. */
  hostClosed(): void {
    this.#toHost.break();
    this.#toReader.break();
    this.inFlight.lost();
    if (!this.#attached) return;
    this.#attached = false;
    this.#listener?.detached();
  }

  async #underWay(work: Promise<void>): Promise<void> {
    const ended = this.#activity?.begin();
    try {
      await work;
    } finally {
      ended?.();
    }
  }

  /** Bytes have come from the host. Whatever a fault makes of them, they are on the cable no longer. */
  protected arrived(bytes: Uint8Array): void {
    this.inFlight.readerGot(bytes, (write) => this.#toReader.pass(write));
  }
}
