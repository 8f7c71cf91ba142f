/** A certificate counts no longer than the card that it is in, or that it was copied from to a phone. */

import { compareDays, type Day } from '../../firmware/calendar.ts';
import type { Person } from '../people/person.ts';

/** The same certificate, ending on this day (有効期限 printed on the card) where it would outlast it. */
export const endingBy = <C extends { readonly until: Day }>(certificate: C, lastDay: Day): C =>
  compareDays(certificate.until, lastDay) <= 0 ? certificate : { ...certificate, until: lastDay };

/**
 * Last day of the user certificate in a person's card: one in a phone ends with it.
 * @param opened the day from which days of the people file are counted
 */
export function cardCertificateUntil({ card, certificate }: Person, opened: Day): Day {
  const own = card.credentials?.user.judged;
  return own?.ok ? own.value.until : certificate.expires(opened);
}
