/**
 * Reads choices out of a spoken sentence by the grammar of the prompts: what for, then the key (「…ときは1」, "To …, press
 * one"). A key that is said first is read too, and marked as such.
 */

import type { Key, Language } from '../../firmware/screens/vocabulary.ts';

export interface SpokenChoice {
  /** What it is for, as it was said; empty where nothing was. */
  readonly what: string;
  readonly key: Key;
  /** The key came before what it is for. */
  readonly keyFirst: boolean;
}

const keysInWords: Readonly<Record<Language, Readonly<Record<string, Key>>>> = {
  ja: { シャープ: '#', こめじるし: '*' },
  en: {
    zero: '0',
    one: '1',
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
    nine: '9',
    hash: '#',
    star: '*',
  },
};

const keyPattern = (language: Language): string => `[0-9]|${Object.keys(keysInWords[language]).join('|')}`;
const keyOf = (word: string, language: Language): Key =>
  keysInWords[language][word.toLowerCase()] ?? (word as Key);

const key = { ja: keyPattern('ja'), en: keyPattern('en') } as const;
const ja = {
  commaBeforeKey: new RegExp(`は、(?=${key.ja})`, 'g'),
  keyLast: new RegExp(
    `^(?<what>.*?)(?:のときは|ときは|の方は|は|れば|の)?(?<key>${key.ja})(?:を押してください|を押し|です)?$`,
  ),
  keyInside: new RegExp(`(?<key>${key.ja})は(?<what>この案内をもう一度)`),
  keyFirst: new RegExp(`^(?<key>${key.ja})(?:を押すと|を押し|は)、?(?<what>.+?)。?$`),
} as const;
const en = {
  keyLast: new RegExp(
    `^(?:(?:to|for|if) )?(?<what>.*?),? ?(?:then )?(?:press )?\\b(?<key>${key.en})[.?]?$`,
    'i',
  ),
  keyInside: new RegExp(`\\b(?<key>${key.en}) (?<what>repeats this)`, 'i'),
  keyFirst: new RegExp(`^press (?<key>${key.en})(?: to|,)? (?<what>.+?)[.?]?$`, 'i'),
} as const;

export const choicesIn = (sentence: string, language: Language): readonly SpokenChoice[] =>
  language === 'ja' ? japanese(sentence) : english(sentence);

function japanese(sentence: string): readonly SpokenChoice[] {
  const first = ja.keyFirst.exec(sentence)?.groups;
  if (first !== undefined) return [choice(first, 'ja', true)];
  const inside = ja.keyInside.exec(sentence)?.groups;
  if (inside !== undefined) return [choice(inside, 'ja', false)];
  return sentence
    .replace(ja.commaBeforeKey, 'は')
    .split(/[、。]/)
    .flatMap((clause) => {
      const read = ja.keyLast.exec(clause)?.groups;
      return read === undefined ? [] : [choice(read, 'ja', false)];
    });
}

function english(sentence: string): readonly SpokenChoice[] {
  const first = en.keyFirst.exec(sentence)?.groups;
  if (first !== undefined) return [choice(first, 'en', true)];
  const read = en.keyLast.exec(sentence)?.groups ?? en.keyInside.exec(sentence)?.groups;
  return read === undefined ? [] : [choice(read, 'en', false)];
}

const choice = (
  read: Readonly<Record<string, string | undefined>>,
  language: Language,
  keyFirst: boolean,
): SpokenChoice => ({ what: read['what'] ?? '', key: keyOf(read['key'] ?? '', language), keyFirst });
