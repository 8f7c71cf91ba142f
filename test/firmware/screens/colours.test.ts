import { describe, expect, it } from 'vitest';
import { deviceProfiles } from '../../../firmware/device-profile.ts';
import { colourPairs, contrast } from '../../../firmware/screens/colours.ts';

it('contrast is that of WCAG: 21 for black on white, 1 for a colour on itself', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#777777')).toBe(1);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe('A11Y-63 on the screen, on the terminal and on pages', () => {
  it.each(colourPairs)('$of is at least $atLeast to 1', ({ ahead, behind, atLeast }) => {
    expect(contrast(ahead, behind)).toBeGreaterThanOrEqual(atLeast);
  });

  it('words are asked for 7 to 1, edges for 3 to 1', () => {
    for (const { of, atLeast } of colourPairs) expect(atLeast, of).toBe(of.includes('edge') ? 3 : 7);
  });
});

it.each(deviceProfiles.filter(({ keypad }) => keypad !== null))(
  'A11Y-45 the keys of $id stand out from the case, and their signs from the keys',
  ({ keypad }) => {
    if (keypad === null) return;
    expect(contrast(keypad.keyColour.value, keypad.caseColour.value)).toBeGreaterThanOrEqual(3);
    expect(contrast(keypad.signColour.value, keypad.keyColour.value)).toBeGreaterThanOrEqual(3);
  },
);
