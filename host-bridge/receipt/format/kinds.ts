/**
 * The kinds of files in the receipt folder, by their names: who writes them, where they lie, what is in them. Kinds of
 * which only the name is public are named, and judged as far as that goes.
 */

import type { Basis } from './basis.ts';
import {
  confirmedMany,
  eligibilityOfMany,
  numbersOfMany,
  reception,
  registeredMany,
  searchByDays,
} from './bulk-elements.ts';
import { type ElementDefinition, noneNeeded } from './element-definition.ts';
import {
  answerHeader,
  qualificationBody,
  registeredNumber,
  repeatedSearchInfo,
  requestHeader,
  resultOnly,
  searchInfo,
} from './eligibility-elements.ts';
import {
  checkupAnswer,
  checkupHeader,
  drugAnswer,
  drugHeader,
  informationHeader,
  informationRequest,
} from './information-elements.ts';
import type { Words } from './words.ts';

export interface FileKind {
  /** What its names begin with, before an underscore and the tail. */
  readonly prefix: string;
  readonly folder: 'req' | 'res' | 'face';
  readonly about: Words;
  readonly header: readonly ElementDefinition[];
  readonly body: readonly ElementDefinition[];
  /** What else may be in it is not public: elements that are not listed are no finding. */
  readonly open: boolean;
  readonly basis: Basis;
}

const single = [
  {
    prefix: 'OQSsiquc01res_face',
    folder: 'face',
    about: {
      en: 'who has come to the reader; nobody asked',
      ja: '顔認証付きカードリーダーでの受付（要求なし）',
    },
    header: answerHeader,
    body: qualificationBody,
    open: false,
    basis: 'consumers',
  },
  {
    prefix: 'OQSsiquc01req',
    folder: 'req',
    about: { en: 'asks for one eligibility by card numbers', ja: '被保険者証情報による資格確認の要求' },
    header: requestHeader,
    body: [searchInfo],
    open: false,
    basis: 'consumers',
  },
  {
    prefix: 'OQSsiquc01res',
    folder: 'res',
    about: { en: 'its answer', ja: 'その結果' },
    header: answerHeader,
    body: [repeatedSearchInfo, ...qualificationBody],
    open: false,
    basis: 'consumers',
  },
  {
    prefix: 'OQSsiimm01req',
    folder: 'req',
    about: {
      en: "registers the clinic's own number of a patient (照会番号)",
      ja: '照会番号の登録の要求',
    },
    header: requestHeader,
    body: [registeredNumber],
    open: false,
    basis: 'consumer',
  },
  {
    prefix: 'OQSsiimm01res',
    folder: 'res',
    about: { en: 'its answer', ja: 'その結果' },
    header: noneNeeded(answerHeader),
    body: resultOnly,
    open: true,
    basis: 'inferred',
  },
] as const satisfies readonly FileKind[];

const information = (
  [
    ['YZK', drugHeader, drugAnswer, 'drug and treatment information', '薬剤情報・診療情報'],
    ['TKK', checkupHeader, checkupAnswer, 'check-up information', '特定健診等情報'],
  ] as const
).flatMap(([prefix, header, body, en, ja]): FileKind[] => [
  {
    prefix: `${prefix}siquc01req`,
    folder: 'req',
    about: { en: `asks for ${en}`, ja: `${ja}の要求` },
    header: informationHeader,
    body: informationRequest,
    open: true,
    basis: 'consumer',
  },
  {
    prefix: `${prefix}siquc01res`,
    folder: 'res',
    about: { en: `${en}, or why there is none`, ja: `${ja}、または取得できない理由` },
    header: [...noneNeeded(answerHeader), ...header],
    body,
    open: true,
    basis: 'consumer',
  },
]);

const bulk = (
  [
    ['OQSmuquc', eligibilityOfMany, confirmedMany, 'eligibility of many', '一括資格確認'],
    ['OQSmutic', searchByDays, confirmedMany, 'medical aid tickets of many', '医療券・調剤券の一括取得'],
    ['OQSmuhvq', searchByDays, confirmedMany, 'consents to home visits', '訪問診療の一括資格確認'],
    ['OQSmuonq', searchByDays, confirmedMany, 'consents to online care', 'オンライン診療の一括資格確認'],
    ['OQSmuimm', numbersOfMany, registeredMany, "the clinic's numbers of many", '照会番号の一括登録'],
  ] as const
).flatMap(([prefix, asked, answered, en, ja]) => {
  const step = (
    number: '01' | '02',
    folder: 'req' | 'res',
    [aboutEn, aboutJa]: readonly [string, string],
    header: readonly ElementDefinition[],
    body: readonly ElementDefinition[],
  ): FileKind => ({
    prefix: `${prefix}${number}${folder}`,
    folder,
    about: { en: `${en}: ${aboutEn}`, ja: `${ja}：${aboutJa}` },
    header,
    body,
    open: true,
    basis: 'consumer',
  });
  const asking = noneNeeded(requestHeader);
  const answering = noneNeeded(answerHeader);
  return [
    step('01', 'req', ['handed in', '受付の要求'], asking, asked),
    step('01', 'res', ['its number', '受付番号'], answering, [...resultOnly, reception]),
    step('02', 'req', ['fetched', '結果取得の要求'], asking, [reception]),
    step('02', 'res', ['the result', '結果'], [...answering, reception], answered),
  ];
});

const requestByName = (prefix: string): FileKind => ({
  prefix: `${prefix}req`,
  folder: 'req',
  about: { en: 'known by its name only', ja: '名前だけが知られている要求' },
  header: noneNeeded(requestHeader),
  body: [],
  open: true,
  basis: 'inferred',
});
const answerByName = (prefix: string): FileKind => ({
  prefix: `${prefix}res`,
  folder: 'res',
  about: { en: 'its answer: that nothing is known of it', ja: 'その結果（内容は不明）' },
  header: noneNeeded(answerHeader),
  body: [],
  open: true,
  basis: 'inferred',
});

/** What they ask is not public; that their requests end in 01 as others do is our reading. */
const byNameOnly = [
  'OQSsihvq',
  'OQSsionq',
  'OQSsihvd',
  'OQSsiurl',
  'OQSsiinq',
  'OQSsiupd',
  'PMHsimsm',
].flatMap((prefix) => [requestByName(`${prefix}01`), answerByName(`${prefix}01`)]);

export const fileKinds: readonly FileKind[] = [...single, ...information, ...bulk, ...byNameOnly];

/** A name taken apart: what its kind leaves after the prefix and its underscore. */
export interface NamedFile {
  readonly kind: FileKind;
  /** '' where nothing follows the prefix. */
  readonly tail: string;
  /** false: no public source names the kind (`EPS…` and others); of what it is, its name says only that. */
  readonly listed: boolean;
}

// The longest prefix first: a face file's name begins like that of an answer.
const byLength = fileKinds.toSorted((a, b) => b.prefix.length - a.prefix.length);

/** Names of requests and answers as the service takes them (requests/request-name.ts). */
const ofAnyKind = /^([A-Z]{3}[a-z]{0,12}\d{0,2})(req|res)(?:_(.*))?$/s;

/** @param name of a file, without folders @returns null where it is none of the kinds, and not named like one */
export function namedFile(name: string): NamedFile | null {
  const stem = /^([^\\/:*?"<>|\p{Cc}]{1,250})\.xml$/u.exec(name)?.[1];
  if (stem === undefined) return null;
  for (const kind of byLength) {
    if (stem === kind.prefix) return { kind, tail: '', listed: true };
    if (stem.startsWith(`${kind.prefix}_`))
      return { kind, tail: stem.slice(kind.prefix.length + 1), listed: true };
  }
  const [, prefix = '', folder, tail = ''] = ofAnyKind.exec(stem) ?? [];
  if (folder === undefined) return null;
  return { kind: folder === 'req' ? requestByName(prefix) : answerByName(prefix), tail, listed: false };
}
