/** Hops and what they make of a name as lines for people, in both languages. */

import type { Language } from '../../protocol/errors.ts';
import { textWidth } from '../ui/text-width.ts';
import { type HopOutcome, hops, type LostCharacter, type Match } from './hops.ts';

type Words = Readonly<Record<Language, string>>;

/** What a hop's characters are called. */
const repertoireTitles: Readonly<Record<HopOutcome['repertoire'], string>> = {
  'utf-8': 'UTF-8',
  'jis-x-0208': 'Shift_JIS (JIS X 0208)',
  cp932: 'Shift_JIS (CP932)',
  'juki-unified': '住基統一文字',
};

/** What a repertoire is called where it lacks something. */
const setTitles: Readonly<Record<HopOutcome['repertoire'], string>> = {
  'utf-8': 'XML',
  'jis-x-0208': 'JIS X 0208',
  cp932: 'CP932',
  'juki-unified': '住基統一文字',
};

const columnTitles = {
  hop: { en: 'hop', ja: '経路' },
  characters: { en: 'characters', ja: '文字' },
  name: { en: 'name', ja: '氏名' },
} as const satisfies Record<string, Words>;

const matchWords: Readonly<Record<Match, Words>> = {
  matches: {
    en: 'matches the intermediate server’s name',
    ja: '中間サーバーの氏名と照合できます',
  },
  fails: {
    en: 'does not match: ● stands in the intermediate server’s name, so the 個人番号 is not obtained',
    ja: '照合できません。中間サーバーの氏名に●があり、個人番号を取得できません',
  },
  uncertain: {
    en: 'may not match, since the code sets may differ beyond JIS X 0208 (no table of 住基統一文字 is public)',
    ja: '照合できないことがあります。JIS X 0208 にない文字はコード体系が異なる場合があります（住基統一文字の対応表は非公開）',
  },
};

export const notes: Words = {
  en: 'Which units show ●, and what fonts they have, is not public: the rows of the screen are our reading. So is what Shift_JIS holds: that 髙 is reported to become ● fits JIS X 0208.',
  ja: 'どの機種が●を表示するか、どの書体を持つかは公表されていません。画面の行は本プロジェクトの解釈です。Shift_JIS の範囲も同じく推定で、「髙が●になる」という報道は JIS X 0208 に一致します。',
};

/** Columns: hop, its characters, the name; below a row, indented, what was lost there and why. */
export function hopsText(outcomes: readonly HopOutcome[], language: Language): string[] {
  const rows = outcomes.map((outcome) => [
    titleOf(outcome, language),
    repertoireTitles[outcome.repertoire],
    outcome.name,
  ]);
  const { hop, characters, name } = columnTitles;
  const all = [[hop[language], characters[language], name[language]], ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => textWidth(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - textWidth(cell)))).join('  ');
  const [head = [], ...body] = all;
  return [
    line(head),
    ...body.flatMap((row, i) => {
      const outcome = outcomes[i];
      return [line(row), ...(outcome ? below(outcome, language).map((text) => `    ${text}`) : [])];
    }),
    '',
    notes[language],
  ];
}

function titleOf({ hop, profile }: HopOutcome, language: Language): string {
  const title = hops[hop].title[language];
  return profile === undefined ? title : `${title} (${profile})`;
}

function below({ lost, repertoire, bytes, match, doubtful = [] }: HopOutcome, language: Language): string[] {
  return [
    ...lost.map((one) => reason(one, setTitles[repertoire], language)),
    ...(bytes === undefined ? [] : [`${{ en: 'bytes', ja: 'バイト列' }[language]}: ${spaced(bytes)}`]),
    ...(match === undefined ? [] : [matchWords[match][language]]),
    ...doubtful.map((one) => reason(one, setTitles['jis-x-0208'], language)),
  ];
}

function reason({ character, codePoints, lacking }: LostCharacter, set: string, language: Language): string {
  const whole = lacking.length === codePoints.length;
  const what = `${character} ${codePoints.join(' ')}`;
  const missing = lacking.join(' ');
  return language === 'ja'
    ? `${what}：${whole ? '' : `${missing} が `}${set} にありません`
    : `${what}: ${whole ? '' : `${missing} `}not in ${set}`;
}

const spaced = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
