/**
 * A reader that is plugged into USB over USB/IP (`usbip:PORT`): a host imports it, then opens its serial line or its
 * HID function. Out, the host's sockets are dropped and nobody listens; after it is in again the host imports anew.
 */

import type { Clock } from '../../../firmware/hal.ts';
import type { Problem } from '../../../protocol/result.ts';
import { Cable, type CableParts } from '../cable.ts';
import { listedAs } from './descriptors.ts';
import { UsbipServer } from './server.ts';
import { UsbReader } from './usb-reader.ts';

/** The only device of the server. */
const busId = '1-1';

export interface UsbipCableParts extends CableParts {
  /** The reader's serial number, which is the device's. */
  readonly serial: string;
  readonly clock: Clock;
  /** Told why a host was turned away. */
  readonly refused: (problem: Problem) => void;
}

export class UsbipCable extends Cable {
  place: string;
  readonly #server: UsbipServer;
  readonly #usb: UsbReader;
  #plugged = false;

  /** @param place the port on 127.0.0.1; 0 takes a free one, known once the cable was plugged in */
  constructor(place: string, parts: UsbipCableParts) {
    super(parts);
    this.place = place;
    const usb = new UsbReader(
      parts.serial,
      {
        answer: (...answer) => this.#server.answer(...answer),
        opened: () => this.hostOpened(),
        closed: () => this.hostClosed(),
        received: (bytes) => this.arrived(bytes),
      },
      parts,
    );
    this.#usb = usb;
    this.#server = new UsbipServer(
      {
        listing: { ...listedAs, busId, bus: 1, address: 2 },
        submit: (transfer) => usb.submit(transfer),
        unlink: (target) => usb.unlink(target),
        reset: () => usb.reset(),
      },
      parts.refused,
    );
  }

  get url(): string {
    return `usbip:${this.place}`;
  }

  /** Rejects where the port is taken. */
  protected async insert(): Promise<void> {
    if (this.#plugged) return;
    this.#plugged = true;
    try {
      this.place = String(await this.#server.listen(Number(this.place)));
    } catch (error) {
      this.#plugged = false;
      throw error;
    }
  }

  protected async pull(): Promise<void> {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.pulledOut();
    await this.#server.close();
  }

  protected transmit(bytes: Uint8Array): void {
    this.#usb.send(bytes);
  }
}
