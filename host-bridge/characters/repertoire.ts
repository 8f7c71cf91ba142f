/**
 * Which characters a system can hold, and what becomes of one that it cannot: ●, one for each character as a person
 * counts it (REQ-45). The bytes of a file are made in file-encoding.ts.
 */

import iconv from 'iconv-lite';

export const repertoireNames = ['jis-x-0208', 'cp932', 'utf-8'] as const;

/**
 * `jis-x-0208`: ASCII, JIS X 0208 and the half-width katakana of JIS X 0201. `cp932`: what Microsoft put into the
 * free rows of Shift_JIS besides (NEC's and IBM's extensions: 髙 﨑 ① …), without its user-defined rows: which
 * characters stand there only the machine knows that defined them. `utf-8`: all of Unicode.
 */
export type Repertoire = (typeof repertoireNames)[number];

/** Stands for one character that was lost. */
export const lostMark = '●';

/**
 * Characters of JIS X 0208 for which JIS's own table and CP932's name different code points; the bytes are the same.
 * From JIS's to CP932's, which is the one that the encoder knows.
 */
export const namedOtherwise: ReadonlyMap<string, string> = new Map([
  ['〜', '～'],
  ['−', '－'],
  ['‖', '∥'],
  ['—', '―'],
  ['¢', '￠'],
  ['£', '￡'],
  ['¬', '￢'],
]);

/** First and last lead byte of the two-byte characters; JIS X 0208 ends with 0xEA, and row 13 (0x87) is free in it. */
const leadBytes = {
  'jis-x-0208': { last: 0xea, besides: [0x87] },
  cp932: { last: 0xfc, besides: [] },
} as const satisfies Record<string, { last: number; besides: readonly number[] }>;

const twoByteRepertoires = new Map<keyof typeof leadBytes, ReadonlySet<number>>();

/** Code points beyond ASCII. Made when first asked for: most facilities never need them. */
function beyondAsciiIn(name: keyof typeof leadBytes): ReadonlySet<number> {
  const made = twoByteRepertoires.get(name);
  if (made) return made;
  const { last, besides } = leadBytes[name];
  const held = new Set<number>();
  const hold = (...bytes: number[]): void => {
    const character = iconv.decode(Buffer.from(bytes), 'Shift_JIS');
    if (!notCharacters.test(character)) held.add(character.codePointAt(0) ?? 0);
  };
  for (let kana = 0xa1; kana <= 0xdf; kana++) hold(kana);
  for (let lead = 0x81; lead <= last; lead++) {
    if ((lead >= 0xa0 && lead < 0xe0) || (besides as readonly number[]).includes(lead)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) if (trail !== 0x7f) hold(lead, trail);
  }
  for (const [ofJis] of namedOtherwise) held.add(ofJis.codePointAt(0) ?? 0);
  twoByteRepertoires.set(name, held);
  return held;
}

/** A pair of bytes that stands for nothing, or for what a user defined. */
const notCharacters = /[\uFFFD\p{Co}]/u;

/** XML 1.0, production Char: no file for a receipt computer can hold the others. */
const fitForXml = (code: number): boolean =>
  code < 0x20
    ? code === 0x09 || code === 0x0a || code === 0x0d
    : code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);

const holds = (repertoire: Repertoire, codePoint: string): boolean => {
  const code = codePoint.codePointAt(0) ?? 0;
  return fitForXml(code) && (code < 0x80 || repertoire === 'utf-8' || beyondAsciiIn(repertoire).has(code));
};

/** Grapheme clusters (Unicode, UAX #29): what follows a character to vary or mark it belongs to it. */
const characters = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** A text cut into characters as a person counts them, each with whether the repertoire holds it whole. */
export const charactersOf = (
  text: string,
  repertoire: Repertoire,
): { readonly character: string; readonly held: boolean }[] =>
  Array.from(characters.segment(text), ({ segment: character }) => ({
    character,
    held: Array.from(character).every((codePoint) => holds(repertoire, codePoint)),
  }));

/** ASCII that XML takes, which every repertoire holds: most texts have nothing else. */
const heldByAll = /^[\t\n\r -\u007F]*$/;

/**
 * @returns the text with one ● for each character that the repertoire lacks, however many code points it has: a
 * pair of surrogates, a variation sequence, a letter with combining marks are one. A sequence passes whole or not at
 * all. What the repertoire holds stays as it is, so that a second time changes nothing.
 */
export function throughRepertoire(text: string, repertoire: Repertoire): string {
  if (heldByAll.test(text)) return text;
  for (const codePoint of text) {
    if (!holds(repertoire, codePoint)) {
      return charactersOf(text, repertoire)
        .map(({ character, held }) => (held ? character : lostMark))
        .join('');
    }
  }
  return text;
}
