/**
 * The reading spot during a visit: waits until one device is held to it, and lets it be spoken to for as long as it stays.
 * What lay there when a holding ended is not tried again before something has come or gone, so that a new holding can be
 * waited for at once.
 */

import type { ContactlessField, FieldActivation, Unlisten } from '../hal.ts';
import { ChipExchange, ChipGone } from './chip-exchange.ts';

export type Holding<T> =
  | { readonly kind: 'spoken'; readonly outcome: T }
  /** The device left, or was too weak to be heard, before it was done with. */
  | { readonly kind: 'lost' }
  /** Two devices at once: phones, or a phone and a card. */
  | { readonly kind: 'several' }
  /** The field itself cannot be used now. */
  | Extract<FieldActivation, { readonly kind: 'unusable' }>
  /** Nobody waits any more. */
  | { readonly kind: 'aborted' };

const nothing = (): void => {};

export class ReadingSpot {
  readonly #field: ContactlessField;
  readonly #unlisten: Unlisten;
  /** Something came or went since the last holding was looked at. */
  #changed = true;
  #onChange: () => void = nothing;
  /** One holding at a time, for all share one field. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(field: ContactlessField) {
    this.#field = field;
    this.#unlisten = field.listen(() => {
      this.#changed = true;
      this.#onChange();
    });
  }

  /** Listens no more, and switches the field off. */
  close(): void {
    this.#unlisten();
    this.#field.off();
  }

  /**
   * @param converse what is said to the device; a ChipGone that it lets pass makes the holding `lost`
   * @param signal when it aborts, the field is switched off and the holding ends as `aborted`
   */
  hold<T>(converse: (chip: ChipExchange) => Promise<T>, signal: AbortSignal): Promise<Holding<T>> {
    const holding = this.#busy.then(() => this.#heldUntilOver(converse, signal));
    this.#busy = holding.catch(nothing);
    return holding;
  }

  async #heldUntilOver<T>(
    converse: (chip: ChipExchange) => Promise<T>,
    signal: AbortSignal,
  ): Promise<Holding<T>> {
    const stop = (): void => {
      this.#field.off();
      this.#onChange();
    };
    signal.addEventListener('abort', stop);
    try {
      const holding = await this.#held(converse, signal);
      return signal.aborted ? { kind: 'aborted' } : holding;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#field.off();
    }
  }

  async #held<T>(converse: (chip: ChipExchange) => Promise<T>, signal: AbortSignal): Promise<Holding<T>> {
    for (;;) {
      await this.#change(signal);
      if (signal.aborted) return { kind: 'aborted' };
      const activation = await this.#field.activate();
      this.#changed = false;
      if (activation.kind === 'several' || activation.kind === 'unusable') return activation;
      if (activation.kind === 'none') continue;
      const chip = new ChipExchange((command) => {
        if (signal.aborted) throw new ChipGone();
        return this.#field.transmit(command);
      });
      try {
        return { kind: 'spoken', outcome: await converse(chip) };
      } catch (error) {
        if (error instanceof ChipGone) return { kind: 'lost' };
        throw error;
      }
    }
  }

  /** Until something may lie there that was not looked at, or nobody waits for it. */
  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#onChange = () => {
        this.#onChange = nothing;
        resolve();
      };
      if (this.#changed || signal.aborted) this.#onChange();
    });
  }
}
