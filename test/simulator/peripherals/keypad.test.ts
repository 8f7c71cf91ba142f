import { describe, expect, test } from 'vitest';
import type { KeyEvent } from '../../../firmware/hal.ts';
import { EmulatedKeypad, type KeyLock } from '../../../simulator/peripherals/keypad.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

function keypadWith(lock?: KeyLock) {
  const clock = new VirtualClock(0);
  const keypad = new EmulatedKeypad(clock, lock);
  const events: KeyEvent[] = [];
  keypad.listen((event) => events.push(event));
  return { keypad, events, later: (milliseconds: number) => clock.moveTo(clock.ticks() + milliseconds) };
}
const key = (name: string) => ({ type: 'key', key: name, via: 'keypad' });

describe('a key', () => {
  test('held for five seconds is one event, however often the keyboard repeats it (A11Y-36)', () => {
    const { keypad, events, later } = keypadWith();
    for (let i = 0; i < 150; i += 1) {
      keypad.down('5', 'keypad');
      later(33);
    }
    keypad.up('5');
    expect(events).toEqual([key('5')]);
    keypad.press('5', 'keypad');
    expect(events).toEqual([key('5'), key('5')]);
  });

  test('that goes down while another is held does nothing, alone or together (A11Y-38)', () => {
    const { keypad, events } = keypadWith();
    keypad.down('1', 'keypad');
    keypad.down('2', 'keypad');
    keypad.up('1');
    keypad.up('2');
    expect(events).toEqual([key('1')]);
    keypad.press('2', 'keypad');
    expect(events).toEqual([key('1'), key('2')]);
  });
});

describe('the key lock (A11Y-37)', () => {
  const locked: KeyLock = { usual: 0.5, entry: 0 };

  test('is off unless told', () => {
    const { keypad, events } = keypadWith();
    keypad.press('5', 'keypad');
    keypad.press('5', 'keypad');
    expect(events).toHaveLength(2);
  });

  test('lets the same key through again only after its time, another key at once', () => {
    const { keypad, events, later } = keypadWith(locked);
    keypad.press('1', 'keypad');
    later(499);
    keypad.press('1', 'keypad');
    expect(events).toEqual([key('1')]);
    keypad.press('2', 'keypad');
    keypad.press('1', 'keypad');
    later(500);
    keypad.press('1', 'keypad');
    expect(events).toEqual([key('1'), key('2'), key('1'), key('1')]);
  });

  test('is off where digits are data, so that 1-1-1-1 can be entered, and can be set there too', () => {
    for (const [lock, digits] of [
      [locked, 4],
      [{ usual: 0, entry: 0.3 }, 1],
    ] as const) {
      const { keypad } = keypadWith(lock);
      keypad.openEntry({ min: 4, max: 4 });
      for (let i = 0; i < 4; i += 1) keypad.press('1', 'keypad');
      expect(keypad.takeEntry().reveal()).toBe('1'.repeat(digits));
    }
  });

  test('has at most half a second', () => {
    for (const usual of [-0.1, 0.6, Number.NaN])
      expect(() => keypadWith({ usual, entry: 0 })).toThrow(RangeError);
  });
});
