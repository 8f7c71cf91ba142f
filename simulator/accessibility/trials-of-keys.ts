/** What fingers try on the keypad itself, without a reader behind it. Figures only; checks judge them. */

import { type Key, keyOrder } from '../../firmware/screens/vocabulary.ts';
import { EmulatedKeypad, type KeyLock, longestKeyLock, noKeyLock } from '../peripherals/keypad.ts';
import { VirtualClock } from '../time/virtual-clock.ts';

interface Finger {
  readonly keypad: EmulatedKeypad;
  readonly clock: VirtualClock;
  /** Keys that were told. */
  readonly told: Key[];
}

function finger(lock: KeyLock = noKeyLock): Finger {
  const clock = new VirtualClock(0);
  const keypad = new EmulatedKeypad(clock, lock);
  const told: Key[] = [];
  keypad.listen((event) => {
    if (event.type === 'key') told.push(event.key);
  });
  return { keypad, clock, told };
}

export interface KeysTried {
  /** Events of a key that is held for five seconds, by key. */
  readonly held: readonly { readonly key: Key; readonly events: number }[];
  /** Events of a second press within, and after, the longest lock. */
  readonly locked: { readonly within: number; readonly after: number };
  /** Digits of 1-1-1-1 that arrive with the lock on, but off for digits. */
  readonly digits: number;
  /** What a second key tells that goes down while another is held. */
  readonly together: number;
}

export function tryKeys(): KeysTried {
  const held = keyOrder.map((key) => {
    const { keypad, clock, told } = finger();
    for (let i = 0; i < 150; i += 1) {
      keypad.down(key, 'keypad');
      clock.moveTo(clock.ticks() + 33);
    }
    keypad.up(key);
    return { key, events: told.length };
  });
  const lock = { usual: longestKeyLock, entry: 0 };
  const pressedTwice = (apart: number): number => {
    const { keypad, clock, told } = finger(lock);
    keypad.press('1', 'keypad');
    clock.moveTo(apart);
    keypad.press('1', 'keypad');
    return told.length;
  };
  const entry = finger(lock);
  entry.keypad.openEntry({ min: 4, max: 4 });
  for (let i = 0; i < 4; i += 1) entry.keypad.press('1', 'keypad');
  const both = finger();
  both.keypad.down('1', 'keypad');
  both.keypad.down('2', 'keypad');
  return {
    held,
    locked: { within: pressedTwice(longestKeyLock * 1000 - 1), after: pressedTwice(longestKeyLock * 1000) },
    digits: entry.keypad.takeEntry().reveal().length,
    together: both.told.length - 1,
  };
}
