/**
 * How long cards and certificates last: to a birthday of their holder after the day of issue, as the ministry says. A
 * certificate lasts to the fifth and a card to the tenth, a minor's card to the fifth too. Certificates of the next
 * generation last ten years (task force report, March 2024); that they end on a birthday as well is our reading.
 */

import { addMonths, compareDays, type Day } from '../../../firmware/calendar.ts';
import type { CardGeneration } from './card-authority.ts';

/** Who is younger on the day of issue counts as a minor; the civil code's age. */
const adultFrom = 18;

const birthdaysOfCertificate: Readonly<Record<CardGeneration, number>> = { current: 5, next: 10 };
const birthdaysOfCard = 10;
const birthdaysOfMinorsCard = 5;

/** Who was born on 29 February has the birthday of other years on the 28th; our reading. */
const birthdayAtAge = (birth: Day, age: number): Day => addMonths(birth, 12 * age);

/** The birthday that is so many birthdays after a day; one on the day itself does not count. */
export function birthdayAfter(birth: Day, day: Day, count: number): Day {
  const ageThatYear = day.year - birth.year;
  const isYetToCome = compareDays(birthdayAtAge(birth, ageThatYear), day) > 0;
  return birthdayAtAge(birth, ageThatYear + count - (isYetToCome ? 1 : 0));
}

/** Last day of a card that is issued on a day. */
export function cardLastDay(birth: Day, issued: Day): Day {
  const isMinor = compareDays(birthdayAtAge(birth, adultFrom), issued) > 0;
  return birthdayAfter(birth, issued, isMinor ? birthdaysOfMinorsCard : birthdaysOfCard);
}

/** Last day of the certificate in a card, both of which are issued on a day: no later than the card's. */
export function certificateLastDay(birth: Day, issued: Day, generation: CardGeneration): Day {
  const ofCard = cardLastDay(birth, issued);
  const own = birthdayAfter(birth, issued, birthdaysOfCertificate[generation]);
  return compareDays(own, ofCard) < 0 ? own : ofCard;
}
