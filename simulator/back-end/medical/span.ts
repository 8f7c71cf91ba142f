/** The days of which a kind of medical information is told. */

import { addDays, addMonths, compareDays, type Day } from '../../../firmware/calendar.ts';
import type { AskedDays } from '../asked-days.ts';
import type { KindOfInformation } from './medical-kinds.ts';

/** Both days included; nothing where `from` is after `until`. */
export interface Span {
  readonly from: Day;
  readonly until: Day;
}

export const isWithin = ({ from, until }: Span, day: Day): boolean =>
  compareDays(from, day) <= 0 && compareDays(day, until) <= 0;

const later = (a: Day, b: Day): Day => (compareDays(a, b) >= 0 ? a : b);
const earlier = (a: Day, b: Day): Day => (compareDays(a, b) <= 0 ? a : b);

/** What a kind holds on `today`, within the days that were asked for. */
export function spanHeld({ years, since }: KindOfInformation, today: Day, { from, until }: AskedDays): Span {
  const oldest = later(addDays(addMonths(today, -12 * years), 1), since);
  return {
    from: from === null ? oldest : later(oldest, from),
    until: until === null ? today : earlier(today, until),
  };
}
