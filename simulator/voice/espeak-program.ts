/** Calls espeak-ng. Its WAV comes by its standard output, with a length that readWav corrects; the words go in by stdin. */

import type { Result } from '../../protocol/result.ts';
import { runProgram } from '../programs/run-program.ts';
import { checkedSound } from './checked-sound.ts';
import { engineLimit, type SpeechSpeed } from './engine.ts';
import type { Sound } from './sound.ts';
import { readWav } from './wav.ts';

export interface EspeakCall {
  readonly program: string;
  /** As `-v` takes it. */
  readonly voice: string;
  /** As `-s` takes it, for each speed. */
  readonly pace: Readonly<Record<SpeechSpeed, number>>;
}

export async function espeak(
  { program, voice, pace }: EspeakCall,
  words: string,
  speed: SpeechSpeed,
): Promise<Result<Sound>> {
  const written = await runProgram({
    program,
    words: ['-v', voice, '-s', String(pace[speed]), '-b', '1', '--stdin', '--stdout'],
    input: words,
    limit: engineLimit,
  });
  if (!written.ok) return written;
  const read = readWav(written.value);
  return read.ok ? checkedSound(read.value, words, 'espeak-ng') : read;
}
