/**
 * Cards and phones that were renewed while the desk runs. After the card the certificate in the phone has to be renewed
 * too, in マイナポータル; until then the phone cannot be used.
 */

import { type Day, dashedDate } from '../../../firmware/calendar.ts';
import { parseDayRule } from '../../people/day-rule.ts';
import type { Person } from '../../people/person.ts';
import { cardLastDay, certificateLastDay } from './birthday-terms.ts';
import { generationOf } from './card-authority.ts';

const fixed = (day: Day) => {
  const rule = parseDayRule(dashedDate(day));
  if (rule === null) throw new Error('a day is written as days are');
  return rule;
};

/**
 * The person with a card and certificates as they are issued on a day.
 * @param opened the day from which days of the people file are counted
 */
export function renewedOn(person: Person, day: Day, opened: Day): Person {
  const { card, certificate, phone } = person;
  const birth = person.birth(opened);
  return {
    ...person,
    card: { ...card, expires: fixed(cardLastDay(birth, day)) },
    certificate: {
      ...certificate,
      status: 'good',
      issued: fixed(day),
      expires: fixed(certificateLastDay(birth, day, generationOf(person))),
    },
    ...(phone === undefined ? {} : { phone: { ...phone, expires: undefined } }),
  };
}

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

  /** The person as the last renewal of the card has made it. @param opened as for `renewedOn` */
  latest(person: Person, opened: Day): Person {
    const day = this.#cards.get(person.id);
    return day === undefined ? person : renewedOn(person, day, opened);
  }
}
