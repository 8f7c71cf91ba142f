/** The driver of a phone reader as a program of its own offers it: a bridge dials it over TCP, one at a time. */

import type { Clock, Entropy } from '../../firmware/hal.ts';
import { createLinkedStream, type LinkedStream } from '../../host-bridge/ports/linked-stream.ts';
import type { PhoneReader } from '../../host-bridge/ports/phone-reader.ts';
import {
  type DriverMessage,
  decodeDriverMessage,
  encodeDriverMessage,
} from '../../protocol/phone-reader/driver-messages.ts';
import type { Cable } from '../devices/cable.ts';

export class OfferedPhoneReader {
  readonly #driver: PhoneReader;
  readonly #cable: Cable;
  readonly #stream: LinkedStream;
  #unlisten = (): void => {};

  /** @param cable to the bridge */
  constructor(driver: PhoneReader, cable: Cable, clock: Clock, entropy: Entropy) {
    this.#driver = driver;
    this.#cable = cable;
    this.#stream = createLinkedStream('reader', clock, () => entropy.bytes(4), {
      connected: () => this.#begin(),
      // Whose session it was has lost its way here: it is over, and the field is off.
      lost: () => this.#unlisten(),
      received: (payload) => {
        const message = decodeDriverMessage(payload);
        if (message.ok && message.value.kind === 'packet') driver.send(message.value.packet);
      },
    });
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
    this.#stream.send(encodeDriverMessage(message));
  }
}
