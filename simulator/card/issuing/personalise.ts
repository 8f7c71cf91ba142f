/** What a person's card holds, as issued for a desk that runs on a day. Which kinds of cards there are is decided here. */

import { type Day, dashedDate } from '../../../firmware/calendar.ts';
import type { Person } from '../../people/person.ts';
import type { CardContents } from '../engine/contents.ts';
import { myNumberCard } from './my-number-card.ts';
import { nextCard } from './next-card.ts';
import { otherCard } from './other-card.ts';

type CardKind = Person['card']['kind'];

const kinds: Readonly<Record<CardKind, (person: Person, day: Day) => CardContents>> = {
  'my-number': myNumberCard,
  next: nextCard,
  broken: (person, day) => ({ ...myNumberCard(person, day), silent: true }),
  other: () => otherCard,
};

const issued = new WeakMap<Person, Map<string, CardContents>>();

/**
 * The contents of a person's card. `day` is the day of the desk from which the dates of the people file count.
 * The same person and day give the same contents, made once.
 */
export function personalise(person: Person, day: Day): CardContents {
  let byDay = issued.get(person);
  if (byDay === undefined) {
    byDay = new Map();
    issued.set(person, byDay);
  }
  const key = dashedDate(day);
  let contents = byDay.get(key);
  if (contents === undefined) {
    contents = kinds[person.card.kind](person, day);
    byDay.set(key, contents);
  }
  return contents;
}
