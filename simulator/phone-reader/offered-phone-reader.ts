/** The driver of a phone reader as a program of its own offers it: a bridge dials it over TCP, one at a time. */

import type { Clock, Entropy } from '../../firmware/hal.ts';
import { createLinkedStream, type LinkedStream } from '../../host-bridge/ports/linked-stream.ts';
import type { PhoneReader } from '../../host-bridge/ports/phone-reader.ts';
import { Link, type LinkEvent } from '../../protocol/link/link.ts';
import {
  type DriverMessage,
  decodeDriverMessage,
  encodeDriverMessage,
} from '../../protocol/phone-reader/driver-messages.ts';
import type { Cable } from '../devices/cable.ts';

export class OfferedPhoneReader {
  readonly #driver: PhoneReader;
  readonly #cable: Cable;
  readonly #link: Link;
  readonly #stream: LinkedStream;
  #unlisten = (): void => {};

  /** @param cable to the bridge */
  constructor(driver: PhoneReader, cable: Cable, clock: Clock, entropy: Entropy) {
    this.#driver = driver;
    this.#cable = cable;
    this.#link = new Link('reader', () => entropy.bytes(4));
    this.#stream = createLinkedStream(this.#link, clock, (event) => this.#heard(event));
    cable.listen({
      attached: () => this.#stream.attached((bytes) => cable.send(bytes)),
      detached: () => this.#stream.detached(),
      received: (bytes) => this.#stream.arrived(bytes),
    });
  }

  /** Where a bridge finds it; of a free port known once it has started. */
  get url(): string {
    return this.#cable.url;
  }

  /** Rejects where the port is taken. */
  start(): Promise<void> {
    return this.#cable.plug();
  }

  async stop(): Promise<void> {
    await this.#cable.unplug();
    this.#stream.stop();
  }

  #heard(event: LinkEvent): void {
    switch (event.type) {
      case 'connected':
        this.#begin();
        return;
      case 'received': {
        const message = decodeDriverMessage(event.payload);
        if (message.ok && message.value.kind === 'packet') this.#driver.send(message.value.packet);
        return;
      }
      case 'lost':
      case 'closed':
        // Whose session it was has lost its way here: it is over, and the field is off.
        this.#unlisten();
    }
  }

  /** Says whether it is there also after a break, in which that may have changed. */
  #begin(): void {
    this.#unlisten();
    this.#unlisten = this.#driver.listen({
      changed: () => this.#tellWhetherThere(),
      received: (packet) => this.#say({ kind: 'packet', packet }),
    });
    this.#tellWhetherThere();
  }

  #tellWhetherThere(): void {
    this.#say({ kind: this.#driver.there ? 'there' : 'away' });
  }

  #say(message: DriverMessage): void {
    if (this.#link.connected) this.#stream.send(encodeDriverMessage(message));
  }
}
