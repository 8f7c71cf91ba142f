/** What a speech engine is to the rest: words in, sound out. Which there are on a machine, probing.ts finds out. */

import { type Comfort, speedSteps } from '../../firmware/guidance/comfort.ts';
import type { Language } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { Sound } from './sound.ts';

export const engineIds = ['open-jtalk', 'mecab-espeak', 'espeak'] as const;
export type EngineId = (typeof engineIds)[number];

export type SpeechSpeed = Comfort['speed'];
export const isSpeechSpeed = (speed: number): speed is SpeechSpeed =>
  speedSteps.some((step) => step === speed);

export interface SpeechEngine {
  readonly id: EngineId;
  readonly language: Language;
  /** Everything that decides how it sounds: programs with their versions, dictionary, voice. In one line. */
  readonly version: string;
  /**
   * The words as sound, at the rate and level of the engine. Refuses words that it cannot say whole, so that nothing is
   * lost in silence: EMU-704 to EMU-706, and what runProgram, readWav and checkedSound refuse.
   */
  synthesise(words: string, speed: SpeechSpeed): Promise<Result<Sound>>;
}

/** Milliseconds that one call of a program may take: twenty times what the longest prompt takes. */
export const engineLimit = 10_000;
