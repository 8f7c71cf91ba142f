/** What a person types at the plain desk, a line each: keys of the reader, or a word for what is done around it. */

import { cueIds, type Key } from '../../../firmware/screens/vocabulary.ts';
import type { Language } from '../../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { ReaderAct } from '../../automation/acts.ts';
import { type ConductAnswer, conductAnswers } from '../../back-end/conduct.ts';
import { isLinkFault, linkFaultNames } from '../../faults/link-faults.ts';
import { isSight, sights } from '../../peripherals/camera.ts';
import { type Biometrics, biometrics } from '../../phone/phone.ts';
import { type KeypadOrder, readerKey } from '../typed-keypad.ts';

export type PlainCommand =
  | { readonly kind: 'act'; readonly act: ReaderAct }
  /** Which reader the next lines are for, counted from 1. */
  | { readonly kind: 'reader'; readonly place: number }
  | { readonly kind: 'back-end'; readonly answer: ConductAnswer }
  | { readonly kind: 'help' | 'quit' | 'nothing' };

const isAnswer = (text: string): text is ConductAnswer => conductAnswers.some((answer) => answer === text);
const isBiometrics = (text: string): text is Biometrics => biometrics.some((one) => one === text);
const act = (what: ReaderAct): PlainCommand => ({ kind: 'act', act: what });

/** Each word, and what may follow it; null where that is not understood. */
const words: Readonly<Record<string, (rest: string) => PlainCommand | null>> = {
  card: (of) => act({ does: 'place', of: of === '' ? 'insured' : of }),
  phone: (rest) => {
    const [of = '', agrees = 'agreed', ...more] = rest.split(' ');
    return isBiometrics(agrees) && more.length === 0
      ? act({ does: 'present', of: of === '' ? 'android' : of, biometrics: agrees })
      : null;
  },
  remove: (rest) =>
    rest === 'phone'
      ? act({ does: 'takeAway' })
      : rest === '' || rest === 'card'
        ? act({ does: 'remove' })
        : null,
  camera: (sees) => (isSight(sees) ? act({ does: 'camera', sees }) : null),
  earphones: (rest) =>
    rest === 'in' || rest === 'out' ? act({ does: 'earphones', in: rest === 'in' }) : null,
  'phone-reader': (rest) =>
    rest === 'in' || rest === 'out' ? act({ does: 'phoneReader', in: rest === 'in' }) : null,
  link: (fault) => (isLinkFault(fault) ? act({ does: 'link', fault }) : null),
  unplug: (rest) => (rest === '' ? act({ does: 'link', fault: 'unplug' }) : null),
  plug: (rest) => (rest === '' ? act({ does: 'link', fault: 'plug' }) : null),
  reader: (rest) => (/^[1-9]\d?$/.test(rest) ? { kind: 'reader', place: Number(rest) } : null),
  'back-end': (rest) => (isAnswer(rest) ? { kind: 'back-end', answer: rest } : null),
  help: () => ({ kind: 'help' }),
  quit: () => ({ kind: 'quit' }),
};

const enter = '\n';

/** The keys that a line of nothing else stands for; null where there is something else in it. */
function keysOf(line: string, keypad: KeypadOrder): Key[] | null {
  const keys = [...line.replaceAll(/\s/g, '')].map((typed) => readerKey(keypad, typed, undefined));
  return keys.every((key) => key !== null) ? keys : null;
}

/** Digits may be a PIN that was mistyped. */
const withoutDigits = (typed: string): string => typed.replaceAll(/\d/g, '•');

/**
 * Reads a line; letters of full width count as those of half, and spaces between keys do not count. A line with nothing
 * in it is the Enter of a keypad. EMU-660: nothing here has that name or form.
 */
export function parsePlainCommand(line: string, keypad: KeypadOrder = 'telephone'): Result<PlainCommand> {
  const typed = line.normalize('NFKC').trim();
  if (typed === '') {
    const key = readerKey(keypad, enter, 'enter');
    return ok(key === null ? { kind: 'nothing' } : act({ does: 'press', keys: [key] }));
  }
  const keys = keysOf(typed, keypad);
  if (keys !== null) return ok(act({ does: 'press', keys }));
  const [word = '', ...rest] = typed.split(/\s+/);
  const read = Object.hasOwn(words, word) ? words[word]?.(rest.join(' ')) : null;
  return read === null || read === undefined ? refuse('EMU-660', { words: withoutDigits(typed) }) : ok(read);
}

const sightList = [...sights, ...cueIds].join(' ');
export const plainHelp: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'help | keys of the reader: 1, 1234#, * and so on; what is typed is not shown while digits are asked for',
    'help | card PERSON: place a card (insured unless told); remove: take it',
    `help | phone PERSON: hold a phone to the reader (android unless told), on an iPhone also ${biometrics.join(', ')}; remove phone: take it away`,
    `help | camera SIGHT: ${sightList}`,
    'help | earphones in, earphones out, unplug, plug, phone-reader out, phone-reader in, reader 2',
    `help | link FAULT: ${linkFaultNames.join(' ')}`,
    `help | back-end ANSWER: ${conductAnswers.join(' ')}`,
    'help | quit: end the desk',
  ],
  ja: [
    'help | 行の種類：screen 画面、says 読み上げ、status 状態、digits 入力した桁数、link リンク、card 券面の記載、(hidden) 画面を隠している、(earphones) イヤホン',
    'help | リーダーのキー：1、1234#、* など。数字の入力を求められている間は、入力した文字を表示しません',
    'help | card 人物：カードを置く（省略すると insured）。remove：取る',
    `help | phone 人物：スマートフォンをかざす（省略すると android）。iPhoneは ${biometrics.join('、')} も指定可。remove phone：離す`,
    `help | camera 写るもの：${sightList}`,
    'help | earphones in、earphones out、unplug、plug、phone-reader out、phone-reader in、reader 2',
    `help | link 障害：${linkFaultNames.join(' ')}`,
    `help | back-end 応答：${conductAnswers.join(' ')}`,
    'help | quit：終了',
  ],
};
