/** What the days of a user certificate (利用者証明用電子証明書) mean: valid, in grace, over; and when its owner is told. */

import { addMonths, compareDays, type Day, monthEnd } from '../calendar.ts';

/** Sources differ on how the three months of grace are counted (REQ-17); a facility chooses. */
export type GraceRule = 'monthEnd' | 'sameDay';

/**
 * The last day on which an expired certificate still serves (REQ-17). `monthEnd`: the end of the third month after
 * the month of expiry; `sameDay`: three months to the day.
 */
export const graceEnd = (expiry: Day, rule: GraceRule): Day => {
  const later = addMonths(expiry, 3);
  return rule === 'monthEnd' ? monthEnd(later) : later;
};

/** Not yet expired, and three months before the expiry have begun (REQ-20). */
export const expiresWithin3Months = (expiry: Day, today: Day): boolean =>
  compareDays(today, expiry) <= 0 && compareDays(addMonths(expiry, -3), today) <= 0;
