import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDays, dashedDate } from '../../../firmware/calendar.ts';
import { compactDate, eraDate, parseDashedDate } from '../../../simulator/people/written-day.ts';
import { anyDay, day } from '../../firmware/days.ts';

describe('a written day', () => {
  it('reads back what it writes with dashes, and nothing that is no day', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(parseDashedDate(dashedDate(date))).toEqual(date);
      }),
    );
    for (const wrong of [
      '2027-02-29',
      '2027-13-01',
      '2027-00-10',
      '2027-1-1',
      '20270101',
      '2027-01-00',
      '',
    ]) {
      expect(parseDashedDate(wrong)).toBeNull();
    }
  });

  it('writes compact dates that sort as the days do', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [one, other] = [compactDate(a), compactDate(b)];
        expect(one < other ? -1 : one > other ? 1 : 0).toBe(Math.sign(compareDays(a, b)));
        expect(one).toMatch(/^\d{8}$/);
      }),
    );
  });

  it.each([
    ['2019-04-30', '310430'],
    ['2019-05-01', '010501'],
    ['1989-01-07', '640107'],
    ['1989-01-08', '010108'],
    ['1926-12-24', '151224'],
    ['1926-12-25', '011225'],
    ['1912-07-30', '010730'],
    ['1912-07-29', '450729'],
    ['1985-04-10', '600410'],
  ])('counts the year of the era: %s is %s', (date, written) => {
    expect(eraDate(day(date))).toBe(written);
  });
});
