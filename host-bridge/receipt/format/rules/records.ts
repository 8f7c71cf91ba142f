/** Rules about what stands in a record or a request beside each other: days in order, and what belongs together. */

import { codeTables } from '../code-tables.ts';
import type { MessageElement } from '../read-message.ts';
import {
  at,
  childNamed,
  childrenNamed,
  consumers,
  formedIn,
  isEligibility,
  type JudgedFile,
  type Judgement,
  ourReading,
  textIn,
} from './rule.ts';

/** Pairs of days of which the second is never before the first; '' stands for the record itself. */
const periods: readonly (readonly [within: readonly string[], from: string, until: string])[] = [
  [[], 'InsuredCardValidDate', 'InsuredCardExpirationDate'],
  [['ElderlyRecipientCertificateInfo'], 'ElderlyRecipientValidStartDate', 'ElderlyRecipientValidEndDate'],
  [
    ['LimitApplicationCertificateRelatedInfo'],
    'LimitApplicationCertificateValidStartDate',
    'LimitApplicationCertificateValidEndDate',
  ],
  [
    ['SpecificDiseasesCertificateList', 'SpecificDiseasesCertificateInfo'],
    'SpecificDiseasesValidStartDate',
    'SpecificDiseasesValidEndDate',
  ],
  [['PublicExpenseResultList', 'MedicalTicketInfo'], 'MedicalTicketValidDate', 'MedicalTicketExpirationDate'],
];

const found = (record: MessageElement, within: readonly string[]): readonly MessageElement[] =>
  within.reduce<readonly MessageElement[]>(
    (elements, name) => elements.flatMap((element) => childrenNamed(element, name)),
    [record],
  );

/** The element `until` where both days are real and it comes first. */
function ended(element: MessageElement, from: string, until: string): readonly MessageElement[] {
  const begins = formedIn(element, from, 'date');
  const ends = formedIn(element, until, 'date');
  return at(childNamed(element, until), begins !== null && ends !== null && ends < begins);
}

/**
 * The month from which a person belongs to those of 70 and more, `YYYYMM`: the one after that in which the day before
 * the seventieth birthday lies.
 */
function monthOfSeventy(birth: string): string {
  const [year, month, day] = [birth.slice(0, 4), birth.slice(4, 6), birth.slice(6)].map(Number);
  const reached = new Date(Date.UTC((year ?? 0) + 70, (month ?? 1) - 1, (day ?? 1) - 1));
  const next = new Date(Date.UTC(reached.getUTCFullYear(), reached.getUTCMonth() + 1, 1));
  return next.toISOString().slice(0, 7).replace('-', '');
}

/** Insurers of the medical care of the elderly, who insure some from 65 on. */
const ofTheElderly = /^39\d{6}$/;

function agedOtherwise(record: MessageElement, asked: string): readonly MessageElement[] {
  const info = childNamed(record, 'LimitApplicationCertificateRelatedInfo');
  const category = textIn(info, 'LimitApplicationCertificateClassificationFlag');
  const birth = formedIn(record, 'Birthdate', 'date');
  if (category === null || birth === null || !Object.hasOwn(codeTables['012'].values, category)) return [];
  if (ofTheElderly.test(textIn(record, 'InsurerNumber') ?? '')) return [];
  const old = asked.slice(0, 6) >= monthOfSeventy(birth);
  return at(
    childNamed(info, 'LimitApplicationCertificateClassificationFlag'),
    old !== category.startsWith('B'),
  );
}

const inRecords =
  (broken: (record: MessageElement) => readonly MessageElement[]) =>
  ({ records }: JudgedFile): readonly MessageElement[] =>
    records.flatMap(broken);

export const recordRules: readonly Judgement[] = [
  {
    id: 'record/kana-told',
    grade: 'note',
    source: { en: 'a public consumer that wants a kana name', ja: 'カナ氏名を必須とする読み取りプログラム' },
    basis: 'consumer',
    states: {
      en: 'One public consumer refuses a face file without a NameKana, which the format allows.',
      ja: 'NameKana のない face ファイルを受け付けない読み取りプログラムがある（形式としては省ける）。',
    },
    remedy: { en: 'Write the kana name where it is known.', ja: '分かる場合はカナ氏名を書く。' },
    brokenAt: (file) =>
      isEligibility(file) ? file.records.filter((record) => textIn(record, 'NameKana') === null) : [],
  },
  {
    id: 'record/born-before',
    grade: 'refused',
    source: consumers,
    basis: 'inferred',
    states: {
      en: 'Nobody is born after the day of the confirmation.',
      ja: '生年月日は資格確認日より後ではない。',
    },
    remedy: { en: 'Write the real birth date.', ja: '実際の生年月日を書く。' },
    brokenAt: ({ header, records }) => {
      const asked = formedIn(header, 'QualificationConfirmationDate', 'date');
      return records.flatMap((record) => {
        const birth = formedIn(record, 'Birthdate', 'date');
        return at(childNamed(record, 'Birthdate'), asked !== null && birth !== null && birth > asked);
      });
    },
  },
  {
    id: 'record/qualified-before-lost',
    grade: 'refused',
    source: ourReading,
    basis: 'inferred',
    states: {
      en: 'An eligibility is not lost before it was acquired.',
      ja: '資格喪失日は資格取得日より前ではない。',
    },
    remedy: { en: 'Write both days as they were.', ja: '両方の日付を確かめる。' },
    brokenAt: inRecords((record) => ended(record, 'QualificationDate', 'DisqualificationDate')),
  },
  {
    id: 'record/loss-told',
    grade: 'refused',
    source: ourReading,
    basis: 'inferred',
    states: {
      en: 'A ReasonOfLoss comes with the day of the loss.',
      ja: 'ReasonOfLoss には資格喪失日がある。',
    },
    remedy: { en: 'Write DisqualificationDate.', ja: 'DisqualificationDate を書く。' },
    brokenAt: inRecords((record) =>
      at(
        childNamed(record, 'ReasonOfLoss'),
        textIn(record, 'ReasonOfLoss') !== null && textIn(record, 'DisqualificationDate') === null,
      ),
    ),
  },
  {
    id: 'record/period',
    grade: 'refused',
    source: ourReading,
    basis: 'inferred',
    states: {
      en: 'A certificate, card or ticket does not end before it begins.',
      ja: '証・券の有効期間の終わりは、始まりより前ではない。',
    },
    remedy: { en: 'Write both days as they are on it.', ja: '券面の日付を確かめる。' },
    brokenAt: inRecords((record) =>
      periods.flatMap(([within, from, until]) =>
        found(record, within).flatMap((element) => ended(element, from, until)),
      ),
    ),
  },
  {
    id: 'record/tickets-of-medical-aid',
    grade: 'refused',
    source: { en: 'code tables 010 and 018; our reading', ja: 'コード表 010・018、この製品の解釈' },
    basis: 'inferred',
    states: {
      en: 'Medical aid tickets stand in a record of medical aid (A1).',
      ja: '医療券・調剤券は医療扶助（A1）の記録にある。',
    },
    remedy: { en: 'Write them into a record of their own.', ja: '医療扶助の記録に書く。' },
    brokenAt: inRecords((record) =>
      at(
        childNamed(record, 'PublicExpenseResultList'),
        !['A1', null].includes(textIn(record, 'InsuredCardClassification')),
      ),
    ),
  },
  {
    id: 'record/limit-of-age',
    grade: 'note',
    source: { en: 'the council paper on limit categories', ja: '限度額区分についての審議会資料' },
    basis: 'inferred',
    states: {
      en: 'Limit categories A are of people under 70, B of people from 70 on, by the month; insurers of the elderly apart.',
      ja: '限度額の区分 A は70歳未満、B は70歳以上（月単位、後期高齢者医療を除く）。',
    },
    remedy: { en: 'Check category and birth date.', ja: '区分と生年月日を確かめる。' },
    brokenAt: ({ header, records }) => {
      const asked = formedIn(header, 'QualificationConfirmationDate', 'date');
      return asked === null ? [] : records.flatMap((record) => agedOtherwise(record, asked));
    },
  },
  {
    id: 'request/period',
    grade: 'refused',
    source: ourReading,
    basis: 'inferred',
    states: {
      en: 'A period that is asked for does not end before it begins.',
      ja: '照会する期間の終わりは、始まりより前ではない。',
    },
    remedy: { en: 'Exchange the two days.', ja: '二つの日付を入れ替える。' },
    brokenAt: ({ body }) => {
      const from = formedIn(body, 'StartDate', 'day-or-month');
      const until = formedIn(body, 'EndDate', 'day-or-month');
      const comparable = from !== null && until !== null && from.length === until.length;
      return at(childNamed(body, 'EndDate'), comparable && until < from);
    },
  },
];
