import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compareDays,
  dashedDate,
  dayLastSecond,
  dayStart,
  japanDay,
  monthEnd,
} from '../../firmware/calendar.ts';
import { parseDashedDate } from '../../simulator/people/written-day.ts';
import { anyDay, day } from './days.ts';

describe('calendar', () => {
  it('counts days as the platform does, over two thousand years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_000_000_000, max: 64_000_000_000 }), (seconds) => {
        const inJapan = new Date(seconds * 1000 + 9 * 3_600_000);
        expect(japanDay(seconds * 1000)).toEqual({
          year: inJapan.getUTCFullYear(),
          month: inJapan.getUTCMonth() + 1,
          day: inJapan.getUTCDate(),
        });
      }),
    );
  });

  it('changes day at midnight in Japan, not in UTC', () => {
    expect(dashedDate(japanDay(Date.UTC(2026, 10, 1, 14, 59, 59, 999)))).toBe('2026-11-01');
    expect(dashedDate(japanDay(Date.UTC(2026, 10, 1, 15)))).toBe('2026-11-02');
  });

  it('ends a day at 14:59:59 UTC, as certificates of the card do', () => {
    expect(new Date(dayLastSecond(day('2030-04-10'))).toISOString()).toBe('2030-04-10T14:59:59.000Z');
  });

  it('finds the day of every moment between its start and its last second', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 86_399_999 }), (date, within) => {
        expect(japanDay(dayStart(date) + within)).toEqual(date);
        expect(japanDay(dayLastSecond(date) + 1000)).toEqual(addDays(date, 1));
      }),
    );
  });

  it('adds days there and back again', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toEqual(date);
        expect(Math.sign(compareDays(addDays(date, days), date))).toBe(Math.sign(days));
      }),
    );
  });

  it('adds months to a day that exists, the same one or the last of its month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1200, max: 1200 }), (date, months) => {
        const later = addMonths(date, months);
        expect(later.year * 12 + later.month).toBe(date.year * 12 + date.month + months);
        expect(parseDashedDate(dashedDate(later))).toEqual(later);
        if (later.day !== date.day) expect(later).toEqual(monthEnd(later));
      }),
    );
  });

  it.each([
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(dashedDate(addMonths(day(from), months))).toBe(to);
  });
});
