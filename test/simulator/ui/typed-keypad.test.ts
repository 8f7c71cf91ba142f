import { describe, expect, test } from 'vitest';
import { keyOrder } from '../../../firmware/screens/vocabulary.ts';
import { HeldKey } from '../../../simulator/ui/terminal/held-key.ts';
import { readerKey } from '../../../simulator/ui/typed-keypad.ts';
import { SteppingClock } from '../../firmware/guidance/stepping-clock.ts';

describe('a keypad plugged into the tester’s computer', () => {
  test('in telephone order types what stands on it', () => {
    for (const key of keyOrder) expect(readerKey('telephone', key, undefined)).toBe(key);
    for (const other of ['c', '\r', '+', '']) expect(readerKey('telephone', other, 'return')).toBeNull();
  });

  test('in calculator order is taken by place: 7 8 9 are 1 2 3, and Enter is #', () => {
    const taken = [...'7894561230*'].map((typed) => readerKey('calculator', typed, undefined));
    expect(taken.join('')).toBe('1234567890*');
    expect(readerKey('calculator', '\r', 'return')).toBe('#');
    expect(readerKey('calculator', '\n', 'enter')).toBe('#');
    expect(readerKey('calculator', '-', undefined)).toBeNull();
  });
});

describe('a key on a terminal', () => {
  const typing = () => {
    const clock = new SteppingClock();
    const presses: string[] = [];
    const held = new HeldKey(clock, (key) => presses.push(key));
    return { clock, presses, held };
  };

  test.each([
    ['the Linux console', 250, 92],
    ['X', 660, 40],
    ['Windows at its slowest', 1000, 100],
  ])('held for 5 s is one press, as %s repeats it (A11Y-36)', (_, delay, every) => {
    const { clock, presses, held } = typing();
    held.typed('5');
    clock.increment(delay);
    for (let at = delay; at < 5000; at += every) {
      held.typed('5');
      clock.increment(every);
    }
    clock.increment(2000);
    expect(presses).toEqual(['5']);
  });

  test('pressed again and again is as many presses, fast or slowly: 1-1-1-1 can be entered', () => {
    for (const pause of [130, 300, 700, 1500]) {
      const { clock, presses, held } = typing();
      for (const key of ['1', '1', '1', '1'] as const) {
        held.typed(key);
        clock.increment(pause);
      }
      clock.increment(500);
      expect(presses).toEqual(['1', '1', '1', '1']);
    }
  });

  test('keeps its place before another key that follows at once', () => {
    const { clock, presses, held } = typing();
    held.typed('1');
    clock.increment(300);
    held.typed('1');
    held.typed('2');
    expect(presses).toEqual(['1', '1', '2']);
    clock.increment(1000);
    expect(presses).toEqual(['1', '1', '2']);
  });

  test('is not told any more once the desk is closed', () => {
    const { clock, presses, held } = typing();
    held.typed('1');
    clock.increment(300);
    held.typed('1');
    held.close();
    clock.increment(1000);
    expect(presses).toEqual(['1']);
  });
});
