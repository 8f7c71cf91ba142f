/** A certificate counts no longer than the card that it is in, or that it was copied from to a phone. */

import { compareDays, type Day } from '../../firmware/calendar.ts';

/** The same certificate, ending with the card (有効期限 printed on it) where it would outlast it. */
export const endingWithCard = <C extends { readonly until: Day }>(certificate: C, cardExpires: Day): C =>
  compareDays(certificate.until, cardExpires) <= 0 ? certificate : { ...certificate, until: cardExpires };
