/** The days that a request bounds itself to, as the interface writes them. */

import { compareDays, type Day } from '../../firmware/calendar.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { parseCompactDate } from '../people/written-day.ts';

/** Both included; null: no bound. */
export interface AskedDays {
  readonly from: Day | null;
  readonly until: Day | null;
}

export const allDays: AskedDays = { from: null, until: null };

/** Days as YYYYMMDD. EMU-476: one does not exist, or the end is before the beginning. */
export function askedDays({
  from,
  until,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}): Result<AskedDays> {
  const days = {
    from: from === undefined ? null : parseCompactDate(from),
    until: until === undefined ? null : parseCompactDate(until),
  };
  const missing = (from !== undefined && days.from === null) || (until !== undefined && days.until === null);
  const reversed = days.from !== null && days.until !== null && compareDays(days.from, days.until) > 0;
  return missing || reversed ? refuse('EMU-476') : ok(days);
}
