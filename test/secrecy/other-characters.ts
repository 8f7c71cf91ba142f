/**
 * Puts every character of a text in place of another of its own kind: digits for digits, capitals for capitals, kana
 * for kana that take as much room in half width, kanji for kanji of as many bytes that the same systems can hold. The
 * same character always becomes the same other, so what was equal stays equal and what was unequal stays unequal.
 */

import { repertoireNames, throughRepertoire } from '../../host-bridge/characters/repertoire.ts';
import { halfWidthKana } from '../../simulator/back-end/world/half-width-kana.ts';

const charactersFrom = (first: string, last: string): string[] => {
  const [from = 0, to = 0] = [first.codePointAt(0), last.codePointAt(0)];
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
};

const smallKana = 'ァィゥェォッャュョヮヵヶ';
const kinds: readonly (readonly string[])[] = [
  charactersFrom('0', '9'),
  charactersFrom('A', 'Z'),
  [...smallKana],
  ...[1, 2].map((width) =>
    charactersFrom('ァ', 'ヴ').filter(
      (kana) => !smallKana.includes(kana) && halfWidthKana(kana).length === width,
    ),
  ),
];

/** Stand in where a kind has one character only. */
const spareKanji = ['漢', '髙', '𠮟'];

const isKanji = (character: string): boolean => /\p{Script=Han}/u.test(character);

/** In bytes, and which repertoires hold it. */
const roomOf = (kanji: string): string =>
  [
    Buffer.byteLength(kanji),
    ...repertoireNames.map((name) => throughRepertoire(kanji, name) === kanji),
  ].join();

/** Each becomes the next of its kind, the last the first: none stays what it was. */
const shifted = (kind: readonly string[]): [string, string][] =>
  kind.map((character, i) => [character, kind[(i + 1) % kind.length] ?? character]);

/** @param texts whose kanji are put in place of each other; hyphens, spaces and variation selectors stay */
export function otherCharacters(texts: Iterable<string>): (text: string) => string {
  const kanji = [...new Set([...spareKanji, ...Array.from(texts).join('')])].filter(isKanji).sort();
  const rooms = [...new Set(kanji.map(roomOf))].map((room) => kanji.filter((one) => roomOf(one) === room));
  const others = new Map([...kinds, ...rooms].flatMap(shifted));
  return (text) => Array.from(text, (character) => others.get(character) ?? character).join('');
}
