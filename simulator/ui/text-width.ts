/** How wide text is on a terminal, whose letters take one column or two (East Asian Width, Unicode UAX #11), and cutting and wrapping by it. */

/** First and last code point of the letters that take two columns: wide and full-width ones, and pictures. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

const noWidth = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return 1;
  if (noWidth.test(letter)) return 0;
  return wideRanges.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Columns that a text takes. Letters of ambiguous width count as one. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** The beginning of a text that is at most `width` columns wide; what was cut off is shown by `…`. */
export function fitted(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let taken = 1;
  for (const letter of text) {
    taken += letterWidth(letter);
    if (taken > width) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** Letters that stay together: a run of narrow ones without a space. Wide letters may part anywhere. */
const pieces = /[\u0021-\u024f\u2010-\u2027]+|[\s\S]/gu;

/** The lines of a text, each at most `width` columns wide. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string): void => {
    if (textWidth(line) + textWidth(piece) > width && line !== '') {
      lines.push(line.trimEnd());
      line = '';
    }
    if (line !== '' || piece !== ' ') line += piece;
  };
  for (const piece of text.match(pieces) ?? []) {
    if (textWidth(piece) <= width) put(piece);
    else for (const letter of piece) put(letter);
  }
  return [...lines, line.trimEnd()];
}
