/**
 * Words in a form in which no engine loses any of them: one line, nothing but letters, digits and marks that are
 * pauses. open_jtalk reads the first line of what it gets, 1023 bytes of it at most, and says nothing of the rest.
 */

import type { Language } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';

/** Of UTF-8 in one call; below the 1023 that open_jtalk takes. */
export const mostBytes = 1000;

/** Signs that stand for keys and units, in words: engines pass over them in silence. */
const signs: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  ja: new Map([
    ['#', 'シャープ'],
    ['＃', 'シャープ'],
    ['♯', 'シャープ'],
    ['*', 'こめじるし'],
    ['＊', 'こめじるし'],
    ['※', 'こめじるし'],
    ['×', 'バツ'],
    ['●', 'くろまる'],
    ['%', 'パーセント'],
    ['％', 'パーセント'],
    ['&', 'アンド'],
    ['＆', 'アンド'],
  ]),
  en: new Map([
    ['#', ' hash '],
    ['*', ' star '],
    ['%', ' percent '],
    ['&', ' and '],
  ]),
};

/** Marks that are no words: pauses as the engines know them. */
const pauses: Readonly<Record<Language, RegExp>> = {
  ja: /[\r\n・／/|｜:：;；()（）[\]【】「」『』〈〉《》"“”…―─–—-]+/gu,
  en: /[\s・|()[\]{}"“”…―─–—]+/gu,
};

/**
 * The words in one line, signs in words. Refuses with EMU-704 what holds nothing to be said.
 */
export function oneLine(words: string, language: Language): Result<string> {
  const known = signs[language];
  const spelled = [...words].map((sign) => known.get(sign) ?? sign).join('');
  const pause = language === 'ja' ? '、' : ' ';
  const line = spelled
    // Kana of half width, as old systems write names.
    .replace(/[\uff61-\uff9f]+/gu, (narrow) => narrow.normalize('NFKC'))
    .replace(/(?![\r\n])[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(pauses[language], pause)
    .replace(/\s+/gu, ' ')
    .replace(/^[、。\s]+/u, '')
    .replace(/、+([、。？！])/gu, '$1')
    .replace(/([。？！])、+/gu, '$1')
    .trim();
  return /[\p{L}\p{N}]/u.test(line) ? ok(line) : refuse('EMU-704');
}

/**
 * The line in parts of at most `mostBytes` bytes, cut after sentences, or after clauses where a sentence is too long.
 * Refuses with EMU-705 where a clause is.
 */
export function linesOf(line: string): Result<readonly string[]> {
  const lines: string[] = [];
  let last = '';
  for (const clause of line.split(/(?<=[。、．？！]|[.?!,] )/u)) {
    const bytes = Buffer.byteLength(clause);
    if (bytes > mostBytes) return refuse('EMU-705', { bytes, most: mostBytes });
    if (Buffer.byteLength(last) + bytes > mostBytes) {
      lines.push(last);
      last = '';
    }
    last += clause;
  }
  return ok([...lines, last]);
}
