/**
 * The byte stream of a reader that is a HID device, over whatever makes the device: reports go in and out here, and
 * the firmware's end sees hosts come and go as with any cable. It runs the timers of the reports.
 */

import type { Clock, HostLinkListener } from '../../firmware/hal.ts';
import { ReaderReports } from '../../protocol/hid/reader-reports.ts';

export interface HidStreamParts {
  readonly clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>;
  /** Numbers from 0 up to 1, for the numbers of channels. */
  readonly random: () => number;
  /** Hands a report of 64 bytes to the device, without a report id. */
  readonly write: (report: Uint8Array) => void;
  /** The firmware's end. */
  readonly listener: HostLinkListener;
}

export class HidStream {
  readonly #parts: HidStreamParts;
  readonly #reports: ReaderReports;
  #timer: unknown = null;
  #stepping = false;

  constructor(parts: HidStreamParts) {
    this.#parts = parts;
    this.#reports = new ReaderReports(() => Math.floor(parts.random() * 2 ** 32));
  }

  /** A report has come from the host, without a report id. */
  received(report: Uint8Array): void {
    this.#reports.received(report, this.#now());
    this.#step();
  }

  /** Bytes of the firmware for its host. */
  send(bytes: Uint8Array): void {
    this.#reports.send(bytes, this.#now());
    this.#step();
  }

  /** The host has closed the device, or the device is gone. */
  hostGone(): void {
    this.#reports.hostGone();
    this.#step();
  }

  #now(): number {
    return this.#parts.clock.ticks();
  }

  /** Does all that the last call brought about. A call made meanwhile only adds to it. */
  #step(): void {
    if (this.#stepping) return;
    this.#stepping = true;
    for (;;) {
      const reports = this.#reports.takeReports();
      for (const report of reports) this.#parts.write(report);
      const events = this.#reports.takeEvents();
      for (const event of events) {
        if (event.type === 'attached') this.#parts.listener.attached();
        else if (event.type === 'detached') this.#parts.listener.detached();
        else this.#parts.listener.received(event.bytes);
      }
      if (reports.length === 0 && events.length === 0) break;
    }
    this.#stepping = false;
    this.#arm();
  }

  #arm(): void {
    const { clock } = this.#parts;
    if (this.#timer !== null) clock.clearTimeout(this.#timer);
    this.#timer = null;
    const due = this.#reports.deadline(this.#now());
    if (due === null) return;
    this.#timer = clock.setTimeout(
      () => {
        this.#timer = null;
        this.#reports.advance(this.#now());
        this.#step();
      },
      Math.max(0, due - this.#now()),
    );
  }
}
