/** Japanese by MeCab and espeak-ng: MeCab reads, espeak-ng says the kana. It has no pitch accent. */

import { ok, type Result } from '../../protocol/result.ts';
import type { SpeechEngine } from './engine.ts';
import { type EspeakCall, espeak } from './espeak-program.ts';
import { kanaOf } from './kana.ts';
import type { MecabCall } from './mecab.ts';
import { linesOf, oneLine } from './one-line.ts';
import { joined, type Sound } from './sound.ts';

/**
 * `-s` for each speed, measured as for English. The normal one is slower than espeak-ng's own, 175: so no text lasts longer
 * than Open JTalk took for it, by which the reader times its prompts, and most last nearly as long.
 */
const pace: EspeakCall['pace'] = { 0.75: 129, 1: 165, 1.25: 200, 1.5: 233, 2: 297 };

export interface MecabEspeakParts {
  readonly mecab: MecabCall;
  /** Of the dictionary and MeCab, in words. */
  readonly mecabVersion: string;
  readonly espeak: string;
  readonly espeakVersion: string;
}

export function mecabEspeak(parts: MecabEspeakParts): SpeechEngine {
  const voice = 'ja';
  return {
    id: 'mecab-espeak',
    language: 'ja',
    version: `${parts.mecabVersion}, espeak-ng ${parts.espeakVersion}, voice ${voice}`,
    async synthesise(words, speed) {
      const kana = await japaneseInKana(parts.mecab, words);
      if (!kana.ok) return kana;
      const sounds: Sound[] = [];
      for (const line of kana.value) {
        const sound: Result<Sound> = await espeak({ program: parts.espeak, voice, pace }, line, speed);
        if (!sound.ok) return sound;
        sounds.push(sound.value);
      }
      return ok(joined(sounds, 0));
    },
  };
}

/** What espeak-ng is given for these words, line by line: also what a golden of readings holds. */
export async function japaneseInKana(mecab: MecabCall, words: string): Promise<Result<readonly string[]>> {
  const line = oneLine(words, 'ja');
  if (!line.ok) return line;
  const lines = linesOf(line.value);
  if (!lines.ok) return lines;
  const said: string[] = [];
  for (const part of lines.value) {
    const kana = await kanaOf(mecab, part);
    if (!kana.ok) return kana;
    said.push(kana.value);
  }
  return ok(said);
}
