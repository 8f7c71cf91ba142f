/** What a person may set for the length of a visit: language, volume, speed, voice mode. Earphones are plugged, not set. */

import type { Language } from '../../protocol/errors.ts';

export const volumeSteps = [1, 2, 3, 4, 5] as const;
export const speedSteps = [0.75, 1, 1.25, 1.5, 2] as const;

export interface Comfort {
  readonly language: Language;
  readonly volume: (typeof volumeSteps)[number];
  readonly speed: (typeof speedSteps)[number];
  /** Voice mode, and the forms of prompts that it began with. */
  readonly voice: 'off' | 'first' | 'short';
  readonly earphones: boolean;
}

/** The state before and after every visit; earphones stay as they are plugged (A11Y-16). */
export const defaultComfort = (language: Language, earphones: boolean): Comfort => ({
  language,
  volume: 3,
  speed: 1,
  voice: 'off',
  earphones,
});

/** The step after this one; the last is followed by the first. */
function next<Step>(steps: readonly [Step, ...Step[]], step: Step): Step {
  return steps[steps.indexOf(step) + 1] ?? steps[0];
}

export const louder = (comfort: Comfort): Comfort => ({
  ...comfort,
  volume: next(volumeSteps, comfort.volume),
});
export const faster = (comfort: Comfort): Comfort => ({ ...comfort, speed: next(speedSteps, comfort.speed) });

export const channelOf = ({ earphones }: Comfort): 'speaker' | 'earphones' =>
  earphones ? 'earphones' : 'speaker';
