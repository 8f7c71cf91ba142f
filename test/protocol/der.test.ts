import { describe, expect, it } from 'vitest';
import { isDer } from '../../protocol/der.ts';

const read = (hex: string): boolean => isDer(new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
const many = (count: number): string => '00'.repeat(count);

describe('is DER:', () => {
  it.each([
    ['an empty sequence', '30 00'],
    ['a structure in a structure', '30 07 31 02 05 00 80 01 00'],
    ['a length that needs a second byte', `04 81 80 ${many(128)}`],
    ['a length that needs a third byte', `04 82 01 00 ${many(256)}`],
    ['both truth values', '30 06 01 01 ff 01 01 00'],
    ['numbers in their shortest form', '30 0a 02 01 00 02 02 00 80 02 01 ff'],
    ['bits with unused ones at zero, and none at all', '30 07 03 02 07 80 03 01 00'],
  ])('%s', (_, hex) => {
    expect(read(hex)).toBe(true);
  });
});

describe('is none:', () => {
  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a byte too few', '30 02 05'],
    ['a byte too many', '30 00 00'],
    ['an element that reaches out of its structure', '30 02 04 01 00'],
    ['an indefinite length', '30 80 00 00'],
    ['an indefinite length inside', '30 06 30 80 05 00 00 00'],
    ['a length in two bytes where one would do', '30 81 02 05 00'],
    ['a length in three bytes where two would do', `04 82 00 80 ${many(128)}`],
    ['a length that leads nowhere', '30 84 00 00 00 00'],
    ['a string in pieces', '30 05 24 03 04 01 00'],
    ['a sequence that is no structure', '10 00'],
    ['a truth value between the two', '01 01 01'],
    ['a number with a zero before it', '02 02 00 7f'],
    ['a number with a sign before it', '02 02 ff 80'],
    ['a number of no bytes', '02 00'],
    ['bits with unused ones set', '03 02 01 81'],
    ['bits of which more than there are go unused', '03 01 01'],
    ['a tag of two bytes', '1f 81 00'],
    ['structures without end', '30 80 '.repeat(40)],
    [
      'a structure too deep',
      Array.from({ length: 40 }, (_, i) => `30 ${(2 * (39 - i)).toString(16).padStart(2, '0')}`).join(' '),
    ],
  ])('%s', (_, hex) => {
    expect(read(hex)).toBe(false);
  });
});
