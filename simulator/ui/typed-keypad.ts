/**
 * Which key of the reader a key of the tester's own keyboard or USB keypad is. A keypad in telephone order types what
 * stands on it. One in calculator order is taken by the place of its keys, so that fingers find 1 2 3 on top.
 */

import { isKey, type Key } from '../../firmware/screens/vocabulary.ts';

export const keypadOrders = ['telephone', 'calculator'] as const;
export type KeypadOrder = (typeof keypadOrders)[number];

/** Top and bottom row of digits change places; the middle row, 0 and ＊ are where they are on a telephone. */
const byPlace: Readonly<Record<string, Key>> = {
  '7': '1',
  '8': '2',
  '9': '3',
  '1': '7',
  '2': '8',
  '3': '9',
};

const isEnter = (name: string | undefined): boolean => name === 'return' || name === 'enter';

/**
 * @param typed the character that came
 * @param name what the terminal calls the key
 * @returns null where it is no key of the reader
 */
export function readerKey(order: KeypadOrder, typed: string, name: string | undefined): Key | null {
  if (order === 'calculator' && isEnter(name)) return '#';
  if (!isKey(typed)) return null;
  return order === 'calculator' ? (byPlace[typed] ?? typed) : typed;
}
