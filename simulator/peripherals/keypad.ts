/**
 * Keypad and touch buttons as one input; digits of an open entry stay in here until they are taken (hal.ts). One event
 * a press, however long it lasts (A11Y-36); a key that goes down while another is held does nothing, so that no two
 * keys together mean anything (A11Y-38).
 */

import type { Clock, KeyEvent, KeyInput, Unlisten } from '../../firmware/hal.ts';
import type { Key } from '../../firmware/screens/vocabulary.ts';
import { Digits } from '../../protocol/personal.ts';

/**
 * Seconds, 0 to 0.5, for which a second press of the same key does nothing (A11Y-37). Off unless told, and on digits
 * that are data set apart, so that 1-1-1-1 can be entered quickly.
 */
export interface KeyLock {
  readonly usual: number;
  readonly entry: number;
}
export const longestKeyLock = 0.5;
export const noKeyLock: KeyLock = { usual: 0, entry: 0 };

export class EmulatedKeypad implements KeyInput {
  readonly #clock: Pick<Clock, 'ticks'>;
  readonly #lock: KeyLock;
  readonly #listeners = new Set<(event: KeyEvent) => void>();
  #entry: { readonly min: number; readonly max: number } | null = null;
  #digits = '';
  readonly #down = new Set<Key>();
  #last: { readonly key: Key; readonly at: number } | null = null;

  /** Throws a RangeError for a lock outside 0 to 0.5 s. */
  constructor(clock: Pick<Clock, 'ticks'>, lock: KeyLock = noKeyLock) {
    for (const seconds of [lock.usual, lock.entry]) {
      if (!(seconds >= 0 && seconds <= longestKeyLock)) throw new RangeError(`a key lock of ${seconds} s`);
    }
    this.#clock = clock;
    this.#lock = lock;
  }

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
    this.#last = null;
    this.#digits = '';
  }

  takeEntry(): Digits {
    const digits = new Digits(this.#digits);
    this.#digits = '';
    return digits;
  }

  /** A finger presses and lets go. */
  press(key: Key, via: 'keypad' | 'touch'): void {
    this.down(key, via);
    this.up(key);
  }

  /** A finger lies on the key; keyboards that repeat tell it more than once. */
  down(key: Key, via: 'keypad' | 'touch'): void {
    const alone = this.#down.size === 0;
    this.#down.add(key);
    if (alone && !this.#isLocked(key)) this.#tell(key, via);
  }

  up(key: Key): void {
    this.#down.delete(key);
  }

  #isLocked(key: Key): boolean {
    const seconds = this.#entry === null ? this.#lock.usual : this.#lock.entry;
    const last = this.#last;
    if (last?.key === key && this.#clock.ticks() - last.at < seconds * 1000) return true;
    // Not that of the press before the entry: which digit was pressed last is kept no longer than the lock needs it.
    this.#last = this.#entry !== null && this.#lock.entry === 0 ? null : { key, at: this.#clock.ticks() };
    return false;
  }

  #tell(key: Key, via: 'keypad' | 'touch'): void {
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
