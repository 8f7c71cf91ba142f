import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, compareDays, dashedDate, monthEnd } from '../../../firmware/calendar.ts';
import { expiresWithin3Months, graceEnd } from '../../../firmware/trust/certificate-days.ts';
import { anyDay, day } from '../days.ts';

describe('grace after expiry', () => {
  it.each([
    // From the 31st into months of 30, 28 and 29 days; from the last of February; over the turn of the year.
    ['2026-01-31', '2026-04-30', '2026-04-30'],
    ['2026-03-31', '2026-06-30', '2026-06-30'],
    ['2026-05-31', '2026-08-31', '2026-08-31'],
    ['2027-02-28', '2027-05-31', '2027-05-28'],
    ['2028-02-29', '2028-05-31', '2028-05-29'],
    ['2026-10-31', '2027-01-31', '2027-01-31'],
    ['2026-12-31', '2027-03-31', '2027-03-31'],
    ['2027-11-29', '2028-02-29', '2028-02-29'],
    ['2026-11-29', '2027-02-28', '2027-02-28'],
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

  it.each([
    // 31st less three months: the last day of a shorter month.
    ['2026-05-31', '2026-02-27', '2026-02-28'],
    ['2028-05-31', '2028-02-28', '2028-02-29'],
    ['2026-07-31', '2026-04-29', '2026-04-30'],
    ['2027-02-28', '2026-11-27', '2026-11-28'],
    ['2028-02-29', '2027-11-28', '2027-11-29'],
    ['2027-01-15', '2026-10-14', '2026-10-15'],
  ])('of a certificate that ends on %s is not yet there on %s, and is on %s', (expiry, before, first) => {
    expect(expiresWithin3Months(day(expiry), day(before))).toBe(false);
    expect(expiresWithin3Months(day(expiry), day(first))).toBe(true);
    expect(expiresWithin3Months(day(expiry), day(expiry))).toBe(true);
    expect(expiresWithin3Months(day(expiry), addDays(day(expiry), 1))).toBe(false);
  });
});
