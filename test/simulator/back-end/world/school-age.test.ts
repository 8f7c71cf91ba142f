import { describe, expect, it } from 'vitest';
import { isBelowSchoolAge } from '../../../../simulator/back-end/world/school-age.ts';
import { parseDashedDate } from '../../../../simulator/people/written-day.ts';

const day = (text: string) => {
  const read = parseDashedDate(text);
  if (read === null) throw new Error(text);
  return read;
};

describe('a child is below school age to the 31 March on or after the day on which it turns six', () => {
  it.each([
    ['2020-06-15', '2027-03-31'],
    ['2020-01-10', '2026-03-31'],
    // Turns six, in law, on the day before the birthday.
    ['2020-04-01', '2026-03-31'],
    ['2020-04-02', '2027-03-31'],
    ['2020-02-29', '2026-03-31'],
  ])('born on %s: to %s', (birth, last) => {
    expect(isBelowSchoolAge(day(birth), day(last))).toBe(true);
    expect(isBelowSchoolAge(day(birth), day(last.replace('03-31', '04-01')))).toBe(false);
  });
});
