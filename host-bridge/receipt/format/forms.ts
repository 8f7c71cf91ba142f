/** The forms that texts of the receipt computer's files have, each with what tells whether a text has it. */

import type { Basis } from './basis.ts';
import type { Words } from './words.ts';

export interface Form {
  readonly about: Words;
  readonly basis: Basis;
  /** Of a text that is not empty. */
  readonly fits: (text: string) => boolean;
}

const pattern =
  (form: RegExp) =>
  (text: string): boolean =>
    form.test(text);

/** Whether there is such a day: `20260230` is none. */
function isDay(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const digits = Number(text);
  const [year, month, day] = [Math.floor(digits / 10_000), Math.floor(digits / 100) % 100, digits % 100];
  if (year < 1868 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const isTimeOfDay = pattern(/^(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/);
const isMonth = pattern(/^(?:1[89]|2\d)\d\d(?:0[1-9]|1[0-2])$/);

export const forms = {
  text: { about: { en: 'any text', ja: '文字列' }, basis: 'consumers', fits: () => true },
  date: {
    about: { en: 'YYYYMMDD, a day of the calendar', ja: 'YYYYMMDD（実在する日付）' },
    basis: 'consumers',
    fits: isDay,
  },
  time: {
    about: { en: 'YYYYMMDDHHmmss, Japan time', ja: 'YYYYMMDDHHmmss（日本時間）' },
    basis: 'consumers',
    fits: (text) => isDay(text.slice(0, 8)) && isTimeOfDay(text.slice(8)),
  },
  month: { about: { en: 'YYYYMM', ja: 'YYYYMM' }, basis: 'consumers', fits: isMonth },
  'day-or-month': {
    about: { en: 'YYYYMMDD or YYYYMM', ja: 'YYYYMMDD または YYYYMM' },
    basis: 'ours',
    fits: (text) => isDay(text) || isMonth(text),
  },
  institution: {
    about: { en: '10 digits', ja: '数字10桁' },
    basis: 'consumers',
    fits: pattern(/^\d{10}$/),
  },
  identifier: {
    about: {
      en: 'up to 100 characters on one line',
      ja: '1行100文字まで',
    },
    basis: 'ours',
    fits: pattern(/^\P{Cc}{1,100}$/u),
  },
  insurer: {
    about: { en: '8 characters, digits after spaces', ja: '8文字、左を空白で埋めた数字' },
    basis: 'consumers',
    fits: pattern(/^(?=.{8}$) *\d+$/),
  },
  'insurer-asked': {
    about: { en: '1 to 8 digits, spaces before them or not', ja: '数字1〜8桁（左の空白は任意）' },
    basis: 'ours',
    fits: pattern(/^(?=.{1,8}$) *\d+$/),
  },
  branch: { about: { en: '2 digits', ja: '数字2桁' }, basis: 'consumers', fits: pattern(/^\d{2}$/) },
  kana: {
    about: { en: 'half-width katakana', ja: '半角カナ' },
    basis: 'consumers',
    // ASCII for names of foreigners, ● for what an encoding lacks: our reading.
    fits: pattern(/^[ -~\uff61-\uff9f●]+$/),
  },
  postcode: { about: { en: '123-4567', ja: '123-4567' }, basis: 'consumers', fits: pattern(/^\d{3}-\d{4}$/) },
  ratio: {
    about: { en: 'three digits of percent: 010 is 1割', ja: '百分率3桁（010 は1割）' },
    basis: 'chosen',
    fits: pattern(/^(?:0\d\d|100)$/),
  },
  yen: {
    about: { en: 'yen, digits only', ja: '円（数字のみ）' },
    basis: 'inferred',
    fits: pattern(/^\d{1,9}$/),
  },
  'reference-number': {
    about: { en: 'up to 50 characters', ja: '50文字まで' },
    basis: 'consumer',
    fits: pattern(/^.{1,50}$/u),
  },
  'result-code': {
    about: { en: 'capitals, digits and hyphens', ja: '英大文字・数字・ハイフン' },
    basis: 'inferred',
    fits: pattern(/^[A-Z0-9-]{1,20}$/),
  },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof forms;
