/**
 * A cable inside one process: bytes arrive in the order they were written, each write in a turn of its own. The turn is
 * one of the event loop, as it is for a socket: what an end does by itself meanwhile comes first, over every kind of cable.
 */

import type { Port } from '../../host-bridge/ports/port.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { Cable, type CableParts } from './cable.ts';

export class MemoryCable extends Cable {
  place: string;
  #plugged = false;
  #port: Port | null = null;

  /** @param place the name in `memory:NAME` */
  constructor(place: string, parts: CableParts) {
    super(parts);
    this.place = place;
  }

  get url(): string {
    return `memory:${this.place}`;
  }

  protected insert(): Promise<void> {
    this.#plugged = true;
    return Promise.resolve();
  }

  protected pull(): Promise<void> {
    this.#plugged = false;
    this.#drop();
    return Promise.resolve();
  }

  /** The host opens its end. */
  open(): Promise<Result<Port>> {
    if (!this.#plugged || this.#port !== null) {
      return Promise.resolve(refuse('EMU-502', { url: this.url, reason: 'unplugged' }));
    }
    const port: Port = {
      onReceived: () => {},
      onClosed: () => {},
      write: (bytes) => {
        if (this.#port !== port) return;
        this.inFlight.hostWrote(bytes.length);
        setImmediate(() => {
          if (this.#port === port) this.arrived(bytes);
        });
      },
      close: () => {
        if (this.#port === port) this.#drop();
        return Promise.resolve();
      },
    };
    this.#port = port;
    // After the caller has the port: the reader may answer at once.
    queueMicrotask(() => {
      if (this.#port === port) this.hostOpened();
    });
    return Promise.resolve(ok(port));
  }

  protected transmit(bytes: Uint8Array): void {
    const port = this.#port;
    setImmediate(() => {
      if (port === null || this.#port !== port) return;
      this.inFlight.hostGot(bytes, (write) => port.onReceived(write));
    });
  }

  #drop(): void {
    const port = this.#port;
    this.#port = null;
    this.hostClosed();
    port?.onClosed();
  }
}
