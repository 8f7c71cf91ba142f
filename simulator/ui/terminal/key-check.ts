/** Names the key that was pressed, for a tester who wants to know how a keypad is taken before a visit is made with it. */

import type { Key, Utterance } from '../../../firmware/screens/vocabulary.ts';
import type { Language } from '../../../protocol/errors.ts';

const names: Readonly<Record<Language, Readonly<Record<Key, string>>>> = {
  en: {
    '1': 'one',
    '2': 'two',
    '3': 'three',
    '4': 'four',
    '5': 'five',
    '6': 'six',
    '7': 'seven',
    '8': 'eight',
    '9': 'nine',
    '0': 'zero',
    '#': 'hash',
    '*': 'star',
  },
  ja: {
    '1': 'いち',
    '2': 'に',
    '3': 'さん',
    '4': 'よん',
    '5': 'ご',
    '6': 'ろく',
    '7': 'なな',
    '8': 'はち',
    '9': 'きゅう',
    '0': 'ゼロ',
    '#': 'シャープ',
    '*': 'こめじるし',
  },
};

export const keyName = (key: Key, language: Language): string => names[language][key];

/** Words of the desk itself, made audible like those of a reader; no reader says them, no transcript holds them. */
export const deskUtterance = (text: string, language: Language): Utterance => ({
  id: 'desk.key_check',
  kind: 'reply',
  screen: 'idle',
  language,
  channel: 'speaker',
  private: false,
  text,
  params: [],
  duration: 0,
  speed: 1,
  volume: 3,
});
