/** What a card says of itself: its serial number, the municipality that handed it out, and until when it holds. */

import { createHash } from 'node:crypto';
import type { Day } from '../../../firmware/calendar.ts';
import type { Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import { municipalityCode } from './municipality.ts';

/** 15 digits that follow from the person's id; ours begin with 99. */
export function cardSerial(person: Pick<Person, 'id'>): string {
  const number = createHash('sha256').update(`card ${person.id}`).digest().readBigUInt64BE(0);
  return `99${String(number % 10n ** 13n).padStart(13, '0')}`;
}

/** Serial number 15, municipality 5, expiry YYYYMMDD: 28 digits. */
export const cardInformation = (person: Person, day: Day): string =>
  cardSerial(person) + municipalityCode + compactDate(person.card.expires(day));
