/**
 * The contactless field of the phone reader (汎用カードリーダー) beside this reader, as its own field would be: each order
 * is sealed for the phone reader's driver and goes there through the host, which cannot read it. For profiles whose
 * phones are read by a separate reader. Our design: how today's units do it is not public.
 *
 * A session with the driver begins when it is first needed in a visit and ends with the visit. One that breaks (a packet
 * that does not open, no answer, the phone reader's cable) takes the activated device with it: `gone`, then `disturbed`.
 */

import type { ChannelParts } from '../../protocol/channel/channel.ts';
import { FieldChannelOfReader, fieldTiming } from '../../protocol/phone-reader/field-channel.ts';
import {
  decodeFieldReport,
  encodeFieldOrder,
  type FieldOrder,
  type FieldReport,
  longestRelayedApdu,
} from '../../protocol/phone-reader/field-messages.ts';
import type { Problem } from '../../protocol/result.ts';
import type { CardReply, Clock, ContactlessField, FieldActivation, FieldEvent, Unlisten } from '../hal.ts';

/** Sessions that are begun for one activation. */
const mostSessions = 2;

const gone: CardReply = { kind: 'gone' };
const late: Problem = { code: 'EMU-369', detail: { seconds: fieldTiming.answer / 1000 } };
const endedByDriver: Problem = { code: 'EMU-368', detail: {} };

interface Activation {
  readonly settle: (activation: FieldActivation) => void;
  failed: number;
}

interface Transmission {
  readonly settle: (reply: CardReply) => void;
}

export class PhoneReaderField implements ContactlessField {
  readonly #clock: Clock;
  readonly #channel: FieldChannelOfReader;
  readonly #send: (packet: Uint8Array) => void;
  readonly #listeners = new Set<(event: FieldEvent) => void>();
  #there = false;
  /** Of the order that is under way, or the last. */
  #number = 0;
  #activation: Activation | null = null;
  #transmission: Transmission | null = null;
  /** Ticks. */
  #calmUntil = 0;
  /** While something is waited for. */
  #timer: unknown = null;

  /** @param send takes a packet for the driver to the host */
  constructor(clock: Clock, channel: ChannelParts, send: (packet: Uint8Array) => void) {
    this.#clock = clock;
    this.#channel = new FieldChannelOfReader(channel);
    this.#send = send;
  }

  // ── the host ────────────────────────────────────────────────────────────────────────────────────────

  /** The phone reader can be reached, or not any more. */
  reachable(there: boolean): void {
    if (there === this.#there) return;
    this.#there = there;
    if (there) {
      this.#goOn();
      return;
    }
    const { open } = this.#channel;
    this.#channel.close();
    this.#disarm();
    this.#endTransmission(gone);
    if (open) this.#tell('disturbed');
  }

  /** A packet of the driver's. */
  received(packet: Uint8Array): void {
    const { answer, events } = this.#channel.receive(packet);
    if (answer !== null) this.#send(answer);
    for (const event of events) {
      if (event.kind === 'open') {
        this.#disarm();
        this.#goOn();
      } else if (event.kind === 'over') {
        this.#failed(event.problem ?? endedByDriver);
      } else {
        const report = decodeFieldReport(event.payload);
        if (report.ok) this.#reported(report.value);
        else this.#failed(report.problem);
      }
    }
  }

  /** The visit is over: its session ends, and its keys are forgotten. */
  visitOver(): void {
    this.#endWaiting();
    const over = this.#channel.close();
    if (over !== null) this.#send(over);
  }

  // ── the port ────────────────────────────────────────────────────────────────────────────────────────

  listen(listener: (event: FieldEvent) => void): Unlisten {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits for as long as the phone reader is away. */
  activate(): Promise<FieldActivation> {
    this.#endWaiting();
    return new Promise((settle) => {
      this.#activation = { settle, failed: 0 };
      this.#goOn();
    });
  }

  transmit(apdu: Uint8Array): Promise<CardReply> {
    this.#endWaiting();
    if (!this.#channel.open || apdu.length > longestRelayedApdu) return Promise.resolve(gone);
    return new Promise((settle) => {
      this.#transmission = { settle };
      this.#number += 1;
      this.#order({ kind: 'transmit', number: this.#number, apdu });
      this.#arm(fieldTiming.answer, () => this.#failed(late));
    });
  }

  off(): void {
    this.#endWaiting();
    if (this.#channel.open) this.#order({ kind: 'off' });
  }

  // ── inside ──────────────────────────────────────────────────────────────────────────────────────────

  /** The next step towards the activation that is waited for, unless one is under way. */
  #goOn(): void {
    if (this.#activation === null || !this.#there || this.#timer !== null) return;
    const calm = this.#calmUntil - this.#clock.ticks();
    if (this.#channel.open) {
      this.#number += 1;
      this.#order({ kind: 'activate', number: this.#number });
    } else if (calm > 0) {
      this.#arm(calm, () => this.#goOn());
      return;
    } else {
      this.#send(this.#channel.begin());
    }
    this.#arm(fieldTiming.answer, () => this.#failed(late));
  }

  #order(order: FieldOrder): void {
    const bytes = encodeFieldOrder(order);
    const packet = this.#channel.seal(bytes);
    bytes.fill(0);
    if (packet !== null) this.#send(packet);
  }

  #reported(report: FieldReport): void {
    switch (report.kind) {
      case 'arrived':
      case 'left':
        this.#tell(report.kind);
        return;
      case 'answered':
      case 'gone':
        if (report.number !== this.#number || this.#transmission === null) return;
        this.#disarm();
        this.#endTransmission(report.kind === 'gone' ? gone : { kind: 'answered', apdu: report.apdu });
        return;
      default:
        if (report.number !== this.#number || this.#activation === null) return;
        this.#disarm();
        this.#endActivation(
          report.kind === 'one'
            ? { kind: 'one', answerToSelect: report.answerToSelect }
            : { kind: report.kind },
        );
    }
  }

  /** The session is over before its time. */
  #failed(problem: Problem): void {
    const over = this.#channel.close();
    if (over !== null) this.#send(over);
    this.#disarm();
    this.#calmUntil = this.#clock.ticks() + fieldTiming.calm;
    this.#endTransmission(gone);
    const activation = this.#activation;
    if (activation === null) {
      this.#tell('disturbed');
      return;
    }
    activation.failed += 1;
    if (activation.failed < mostSessions) this.#goOn();
    else this.#endActivation({ kind: 'unusable', code: problem.code });
  }

  /** What is waited for comes to nothing. */
  #endWaiting(): void {
    this.#disarm();
    this.#endTransmission(gone);
    this.#endActivation({ kind: 'none' });
  }

  #endActivation(as: FieldActivation): void {
    const activation = this.#activation;
    this.#activation = null;
    activation?.settle(as);
  }

  #endTransmission(as: CardReply): void {
    const transmission = this.#transmission;
    this.#transmission = null;
    transmission?.settle(as);
  }

  #arm(milliseconds: number, then: () => void): void {
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      then();
    }, milliseconds);
  }

  #disarm(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** In turn with the activations: who waits for one goes on before it hears what came after it. */
  #tell(event: FieldEvent): void {
    void Promise.resolve().then(() => {
      for (const listener of [...this.#listeners]) listener(event);
    });
  }
}
