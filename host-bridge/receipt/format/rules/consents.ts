/** Rules about consent: a flag, its time, until when it holds, and what may stand in the file with it (REQ-12). */

import { type ConsentedInformation, consented } from '../eligibility-elements.ts';
import type { MessageElement } from '../read-message.ts';
import {
  at,
  childNamed,
  formedIn,
  isEligibility,
  type JudgedFile,
  type Judgement,
  sampleFile,
  textIn,
} from './rule.ts';

const day = 24 * 60 * 60 * 1000;

/** `YYYYMMDDHHmmss` as a number that differences may be taken of: Japan keeps no summer time. */
const instant = (time: string): number =>
  Date.UTC(
    Number(time.slice(0, 4)),
    Number(time.slice(4, 6)) - 1,
    Number(time.slice(6, 8)),
    Number(time.slice(8, 10)),
    Number(time.slice(10, 12)),
    Number(time.slice(12)),
  );

/** Looks at each piece of information of each record. */
const each =
  (broken: (record: MessageElement, information: ConsentedInformation) => MessageElement | null) =>
  ({ records }: JudgedFile): readonly MessageElement[] =>
    records.flatMap((record) =>
      consented.flatMap((information) => {
        const element = broken(record, information);
        return element === null ? [] : [element];
      }),
    );

const flagOf = (record: MessageElement, { name }: ConsentedInformation): string | null =>
  textIn(record, `${name}ConsFlg`);

/** The end of a consent that does not hold for exactly 24 hours. */
function endsOtherwise(record: MessageElement, { name }: ConsentedInformation): MessageElement | null {
  const from = formedIn(record, `${name}ConsTime`, 'time');
  const until = formedIn(record, `${name}AvailableTime`, 'time');
  const holds = from === null || until === null || instant(until) - instant(from) === day;
  return holds ? null : childNamed(record, `${name}AvailableTime`);
}

/** Where the information stands although its flag does not say that it may. */
const toldWithout =
  (name: string, information: string) =>
  ({ records }: JudgedFile): readonly MessageElement[] =>
    records.flatMap((record) =>
      at(childNamed(record, information), !['1', '2', '3'].includes(textIn(record, `${name}ConsFlg`) ?? '')),
    );

export const consentRules: readonly Judgement[] = [
  {
    id: 'consent/known-here',
    grade: 'refused',
    source: { en: 'code table 016', ja: 'コード表 016' },
    basis: 'chosen',
    states: {
      en: 'At a desk a consent is given or not (1, 0): 2 and 3 are of other interfaces.',
      ja: '窓口での同意区分は 1 か 0 である（2 と 3 は別の連携のもの）。',
    },
    remedy: { en: 'Write 0 or 1.', ja: '0 か 1 とする。' },
    brokenAt: (file) =>
      isEligibility(file)
        ? each((record, information) =>
            ['2', '3'].includes(flagOf(record, information) ?? '') && information.flag === '016'
              ? childNamed(record, `${information.name}ConsFlg`)
              : null,
          )(file)
        : [],
  },
  {
    id: 'consent/time',
    grade: 'refused',
    source: sampleFile,
    basis: 'consumers',
    states: {
      en: 'A flag of 1 comes with its ConsTime.',
      ja: 'フラグが 1 なら ConsTime がある。',
    },
    remedy: { en: 'Write when the consent was given.', ja: '同意の日時を書く。' },
    brokenAt: each((record, information) =>
      flagOf(record, information) === '1' && textIn(record, `${information.name}ConsTime`) === null
        ? childNamed(record, `${information.name}ConsFlg`)
        : null,
    ),
  },
  {
    id: 'consent/available',
    grade: 'refused',
    source: sampleFile,
    basis: 'consumers',
    states: {
      en: 'A flag of 1 for information that is viewed comes with its AvailableTime.',
      ja: '閲覧する情報のフラグが 1 なら AvailableTime がある。',
    },
    remedy: { en: 'Write until when it may be viewed.', ja: '閲覧できる期限を書く。' },
    brokenAt: each((record, information) =>
      information.viewed &&
      flagOf(record, information) === '1' &&
      textIn(record, `${information.name}AvailableTime`) === null
        ? childNamed(record, `${information.name}ConsFlg`)
        : null,
    ),
  },
  {
    id: 'consent/24-hours',
    grade: 'refused',
    source: {
      en: 'an official answer to questions; a public sample of a face file',
      ja: '公式の Q&A、公開されている face ファイルの実例',
    },
    basis: 'official',
    states: {
      en: 'AvailableTime is ConsTime and exactly 24 hours.',
      ja: 'AvailableTime は ConsTime のちょうど24時間後である。',
    },
    remedy: { en: 'Add a day to ConsTime.', ja: 'ConsTime に一日を足す。' },
    // Consents to home visits and online care, in answers about many people, hold for longer.
    brokenAt: (file) => (isEligibility(file) ? each(endsOtherwise)(file) : []),
  },
  {
    id: 'consent/no-times-without',
    grade: 'refused',
    source: sampleFile,
    basis: 'consumers',
    states: {
      en: 'A flag of 0 has no times.',
      ja: 'フラグが 0 なら日時の要素はない。',
    },
    remedy: { en: 'Leave ConsTime and AvailableTime out.', ja: 'ConsTime と AvailableTime を省く。' },
    brokenAt: each((record, information) =>
      flagOf(record, information) === '0'
        ? (childNamed(record, `${information.name}ConsTime`) ??
          childNamed(record, `${information.name}AvailableTime`))
        : null,
    ),
  },
  {
    id: 'consent/flag-told',
    grade: 'refused',
    source: sampleFile,
    basis: 'inferred',
    states: {
      en: 'A ConsTime or AvailableTime comes with its flag.',
      ja: 'ConsTime や AvailableTime には、そのフラグがある。',
    },
    remedy: { en: 'Write the flag.', ja: 'フラグを書く。' },
    brokenAt: each((record, information) =>
      flagOf(record, information) === null
        ? (childNamed(record, `${information.name}ConsTime`) ??
          childNamed(record, `${information.name}AvailableTime`))
        : null,
    ),
  },
  {
    id: 'consent/diseases-without',
    grade: 'refused',
    source: { en: 'code table 016; our reading', ja: 'コード表 016、この製品の解釈' },
    basis: 'inferred',
    states: {
      en: 'Specific diseases are told only with a flag of 1.',
      ja: '特定疾病の情報は、フラグが 1 のときだけある。',
    },
    remedy: { en: 'Leave the list out, or write its consent.', ja: '情報を省くか、同意を書く。' },
    brokenAt: toldWithout('SpecificDiseasesCertificateRelated', 'SpecificDiseasesCertificateList'),
  },
  {
    id: 'consent/limit-without',
    grade: 'note',
    source: {
      en: 'press on the screen that was removed in October 2024; our reading',
      ja: '2024年10月の画面廃止についての報道、この製品の解釈',
    },
    basis: 'inferred',
    states: {
      en: 'The payment limit is told although its flag is not 1: no screen asks for it any more, but a reader may look at the flag.',
      ja: 'フラグが 1 でないのに限度額の情報がある（画面では尋ねなくなったが、フラグを見る読み取りプログラムがありうる）。',
    },
    remedy: {
      en: 'The format allows it; test your consumer with it.',
      ja: '形式としては正しい。読み取り側で試す。',
    },
    brokenAt: toldWithout('LimitApplicationCertificateRelated', 'LimitApplicationCertificateRelatedInfo'),
  },
];
