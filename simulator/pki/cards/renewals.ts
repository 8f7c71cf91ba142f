/**
 * Cards and phones that were renewed while the desk runs. After the card the certificate in the phone has to be renewed
 * too, in マイナポータル; until then the phone cannot be used. The lengths of time are those of public papers, counted
 * from the day of renewal instead of the birthday (ours).
 */

import { addMonths, type Day } from '../../../firmware/calendar.ts';
import { parseDayRule } from '../../people/day-rule.ts';
import type { Person } from '../../people/person.ts';
import { dashedDate } from '../../people/written-day.ts';

const cardYears = 10;
const certificateYears = 5;

const yearsAfter = (day: Day, years: number): Day => addMonths(day, 12 * years);

const fixed = (day: Day) => {
  const rule = parseDayRule(dashedDate(day));
  if (rule === null) throw new Error('a day is written as days are');
  return rule;
};

/** The person with a card and certificates as they are issued on a day. */
export const renewedOn = (person: Person, day: Day): Person => ({
  ...person,
  card: { ...person.card, expires: fixed(yearsAfter(day, cardYears)) },
  certificate: {
    ...person.certificate,
    status: 'good',
    issued: fixed(day),
    expires: fixed(yearsAfter(day, certificateYears)),
  },
  ...(person.phone === undefined ? {} : { phone: { ...person.phone, expires: undefined } }),
});

export class Renewals {
  readonly #cards = new Map<string, Day>();
  /** Whose phones hold a certificate that is older than the card's. */
  readonly #waiting = new Set<string>();

  cardRenewed(person: Pick<Person, 'id'>, day: Day): void {
    this.#cards.set(person.id, day);
    this.#waiting.add(person.id);
  }

  phoneRenewed(person: Pick<Person, 'id'>): void {
    this.#waiting.delete(person.id);
  }

  /** The card has been renewed, and the phone not yet. */
  phoneWaits(person: Pick<Person, 'id'>): boolean {
    return this.#waiting.has(person.id);
  }

  /** The person as the last renewal of the card has made it. */
  latest(person: Person): Person {
    const day = this.#cards.get(person.id);
    return day === undefined ? person : renewedOn(person, day);
  }
}
