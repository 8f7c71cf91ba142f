/**
 * A reader's end of a phone reader, its driver, and between them what a host passes on: in the hands of a test, packet by
 * packet. The phone is held from the beginning on.
 */

import { createHash } from 'node:crypto';
import { PhoneInUse, type PhoneKind, type PhoneReading } from '../../../firmware/credential/phone-in-use.ts';
import type { FieldEvent } from '../../../firmware/hal.ts';
import { PhoneReaderField } from '../../../firmware/host/phone-reader-field.ts';
import type { Digits } from '../../../protocol/personal.ts';
import { PeoplesPhones } from '../../../simulator/desk/peoples-phones.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import type { VirtualPhone } from '../../../simulator/phone/phone.ts';
import { EmulatedPhoneReader } from '../../../simulator/phone-reader/emulated-phone-reader.ts';
import { PhoneReaderDriver, packetsAtOnce } from '../../../simulator/phone-reader/phone-reader-driver.ts';
import { usualPlacement } from '../../../simulator/phone-reader/placement.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { endOf, fieldTestsAt, paired, type ShownAs } from '../../protocol/phone-reader/field-ends.ts';
import { agreeing, nonce } from '../credential/held-phone.ts';

export type From = 'reader' | 'driver';
/** What the host makes of a packet: what it passes on in its place. */
export type Passing = (packet: Uint8Array, from: From, place: number) => readonly Uint8Array[];

const people = loadPeople();

export class RelayedPhoneReader {
  readonly clock = new VirtualClock(fieldTestsAt);
  readonly box = new EmulatedPhoneReader(this.clock, usualPlacement);
  readonly field: PhoneReaderField;
  readonly events: FieldEvent[] = [];
  /** Every packet that either end has sent. */
  readonly sent: { readonly from: From; readonly packet: Uint8Array }[] = [];
  passing: Passing = (packet) => [packet];
  readonly #driver: PhoneReaderDriver;
  readonly #inUse: PhoneInUse;
  readonly #phones = new PeoplesPhones({ people, clock: this.clock, folder: null });

  /**
   * @param shownAs whose certificate the driver shows
   * @param seed of the reader's randomness
   */
  constructor(shownAs: ShownAs = 'phoneReader', seed = 'reader') {
    const reader = endOf('reader', paired, fieldTestsAt, seed);
    this.field = new PhoneReaderField(this.clock, reader, (packet) => this.#pass(packet, 'reader'));
    this.#driver = new PhoneReaderDriver(this.box, endOf(shownAs), packetsAtOnce);
    this.#driver.listen({
      changed: () => this.field.reachable(this.#driver.there),
      received: (packet) => this.#pass(packet, 'driver'),
    });
    this.field.listen((event) => this.events.push(event));
    this.#inUse = new PhoneInUse({
      field: this.field,
      digest: (algorithm, bytes) => new Uint8Array(createHash(algorithm).update(bytes).digest()),
      cardTrust: cardTrust(people),
    });
    this.field.reachable(true);
  }

  phone(kind: PhoneKind): VirtualPhone {
    return agreeing(this.#phones.of(kind));
  }

  /** @param pin null: that of the reading before */
  read(kind: PhoneKind, pin: Digits | null, signal = new AbortController().signal): Promise<PhoneReading> {
    return this.#inUse.read(kind, pin, nonce, signal);
  }

  /** Reads, and again while the phone is lost, as the flow does; `lost` where it still is after so many times. */
  async readUntilFound(kind: PhoneKind, pin: Digits | null, atMost = 4): Promise<PhoneReading> {
    let reading = await this.inTime(this.read(kind, pin));
    for (let i = 1; i < atMost && reading.kind === 'lost'; i += 1)
      reading = await this.inTime(this.read(kind, null));
    return reading;
  }

  /** What comes of it, while time passes as far as it needs; throws where nothing is left to wait for. */
  async inTime<T>(work: Promise<T>): Promise<T> {
    let result: { readonly value: T } | null = null;
    void work.then((value) => {
      result = { value };
    });
    for (;;) {
      await this.settled();
      if (result !== null) return (result as { readonly value: T }).value;
      if (this.clock.next() === null) throw new Error('nothing is under way, and nothing came of it');
      this.clock.runNext();
    }
  }

  /** Until nothing is between the two any more. */
  async settled(): Promise<void> {
    for (let i = 0, before = -1; i < 200 && before !== this.sent.length; i += 1) {
      before = this.sent.length;
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #pass(packet: Uint8Array, from: From): void {
    const place = this.sent.length;
    this.sent.push({ from, packet: packet.slice() });
    for (const passed of this.passing(packet, from, place)) {
      if (from === 'reader') this.#driver.send(passed);
      else this.field.received(passed);
    }
  }
}
