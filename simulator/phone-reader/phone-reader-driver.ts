/**
 * The driver of a phone reader on the PC: opens what a face reader has sealed for it, does that with the phone reader's
 * field, and seals what came of it (protocol/README.md, "Phone reader"). It alone on the PC sees an APDU; it keeps none
 * and logs none. To the bridge it is a port that takes packets and gives packets.
 */

import type { PhoneReader, PhoneReaderListener } from '../../host-bridge/ports/phone-reader.ts';
import type { ChannelParts } from '../../protocol/channel/channel.ts';
import { FieldChannelOfDriver, type FieldStep } from '../../protocol/phone-reader/field-channel.ts';
import {
  decodeFieldOrder,
  encodeFieldReport,
  type FieldOrder,
  type FieldReport,
  longestRelayedApdu,
} from '../../protocol/phone-reader/field-messages.ts';
import type { EmulatedPhoneReader } from './emulated-phone-reader.ts';

/** When a packet goes on that one of the two has given the other. */
export interface PacketTurn {
  toDriver(): Promise<void>;
  toBridge(): Promise<void>;
}

/** At once, in a turn of the event loop of its own. */
const atOnce = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
export const packetsAtOnce: PacketTurn = { toDriver: atOnce, toBridge: atOnce };

export class PhoneReaderDriver implements PhoneReader {
  readonly #reader: EmulatedPhoneReader;
  readonly #channel: FieldChannelOfDriver;
  readonly #turn: PacketTurn;
  /** The packets go one after the other. */
  #last: Promise<void> = Promise.resolve();
  #listener: PhoneReaderListener | null = null;
  /** A new object for each session: what an earlier one has ordered is answered to nobody. */
  #session = {};

  constructor(reader: EmulatedPhoneReader, channel: ChannelParts, turn: PacketTurn) {
    this.#reader = reader;
    this.#channel = new FieldChannelOfDriver(channel);
    this.#turn = turn;
    reader.field.listen((kind) => this.#report({ kind }));
    reader.listen((connected) => {
      if (!connected) this.#over();
      this.#listener?.changed();
    });
  }

  // ── the bridge ──────────────────────────────────────────────────────────────────────────────────────

  get there(): boolean {
    return this.#reader.connected;
  }

  listen(listener: PhoneReaderListener): () => void {
    this.#listener = listener;
    return () => {
      if (this.#listener !== listener) return;
      this.#listener = null;
      // The reader whose session it was is gone, or has begun anew.
      this.#over();
    };
  }

  send(packet: Uint8Array): void {
    // Neither end hears the other from within a call of its own.
    void this.#turn.toDriver().then(() => {
      if (this.there) this.#follow(this.#channel.receive(packet));
    });
  }

  // ── inside ──────────────────────────────────────────────────────────────────────────────────────────

  #follow({ answer, events }: FieldStep): void {
    for (const event of events) {
      // The channel knows already; it may have begun the next one.
      if (event.kind === 'over') this.#sessionOver();
      else if (event.kind === 'message') this.#ordered(event.payload);
    }
    if (answer !== null) this.#toBridge(answer);
  }

  #ordered(payload: Uint8Array): void {
    const order = decodeFieldOrder(payload);
    payload.fill(0);
    if (order.ok) {
      void this.#carryOut(order.value);
      return;
    }
    const over = this.#channel.close();
    this.#over();
    if (over !== null) this.#toBridge(over);
  }

  async #carryOut(order: FieldOrder): Promise<void> {
    const { field } = this.#reader;
    const session = this.#session;
    switch (order.kind) {
      case 'off':
        field.off();
        return;
      case 'activate': {
        const { number } = order;
        const activation = await field.activate();
        if (session !== this.#session) return;
        this.#report({ ...activation, number });
        return;
      }
      case 'transmit': {
        const { number, apdu } = order;
        const reply = await field.transmit(apdu);
        apdu.fill(0);
        if (session !== this.#session) return;
        if (reply.kind === 'answered' && reply.apdu.length <= longestRelayedApdu)
          this.#report({ kind: 'answered', number, apdu: reply.apdu });
        else this.#report({ kind: 'gone', number });
      }
    }
  }

  /** Where no session stands nobody is told. */
  #report(report: FieldReport): void {
    const packet = this.#channel.seal(encodeFieldReport(report));
    if (packet !== null) this.#toBridge(packet);
  }

  #over(): void {
    this.#channel.close();
    this.#sessionOver();
  }

  #sessionOver(): void {
    this.#session = {};
    this.#reader.field.off();
  }

  #toBridge(packet: Uint8Array): void {
    this.#last = this.#last
      .then(() => this.#turn.toBridge())
      .then(() => {
        if (this.there) this.#listener?.received(packet);
      });
  }
}
