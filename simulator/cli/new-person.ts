/** A new person for a people file: what was said of them, and for the rest what an insured person without troubles has. */

import { randomInt } from 'node:crypto';
import { type PersonEntry, personSchema } from '../people/person.ts';
import { loadPeople } from '../people/registry.ts';

export interface SaidOfPerson {
  readonly name: string;
  readonly kana: string;
  readonly birth: string;
  readonly sex: PersonEntry['sex'];
  readonly address: string;
  readonly pin: string;
}

export function newPerson({ name, kana, birth, sex, address, pin }: SaidOfPerson): PersonEntry {
  const number = randomDigits(7);
  return {
    about: { en: 'made with fcr person new', ja: 'fcr person new で作成' },
    name: { kanji: name, kana },
    birth,
    sex,
    address,
    postcode: '999-9999',
    pin,
    signingPassword: 'TEST9999',
    individualNumber: nobodysNumber(`9999${number}`),
    securityCode: randomDigits(4),
    face: { likeness: randomInt(500_000, 999_999) },
    insurance: {
      insurer: { number: '06999999', name: '見本健康保険組合' },
      symbol: '見本1',
      number: number.slice(0, 6),
      branch: '01',
    },
    defaultVisit: usualVisit(),
  };
}

const randomDigits = (count: number): string => String(randomInt(10 ** count)).padStart(count, '0');

/** 12 digits with a check digit that is wrong, so that the number can be nobody's. */
function nobodysNumber(first11: string): string {
  const wrong = ['0', '1'].find(
    (digit) => personSchema.shape.individualNumber.safeParse(first11 + digit).success,
  );
  return first11 + (wrong ?? '2');
}

/** The visit of the first of the built-in people who is checked in by face. */
function usualVisit(): PersonEntry['defaultVisit'] {
  for (const { defaultVisit } of loadPeople()) {
    if (defaultVisit.method === 'face' && defaultVisit.outcome === 'accepted')
      return structuredClone(defaultVisit);
  }
  throw new TypeError('the built-in people have somebody who is checked in by face');
}
