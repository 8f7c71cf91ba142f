/**
 * What belongs to the phone of a visit between the steps of the flow: the PIN that is typed before the phone is held,
 * and what the phone has signed or said of its holder. None of it is an event or in the context of any machine.
 */

import type { Digits } from '../../protocol/personal.ts';
import type { FactsOfMdoc } from '../credential/mdoc-of-phone.ts';
import { PhoneInUse, type PhoneKind, type PhoneReading } from '../credential/phone-in-use.ts';
import type { Hal } from '../hal.ts';

/** A challenge as a phone has signed it, with the certificate that says whose phone it is. */
export interface PhoneSignature {
  readonly kind: PhoneKind;
  readonly nonce: Uint8Array;
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
}

/** What an iPhone has given as an mdoc for a challenge. */
export interface PhoneFacts extends FactsOfMdoc {
  readonly kind: 'facts';
  readonly nonce: Uint8Array;
}

type PhoneHal = Pick<Hal, 'field' | 'digest' | 'cardTrust' | 'mdoc' | 'entropy' | 'clock'>;

export class PhoneOfVisit {
  readonly #phone: PhoneInUse;
  readonly #hal: PhoneHal;
  #pin: Digits | null = null;
  #given: PhoneSignature | PhoneFacts | null = null;

  constructor(hal: PhoneHal) {
    this.#hal = hal;
    this.#phone = new PhoneInUse(hal);
  }

  /** What the phone has signed, or said of its holder; null: nothing. */
  get given(): PhoneSignature | PhoneFacts | null {
    return this.#given;
  }

  /** The PIN for the phone that is held next. */
  keepPin(pin: Digits): void {
    this.#pin = pin;
  }

  /** Waits for a phone and has it sign `nonce`: `PhoneInUse.read` with the PIN that was kept. */
  async read(kind: PhoneKind, nonce: Uint8Array, signal: AbortSignal): Promise<PhoneReading> {
    const pin = kind === 'android' ? this.#pin : null;
    this.#pin = null;
    const reading = await this.#phone.read(kind, pin, nonce, signal);
    if (reading.kind === 'signed') {
      const { certificate, signature } = reading;
      this.#given = { kind, nonce, certificate, signature };
    }
    return reading;
  }

  /** Waits for an iPhone and reads its mdoc: `PhoneInUse.readFacts`. @param nonce what the facts will be stated for */
  async readFacts(nonce: Uint8Array, signal: AbortSignal): Promise<PhoneReading> {
    const { mdoc, entropy, clock } = this.#hal;
    this.#pin = null;
    const reading = await this.#phone.readFacts({ ...mdoc, entropy }, () => clock.now(), signal);
    if (reading.kind === 'facts') this.#given = { ...reading, nonce };
    return reading;
  }

  /** Forgets the PIN and what a phone has given. Another one may be read afterwards. */
  forget(): void {
    this.#pin = null;
    if (this.#given !== null && this.#given.kind !== 'facts') this.#given.certificate.fill(0);
    this.#given = null;
    this.#phone.forget();
  }

  /** Forgets everything about the phone: the visit is over. */
  wipe(): void {
    this.forget();
    this.#phone.wipe();
  }
}
