/** A reader as a HID device of this machine (Linux): programs find it as they find one on USB. */

import type { Clock } from '../../firmware/hal.ts';
import { reportDescriptor } from '../../protocol/hid/report-descriptor.ts';
import { orThrow } from '../../protocol/result.ts';
import { Cable, type CableParts } from './cable.ts';
import { HidStream } from './hid-stream.ts';
import { type OpenUhid, openUhid } from './uhid-device.ts';

/** As what programs list the device. */
const productName = 'fcr emulated reader';

export class UhidCable extends Cable {
  place: string;
  readonly #stream: HidStream;
  #device: OpenUhid | null = null;

  /** @param place `VID:PID:SERIAL`, under which hosts find it while the cable is in */
  constructor(place: string, parts: CableParts, clock: Clock) {
    super(parts);
    this.place = place;
    this.#stream = new HidStream({
      clock,
      random: parts.random,
      write: (report) => this.#device?.write(report),
      listener: {
        attached: () => this.hostOpened(),
        detached: () => super.hostClosed(),
        received: (bytes) => this.arrived(bytes),
      },
    });
  }

  get url(): string {
    return `hid:${this.place}`;
  }

  /** Rejects with EMU-664 where this machine makes no HID devices. */
  protected async insert(): Promise<void> {
    if (this.#device !== null) return;
    const [vendor = '', product = '', serial = ''] = this.place.split(':');
    const device = orThrow(
      openUhid({
        name: productName,
        serial,
        vendor: Number.parseInt(vendor, 16),
        product: Number.parseInt(product, 16),
        descriptor: reportDescriptor,
      }),
    );
    device.onReport = (report) => this.#stream.received(report);
    device.onClosed = () => this.#stream.hostGone();
    this.#device = device;
  }

  protected async pull(): Promise<void> {
    const device = this.#device;
    if (device === null) return;
    this.#device = null;
    this.pulledOut();
    await device.close();
  }

  override hostClosed(): void {
    this.#stream.hostGone();
    super.hostClosed();
  }

  protected transmit(bytes: Uint8Array): void {
    this.#stream.send(bytes);
  }
}
