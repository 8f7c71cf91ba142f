/** Whether an engine has said something: programs end without an error where they have written no sound. */

import { ok, type Result, refuse } from '../../protocol/result.ts';
import { amplitude, loudness } from './level.ts';
import { type Sound, secondsOfSound } from './sound.ts';

/** Seconds a letter (ja: a kana or kanji) takes at the very least, at double speed; the engines need thrice that. */
const leastSecondsALetter = 0.015;
/** dB; quieter is no voice. */
const leastLevel = -40;

/** Refuses with EMU-703 a sound that is empty, silent or too short for its words. */
export function checkedSound(sound: Sound, words: string, engine: string): Result<Sound> {
  const letters = words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (secondsOfSound(sound) < letters * leastSecondsALetter) {
    return refuse('EMU-703', { engine, reason: `${secondsOfSound(sound).toFixed(1)} s` });
  }
  if (loudness(sound) < amplitude(leastLevel)) return refuse('EMU-703', { engine, reason: 'silence' });
  return ok(sound);
}
