/**
 * Katakana in sequences that espeak-ng knows. Of any other it says that it is a “Japanese letter”: small vowels after kana that
 * they do not belong to, a long vowel after ン, ッ, ー, ア or ァ. Names are written so. Found with 1.51 by trying every pair.
 */

const small = 'ァィゥェォ';
const full = 'アイウエオ';

/** After which kana espeak-ng knows a small vowel. */
const knownBefore: Readonly<Record<string, string>> = {
  ァ: 'カガクグサザタダツナハバパフマヤラワヴ',
  ィ: 'イウキギクグシジチヂツテデニヒビピフミリヰヴ',
  ゥ: 'ウクグスズツヅトドヌフブプムユルヴ',
  ェ: 'イウエクグケゲシジセゼチツテデネフヘベペメレヱヴ',
  ォ: 'ウオクグコゴソゾツトドノフホボポモヨロヲヴ',
};
const wholeOf: Readonly<Record<string, string>> = { ヮ: 'ワ', ヵ: 'カ', ヶ: 'ケ' };

/** A word of katakana as espeak-ng can say it; most words come back as they are. */
export function espeakKana(word: string): string {
  let said = '';
  for (const kana of word) {
    const before = said.at(-1) ?? '';
    const known = knownBefore[kana];
    if (known !== undefined)
      said += known.includes(before) && before !== '' ? kana : full[small.indexOf(kana)];
    else if (kana !== 'ー') said += wholeOf[kana] ?? kana;
    else if (before === 'ア' || before === 'ァ') said += 'ア';
    else if (before !== '' && !'ンッー'.includes(before)) said += kana;
  }
  return said;
}
