/** Half-width katakana (半角カナ), in which the receipt computer's file carries the reading of a name. */

const firstHalfWidth = 0xff66;
const lastHalfWidth = 0xff9d;

const halfWidth = new Map<string, string>([
  ['\u3000', ' '],
  ['\u3099', 'ﾞ'],
  ['\u309a', 'ﾟ'],
  // Without a half-width form of their own: their plain or modern neighbours.
  ['ヮ', 'ﾜ'],
  ['ヵ', 'ｶ'],
  ['ヶ', 'ｹ'],
  ['ヰ', 'ｲ'],
  ['ヱ', 'ｴ'],
]);
for (let code = firstHalfWidth; code <= lastHalfWidth; code += 1) {
  const half = String.fromCharCode(code);
  halfWidth.set(half.normalize('NFKC'), half);
}

/** Full-width katakana in half width, voicing marks as characters of their own; anything else stays. */
export const halfWidthKana = (text: string): string =>
  Array.from(text.normalize('NFD'), (character) => halfWidth.get(character) ?? character).join('');
