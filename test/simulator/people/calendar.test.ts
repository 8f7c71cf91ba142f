import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compactDate,
  compareDays,
  type Day,
  dashedDate,
  dayLastSecond,
  dayStart,
  eraDate,
  expiresWithin3Months,
  graceEnd,
  japanDay,
  monthEnd,
  parseDashedDate,
} from '../../../simulator/people/calendar.ts';

const day = (text: string): Day => {
  const read = parseDashedDate(text);
  if (read === null) throw new Error(text);
  return read;
};
const anyDay = fc.integer({ min: -30_000, max: 60_000 }).map((days) => addDays(day('1970-01-01'), days));

describe('calendar', () => {
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

describe('grace after expiry', () => {
  it.each([
    ['2025-11-10', '2026-02-28', '2026-02-10'],
    ['2025-11-30', '2026-02-28', '2026-02-28'],
    ['2025-12-01', '2026-03-31', '2026-03-01'],
    ['2027-11-30', '2028-02-29', '2028-02-29'],
  ])('a certificate that ended on %s serves to %s, or by the same-day rule to %s', (expiry, end, sameDay) => {
    expect(dashedDate(graceEnd(day(expiry), 'monthEnd'))).toBe(end);
    expect(dashedDate(graceEnd(day(expiry), 'sameDay'))).toBe(sameDay);
  });

  it('always ends a month, and never before the same-day rule would', () => {
    fc.assert(
      fc.property(anyDay, (expiry) => {
        const end = graceEnd(expiry, 'monthEnd');
        expect(end).toEqual(monthEnd(end));
        expect(compareDays(end, graceEnd(expiry, 'sameDay'))).toBeGreaterThanOrEqual(0);
        expect(compareDays(graceEnd(expiry, 'sameDay'), expiry)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the notice before expiry', () => {
  it('begins three months before, to the day, and ends with the certificate', () => {
    const expiry = day('2026-11-30');
    expect(expiresWithin3Months(expiry, day('2026-08-29'))).toBe(false);
    expect(expiresWithin3Months(expiry, day('2026-08-30'))).toBe(true);
    expect(expiresWithin3Months(expiry, day('2026-11-30'))).toBe(true);
    expect(expiresWithin3Months(expiry, day('2026-12-01'))).toBe(false);
  });
});
