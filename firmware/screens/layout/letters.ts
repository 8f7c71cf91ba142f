/**
 * How wide text is, measured without a browser and without a font file. Full-width letters are one em by design; of
 * Latin letters the advance widths of a common sans serif (Helvetica's metrics) stand for all, with a reserve for faces
 * that run wider. So a line that fits here fits on the device unless its face is unusually wide.
 */

/** Thousandths of an em, for the printable letters of ASCII from the space on. */
const latin: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const reserve = 1.05;
/** No letter is wider, in em. */
export const widestLetter = (reserve * Math.max(1000, ...latin)) / 1000;
const noWidth = /^\p{Mn}$|^\p{Me}$|^\p{Cf}$/u;

/** In em. */
export function textWidth(text: string): number {
  let thousandths = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) thousandths += (latin[code - 0x20] ?? 0) * reserve;
    else if (!noWidth.test(letter)) thousandths += 1000;
  }
  return thousandths / 1000;
}

/** What may not begin a line, and what may not end one, of the marks our texts have (after JIS X 4051). */
const notFirst = /^[、。，．・：；？！」』）】〕］｝ー々ゃゅょっぁぃぅぇぉャュョッァィゥェォ％…]/u;
const notLast = /[「『（【〔［｛]$/u;
/** Letters that stay together: a run of narrow ones. Wide letters may part anywhere. */
const runs = /[!-~\u00a1-\u024f]+|[\s\S]/gu;

/** The pieces between which a line may be broken. */
function pieces(text: string): string[] {
  const joined: string[] = [];
  for (const piece of text.match(runs) ?? []) {
    const last = joined.at(-1);
    if (last !== undefined && last !== ' ' && (notFirst.test(piece) || notLast.test(last))) {
      joined[joined.length - 1] = last + piece;
    } else joined.push(piece);
  }
  return joined;
}

/**
 * The lines of a text.
 *
 * @param width in em; a piece that is wider alone has a line of its own, which is then too wide
 */
export function linesOf(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && textWidth((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    if (line !== '' || piece !== ' ') line += piece;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}
