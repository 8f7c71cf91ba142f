/** The days of which a kind of medical information is told. */

import { addDays, addMonths, compareDays, type Day } from '../../../firmware/calendar.ts';
import type { KindOfInformation } from '../../../host-bridge/eligibility/medical-kinds.ts';
import { compactDate } from '../../people/written-day.ts';

/** Both days included; nothing where `from` is after `until`. */
export interface Span {
  readonly from: Day;
  readonly until: Day;
}

export const isWithin = ({ from, until }: Span, day: Day): boolean =>
  compareDays(from, day) <= 0 && compareDays(day, until) <= 0;

export const dayOf = (compact: string): Day => ({
  year: Number(compact.slice(0, 4)),
  month: Number(compact.slice(4, 6)),
  day: Number(compact.slice(6)),
});

const later = (a: Day, b: Day): Day => (compareDays(a, b) >= 0 ? a : b);
const earlier = (a: Day, b: Day): Day => (compareDays(a, b) <= 0 ? a : b);

/** What a kind holds on `today`, within the days that were asked for (YYYYMMDD). */
export function spanHeld(
  { years, since }: KindOfInformation,
  today: Day,
  asked: { readonly from?: string | undefined; readonly until?: string | undefined },
): Span {
  const oldest = later(addDays(addMonths(today, -12 * years), 1), dayOf(since));
  return {
    from: asked.from === undefined ? oldest : later(oldest, dayOf(asked.from)),
    until: asked.until === undefined ? today : earlier(today, dayOf(asked.until)),
  };
}

/** Whether the text names a day that there is. */
export const isDay = (compact: string): boolean => compactDate(addDays(dayOf(compact), 0)) === compact;
