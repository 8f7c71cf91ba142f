/**
 * A phone reader (汎用カードリーダー): a contactless field in a box of its own, with a USB cable to the PC. What it says and
 * hears there is its driver's (phone-reader-driver.ts).
 */

import type { Clock, Unlisten } from '../../firmware/hal.ts';
import { EmulatedContactlessField } from '../peripherals/contactless-field.ts';
import { onMetal, type Placement } from './placement.ts';

export class EmulatedPhoneReader {
  readonly field: EmulatedContactlessField;
  readonly #placement: Placement;
  readonly #listeners = new Set<(connected: boolean) => void>();
  #plugged = true;

  constructor(clock: Clock, placement: Placement) {
    this.#placement = placement;
    this.field = new EmulatedContactlessField(clock, placement.onMetal ? onMetal : null);
  }

  /** The PC sees it: its cable reaches and is in. */
  get connected(): boolean {
    return this.#plugged && this.#placement.cableReaches;
  }

  plug(): void {
    this.#plugTo(true);
  }

  /** Whatever was activated has no power any more. */
  unplug(): void {
    this.#plugTo(false);
    this.field.off();
  }

  /** Told when `connected` changes. */
  listen(listener: (connected: boolean) => void): Unlisten {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #plugTo(plugged: boolean): void {
    const before = this.connected;
    this.#plugged = plugged;
    if (this.connected === before) return;
    for (const listener of this.#listeners) listener(this.connected);
  }
}
