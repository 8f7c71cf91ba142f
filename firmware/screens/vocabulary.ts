/** The words that screens, guidance and flow share: keys, screens, prompts, tones, and what a screen looks like. */

import type { Language } from '../../protocol/errors.ts';
import type { ScreenId } from './catalogue.ts';
import type { DisplayMode } from './display-mode.ts';
import type { Key } from './keys.ts';

export { isKey, keyOrder } from './keys.ts';
export type { Key, Language, ScreenId };

/** What a camera may ask of the person; in words the text `cue.<id>`. */
export const cueIds = [
  'no_face',
  'too_far',
  'too_close',
  'move_right',
  'move_left',
  'face_up',
  'face_down',
  'turn',
  'dark',
  'backlight',
  'many',
  'hold',
  'captured',
] as const;
export type CueId = (typeof cueIds)[number];

/** One tone a meaning (A11Y-80); `key` is one and the same for every digit (A11Y-11). */
export const toneIds = [
  'key',
  'accepted',
  'error',
  'warning',
  'working',
  'cardIn',
  'faceAway',
  'faceNear',
  'faceHeld',
] as const;
export type ToneId = (typeof toneIds)[number];

export type UtteranceKind = 'announcement' | 'prompt' | 'cue' | 'reply';

/** Something spoken. `text` may be private; `id` and `params` (names only) never are. */
export interface Utterance {
  readonly id: string;
  readonly kind: UtteranceKind;
  readonly screen: ScreenId;
  readonly language: Language;
  readonly channel: 'speaker' | 'earphones';
  readonly private: boolean;
  readonly text: string;
  readonly params: readonly string[];
  /** Milliseconds at the person's speed, from the prompt catalogue, never from an engine. */
  readonly duration: number;
  readonly speed: number;
  readonly volume: number;
}

/** A screen ready to be drawn, in words. */
export interface ScreenView {
  readonly id: ScreenId;
  /** `eligibility`, `expired`, `android` …, where a screen has variants. */
  readonly variant: string | null;
  readonly language: Language;
  readonly title: string;
  readonly text: readonly string[];
  readonly choices: readonly { readonly key: Key | 'any'; readonly label: string; readonly marked?: true }[];
  /** How many digits are in a masked field; null where there is none. */
  readonly masked: number | null;
  /** One line of state: tries left, the camera's cue; null where there is none. */
  readonly status: string | null;
  /** Holds something about the person. */
  readonly private: boolean;
  /** How the person wants to see it. Hidden, it holds no words: nothing is left that could be drawn. */
  readonly mode: DisplayMode;
  /** Which page of the words stands on the display, counted from 1, and how many there are (`layout/`). */
  readonly page: { readonly at: number; readonly of: number };
}
