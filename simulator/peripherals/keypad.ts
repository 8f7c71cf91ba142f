/** Keypad and touch buttons as one input; digits of an open entry stay in here until they are taken (hal.ts). */

import type { KeyEvent, KeyInput, Unlisten } from '../../firmware/hal.ts';
import type { Key } from '../../firmware/screens/vocabulary.ts';
import { Digits } from '../../protocol/personal.ts';

export class EmulatedKeypad implements KeyInput {
  readonly #listeners = new Set<(event: KeyEvent) => void>();
  #entry: { readonly min: number; readonly max: number } | null = null;
  #digits = '';

  listen(listener: (event: KeyEvent) => void): Unlisten {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  openEntry(digits: { readonly min: number; readonly max: number }): void {
    this.#entry = digits;
    this.#digits = '';
  }

  closeEntry(): void {
    this.#entry = null;
    this.#digits = '';
  }

  takeEntry(): Digits {
    const digits = new Digits(this.#digits);
    this.#digits = '';
    return digits;
  }

  /** A finger presses. */
  press(key: Key, via: 'keypad' | 'touch'): void {
    for (const event of this.#events(key, via)) for (const listener of this.#listeners) listener(event);
  }

  #events(key: Key, via: 'keypad' | 'touch'): readonly KeyEvent[] {
    const entry = this.#entry;
    if (entry === null) return [{ type: 'key', key, via }];
    const count = this.#digits.length;
    if (key === '*') {
      if (count === 0) return [{ type: 'key', key, via }];
      this.#digits = '';
      return [{ type: 'cleared' }];
    }
    if (key === '#') {
      if (count === 0) return [{ type: 'key', key, via }];
      return [count < entry.min ? { type: 'entryShort', count } : { type: 'entryComplete' }];
    }
    // A digit too many changes nothing, and is told as the same count.
    if (count < entry.max) this.#digits += key;
    return [{ type: 'digitEntered', count: this.#digits.length, via }];
  }
}
