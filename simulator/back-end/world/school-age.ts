/** 未就学: below the age of compulsory schooling, by which the patient's share is 2割. */

import { addDays, addMonths, compareDays, type Day } from '../../../firmware/calendar.ts';

const schoolYearEnds = { month: 3, day: 31 } as const;

/**
 * To the first 31 March on or after the day on which a child turns six; in law that is the day before the sixth
 * birthday (年齢計算ニ関する法律), so that who is born on 1 April goes to school with those born in March.
 */
export function isBelowSchoolAge(birth: Day, day: Day): boolean {
  const turnsSix = addDays(addMonths(birth, 6 * 12), -1);
  const sameYear = { year: turnsSix.year, ...schoolYearEnds };
  const last = compareDays(turnsSix, sameYear) <= 0 ? sameYear : { ...sameYear, year: turnsSix.year + 1 };
  return compareDays(day, last) <= 0;
}
