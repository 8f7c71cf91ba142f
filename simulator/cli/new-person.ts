/** A new person for a people file: what was said of them, and for the rest what an insured person without troubles has. */

import { randomInt } from 'node:crypto';
import { addMonths, compareDays, type Day, dashedDate } from '../../firmware/calendar.ts';
import { ok } from '../../protocol/result.ts';
import { endingBy } from '../back-end/card-end.ts';
import type { DayRule } from '../people/day-rule.ts';
import { expectedVisit, issuedBetween, type Situation } from '../people/expected-visit.ts';
import { nobodysNumber } from '../people/individual-number.ts';
import type { CredentialFiles } from '../people/own-credential.ts';
import type { PersonEntry } from '../people/person.ts';
import type { QualificationEntry } from '../people/qualification.ts';
import { parseDashedDate } from '../people/written-day.ts';

export interface SaidOfPerson {
  readonly name: string;
  readonly kana: string;
  readonly birth: string;
  readonly sex: PersonEntry['sex'];
  readonly address: string;
  readonly pin: string;
  readonly card: {
    readonly kind: Situation['card'];
    readonly faceOnly: boolean;
    readonly pinTriesLeft: number;
    readonly expires: DayRule;
  };
  readonly certificate: IssuedCertificate | BroughtCertificate;
  readonly status: Situation['status'];
  readonly registered: boolean;
  readonly validity: Situation['validity'];
}

/** One that the test authority issues. */
export interface IssuedCertificate {
  readonly issued: DayRule;
  readonly expires: DayRule;
}

/** One's own, with its files as the entry names them and as it is judged. */
export interface BroughtCertificate {
  readonly files: CredentialFiles;
  readonly judged: Situation['certificate'];
}

/** `today` is the day of the desk for which the default visit is stated. */
export function newPerson(said: SaidOfPerson, today: Day): PersonEntry {
  const number = randomDigits(7);
  const { card, certificate, status, validity } = said;
  // Medical aid is told as 6 only where the card is not registered.
  const registered = said.registered && validity !== '6';
  const brought = 'files' in certificate;
  const own = brought
    ? certificate.judged
    : issuedBetween(certificate.issued(today), certificate.expires(today));
  const judged = own.ok ? ok(endingBy(own.value, card.expires(today))) : own;
  return {
    about: { en: 'made with fcr person new', ja: 'fcr person new で作成' },
    name: { kanji: said.name, kana: said.kana },
    birth: said.birth,
    sex: said.sex,
    address: said.address,
    postcode: '999-9999',
    pin: said.pin,
    signingPassword: 'TEST9999',
    individualNumber: nobodysNumber(`9999${number}`),
    securityCode: randomDigits(4),
    face: { likeness: randomInt(500_000, 999_999) },
    card: {
      kind: card.kind,
      faceOnly: card.faceOnly,
      pinTriesLeft: card.pinTriesLeft,
      expires: card.expires.text,
      ...(brought && { credentials: { user: certificate.files } }),
    },
    certificate: {
      ...(!brought && { issued: certificate.issued.text, expires: certificate.expires.text }),
      status,
    },
    registered,
    insurance: insuranceFor[validity](number.slice(0, 6)),
    defaultVisit: expectedVisit(
      {
        card: card.kind,
        status,
        certificate: judged,
        validity,
        registered,
        recipientCertificates: false,
        // 6 is medical aid.
        viewing: validity !== '6',
      },
      today,
    ),
  };
}

const usualInsurance = (number: string): QualificationEntry => ({
  insurer: { number: '06999999', name: '見本健康保険組合' },
  symbol: '見本1',
  number,
  branch: '01',
});
const medicalAid = (number: string): QualificationEntry => ({
  classification: 'A1',
  insurer: { number: '12999999', name: '見本市福祉事務所' },
  number,
  ratio: 0,
});
const otherInsurer = { number: '999999', name: '見本市国民健康保険' };

/** Qualifications that lead to each validity. */
const insuranceFor: Readonly<Record<Situation['validity'], (number: string) => PersonEntry['insurance']>> = {
  '1': usualInsurance,
  '2': (number) => ({ ...usualInsurance(number), lost: { on: '-1m', reason: '99' }, validUntil: '-1m' }),
  '3': (number) => [
    { ...usualInsurance(number), lost: { on: '-1m', reason: '03' }, validUntil: '-1m' },
    { insurer: otherInsurer, qualified: '-1m', inFull: false },
  ],
  '4': () => [],
  '5': (number) => [
    usualInsurance(number),
    { ...usualInsurance(number), insurer: otherInsurer, qualified: '-2m' },
  ],
  '6': medicalAid,
};

const usualLifeMonths = 60;

/**
 * When a certificate was issued that ends on this day: a year ago, as for the other people, or as long before its end as
 * real ones are valid where that is past.
 */
export function issuedBefore(expires: DayRule, today: Day): string {
  if (compareDays(expires(today), today) >= 0) return '-1y';
  const date = parseDashedDate(expires.text);
  return date === null
    ? `${expires.text} -${usualLifeMonths}m`
    : dashedDate(addMonths(date, -usualLifeMonths));
}

const randomDigits = (count: number): string => String(randomInt(10 ** count)).padStart(count, '0');
