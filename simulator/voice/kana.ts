/**
 * Japanese as kana with spaces, as espeak-ng can say it: of kanji, of kana it does not know and of words that are too
 * long it says in English that they are letters.
 */

import { ok, type Result, refuse } from '../../protocol/result.ts';
import { espeakKana } from './espeak-kana.ts';
import { type MecabCall, type MecabWord, mecabWords, type Written } from './mecab.ts';
import { ownReadings } from './own-readings.ts';
import { numberForm, numberInKana } from './spoken-numbers.ts';

/** Longer runs of kana without a space are spelled by espeak-ng. */
export const longestWord = 20;

const kanaOnly = /^[\u30a1-\u30f6ー]+$/u;
const pauses: Readonly<Record<string, string>> = {
  '、': '、',
  '。': '。',
  '，': '、',
  '．': '。',
  '？': '？',
  '！': '。',
  ',': '、',
  '.': '。',
  '?': '？',
  '!': '。',
};

/** Katakana says how it is read; MeCab would part names and new words in places that are none. */
const katakanaForm = '[\\u30a1-\\u30f6ー]{2,}';
const ours = new RegExp([...ownReadings.keys(), numberForm, katakanaForm].join('|'), 'gu');

/** Words of ours, numbers and katakana, as they are said; the rest is MeCab's to read. */
function withOwnReadings(line: string): readonly Written[] {
  const pieces: Written[] = [];
  // MeCab fails on a piece that is nothing but a space.
  const leave = (text: string): void => {
    if (text.trim() !== '') pieces.push({ text: text.trim() });
  };
  let done = 0;
  for (const { 0: found, index } of line.matchAll(ours)) {
    leave(line.slice(done, index));
    pieces.push({ kana: ownReadings.get(found) ?? (kanaOnly.test(found) ? found : numberInKana(found)) });
    done = index + found.length;
  }
  leave(line.slice(done));
  return pieces;
}

const inKatakana = (text: string): string =>
  text.replace(/[\u3041-\u3096]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));

/** Joined to the word before it, as it is said in one breath: particles, endings, suffixes. */
const leans = ({ partOfSpeech, detail }: MecabWord): boolean =>
  partOfSpeech === '助詞' || partOfSpeech === '助動詞' || detail === '接尾' || detail === '非自立';

/** In pieces of at most `longestWord`, none of which begins with what belongs to the kana before it. */
function pieces(word: string): readonly string[] {
  if (word.length <= longestWord) return [word];
  let cut = longestWord;
  while (cut > 1 && /[ァィゥェォャュョヮッンー]/u.test(word.charAt(cut))) cut -= 1;
  return [word.slice(0, cut), ...pieces(word.slice(cut))];
}

/**
 * How a line is said: words of at most 20 kana with spaces between, 、。？ where there are pauses.
 * Refuses with EMU-706 where a word has no reading; which one is told by its place, since it may be a name.
 */
export async function kanaOf(mecab: MecabCall, line: string): Promise<Result<string>> {
  const read = await mecabWords(mecab, withOwnReadings(line));
  if (!read.ok) return read;
  const words: string[] = [];
  let joins: 'no' | 'what leans' | 'anything' = 'no';
  for (const [place, word] of read.value.entries()) {
    const pause = pauses[word.surface];
    if (pause !== undefined) {
      const last = words.pop();
      if (last !== undefined) words.push(`${last}${pause}`);
      joins = 'no';
      continue;
    }
    // を is heard as お. Katakana is read as it stands: a name is no particle.
    const read = kanaOnly.test(word.surface) ? null : word.pronunciation;
    const kana = inKatakana(read ?? word.surface).replaceAll('ヲ', 'オ');
    if (!kanaOnly.test(kana)) return refuse('EMU-706', { place: place + 1 });
    const said = espeakKana(kana);
    const before = words.at(-1) ?? '';
    const joined = joins === 'anything' || (joins === 'what leans' && leans(word));
    if (joined && before.length + said.length <= longestWord) words[words.length - 1] = before + said;
    else words.push(...pieces(said));
    joins = word.partOfSpeech === '接頭詞' ? 'anything' : 'what leans';
  }
  return ok(words.join(' '));
}
