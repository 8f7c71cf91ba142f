/** What the guidance keeps in mind: the screen and its facts, what is spoken and waits, what was heard in this visit. */

import type { Language } from '../../protocol/errors.ts';
import type { ScreenId } from '../screens/catalogue.ts';
import { type Facts, noFacts } from '../screens/facts.ts';
import type { CueId } from '../screens/vocabulary.ts';
import type { Form } from '../screens/wording.ts';
import { type Comfort, defaultComfort } from './comfort.ts';
import type { GuidanceInput } from './events.ts';
import type { Queue } from './queue.ts';
import type { Speech, Spoken } from './speech.ts';

export interface Playing {
  readonly speech: Speech;
  readonly spoken: Spoken;
  /** Place of the sentence that is being spoken. */
  readonly at: number;
  /** No sentence was skipped. */
  readonly whole: boolean;
}

export interface GuidanceContext extends GuidanceInput {
  readonly comfort: Comfort;
  readonly screen: ScreenId;
  readonly variant: string | null;
  readonly facts: Facts;
  readonly queue: Queue;
  readonly playing: Playing | null;
  /** First forms that were heard to their end in this visit, each in its language. */
  readonly heard: readonly string[];
  /** The form in which the screen was last spoken, and how often it was asked for again. */
  readonly form: Form;
  readonly repeats: number;
  /** The words of the screen were cut or kept back by a card, and nothing was said since. */
  readonly owed: boolean;
  /** What the camera asks for, and what of it was said last. */
  readonly cue: CueId | null;
  readonly cueSaid: CueId | null;
}

/** Whether the prompt that a screen begins with is being spoken or about to be, or something else, or nothing. */
export function speakingNow({
  playing,
  queue,
}: Pick<GuidanceContext, 'playing' | 'queue'>): 'first' | 'other' | null {
  if (playing?.speech.entering === true || queue.some(({ entering }) => entering)) return 'first';
  return playing === null ? null : 'other';
}

export const inVoiceMode = ({ comfort }: GuidanceContext): boolean => comfort.voice !== 'off';

export const formFor = (
  { comfort, heard }: GuidanceContext,
  screen: ScreenId,
  variant: string | null,
): Form =>
  comfort.voice === 'short' || heard.includes(firstOf(screen, variant, comfort.language)) ? 'short' : 'first';

/** One name for the first form of a screen in a language, whatever the channel: in another it was not heard yet. */
export const firstOf = (screen: ScreenId, variant: string | null, language: Language): string =>
  `${screen} ${variant ?? ''} ${language}`;

export function beginning({ profile, language, earphones }: GuidanceInput): GuidanceContext {
  return {
    profile,
    language,
    earphones,
    comfort: defaultComfort(language, earphones),
    screen: 'idle',
    variant: null,
    facts: noFacts,
    queue: [],
    playing: null,
    heard: [],
    form: 'first',
    repeats: 0,
    owed: false,
    cue: null,
    cueSaid: null,
  };
}
