/** Days for tests: as they are written, and any. */

import fc from 'fast-check';
import { addDays, type Day } from '../../firmware/calendar.ts';
import { parseDashedDate } from '../../simulator/people/written-day.ts';

/** The day that YYYY-MM-DD names. */
export const day = (text: string): Day => {
  const read = parseDashedDate(text);
  if (read === null) throw new Error(text);
  return read;
};

/** Over two centuries and a half, around ours. */
export const anyDay = fc
  .integer({ min: -30_000, max: 60_000 })
  .map((days) => addDays(day('1970-01-01'), days));
