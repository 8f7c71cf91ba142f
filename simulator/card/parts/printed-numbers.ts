/** The numbers that open a card's surface data: what is printed on the card opens what is stored in it. */

import type { Day } from '../../../firmware/calendar.ts';
import { Digits } from '../../../protocol/personal.ts';
import type { Person } from '../../people/person.ts';
import { eraDate } from '../../people/written-day.ts';

/** 生年月日, 和暦 YYMMDD. */
export const birthNumber = (person: Person, day: Day): Digits => new Digits(eraDate(person.birth(day)));

/** 照合番号A: the 個人番号, 12 digits. */
export const verificationNumberA = (person: Person): Digits => person.individualNumber;

/** 照合番号B, 14 digits: 生年月日 (和暦 YYMMDD), year of the card's 有効期限 (西暦), セキュリティコード. */
export const verificationNumberB = (person: Person, day: Day): Digits =>
  new Digits(
    birthNumber(person, day).reveal() +
      String(person.card.expires(day).year).padStart(4, '0') +
      person.securityCode.reveal(),
  );
