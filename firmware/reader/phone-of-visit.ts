/**
 * What belongs to the phone of a visit between the steps of the flow: the PIN that is typed before the phone is held,
 * and what the phone has signed. Neither is an event or in the context of any machine.
 */

import type { Digits } from '../../protocol/personal.ts';
import { PhoneInUse, type PhoneKind, type PhoneReading } from '../credential/phone-in-use.ts';

/** A challenge as a phone has signed it, with the certificate that says whose phone it is. */
export interface PhoneSignature {
  readonly kind: PhoneKind;
  readonly nonce: Uint8Array;
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
}

export class PhoneOfVisit {
  readonly #phone: PhoneInUse;
  #pin: Digits | null = null;
  #signed: PhoneSignature | null = null;

  constructor(hal: ConstructorParameters<typeof PhoneInUse>[0]) {
    this.#phone = new PhoneInUse(hal);
  }

  /** What the phone has signed; null: nothing. */
  get signed(): PhoneSignature | null {
    return this.#signed;
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
      this.#signed = { kind, nonce, certificate, signature };
    }
    return reading;
  }

  /** Forgets everything about the phone. */
  wipe(): void {
    this.#pin = null;
    this.#signed?.certificate.fill(0);
    this.#signed = null;
    this.#phone.wipe();
  }
}
