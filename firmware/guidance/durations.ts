/**
 * How long words last, in seconds at normal speed, from the catalogue of durations. It was measured once with synthetic
 * voices (Open JTalk, espeak-ng), texts that came later are estimated at their pace; the length of what it could not
 * measure, a name or another label, is estimated here.
 */

import type { Language } from '../../protocol/errors.ts';
import measured from '../screens/durations.json' with { type: 'json' };

const catalogue: ReadonlyMap<string, Readonly<Record<Language, number>>> = new Map(Object.entries(measured));

export const durationIds: readonly string[] = [...catalogue.keys()];

/** 0 for what is never spoken. */
export const secondsOf = (id: string, language: Language): number => catalogue.get(id)?.[language] ?? 0;

/** What stood in for a changing value when the text around it was measured. */
const samples = {
  kana: { ja: 'ヤマダハナコ', en: 'Yamada Hanako' },
  label: { ja: '登録する', en: 'Register' },
  choice: { ja: '同意する', en: 'Agree' },
  graceUntil: { ja: '12月31日', en: 'December 31' },
  expires: { ja: '2027年1月15日', en: 'January 15, 2027' },
} as const satisfies Record<string, Record<Language, string>>;

/** Seconds a mora (ja), a letter (en): the pace of the two voices, from the measured texts. */
const pace = { ja: 0.13, en: 0.065 } as const;

const isKana = (code: number): boolean => code >= 0x3041 && code <= 0x30ff;
const isSpace = (code: number): boolean => code === 0x20 || code === 0x3000;

/** Morae: a kana is one, any other character (kanji, digit) about two. Letters: a kana is about two. */
function weight(value: string, language: Language): number {
  let sum = 0;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (language === 'en') sum += isKana(code) ? 2 : 1;
    else if (!isSpace(code)) sum += isKana(code) ? 1 : 2;
  }
  return sum;
}

/** How much longer (or shorter, below zero) a text lasts with this value than it was measured; an estimate of ours. */
export const estimatedDifference = (param: keyof typeof samples, value: string, language: Language): number =>
  (weight(value, language) - weight(samples[param][language], language)) * pace[language];
