/** How long a screen waits for the person, from the catalogue and the profile. Counting is the flow's. */

import type { ReaderProfile } from '../profiles.ts';
import { type ScreenId, screens } from './catalogue.ts';

export interface ScreenTime {
  /** Milliseconds without a key until the warning, or until the time is over; null where the screen just stays. */
  readonly limit: number | null;
  /** Milliseconds of `timeout_warning` that follow; null where there is no warning. */
  readonly warning: number | null;
  /** The limit waits while a prompt is spoken for the first time, and while a cue is spoken (A11Y-40). */
  readonly waitsForSpeech: boolean;
}

const untimed: ScreenTime = { limit: null, warning: null, waitsForSpeech: false };

/** A limit that is not fixed is doubled in voice mode (WCAG 2.2.1; the factor is our design). */
export function screenTime(screen: ScreenId, profile: ReaderProfile, voiceMode: boolean): ScreenTime {
  const time = screens[screen].time;
  if (time?.limit === undefined) return untimed;
  const seconds = typeof time.limit === 'number' ? time.limit : profile.limits[time.limit];
  const fixed = time.fixed === true;
  return {
    limit: seconds * (voiceMode && !fixed ? 2000 : 1000),
    warning: time.warned === true ? profile.limits.warning * 1000 : null,
    waitsForSpeech: !fixed,
  };
}
