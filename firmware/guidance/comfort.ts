/** What a person may set for the length of a visit: language, volume, speed, voice mode, how screens are seen. Earphones are plugged, not set. */

import type { Language } from '../../protocol/errors.ts';
import {
  type DisplayMode,
  type DisplaySetting,
  defaultDisplay,
  isDefaultDisplay,
} from '../screens/display-mode.ts';

export const volumeSteps = [1, 2, 3, 4, 5] as const;
export const speedSteps = [0.75, 1, 1.25, 1.5, 2] as const;

export interface Comfort {
  readonly language: Language;
  readonly volume: (typeof volumeSteps)[number];
  readonly speed: (typeof speedSteps)[number];
  /** Voice mode, and the forms of prompts that it began with. */
  readonly voice: 'off' | 'first' | 'short';
  readonly earphones: boolean;
  readonly display: DisplayMode;
}

/** The state before and after every visit; earphones stay as they are plugged (A11Y-16). */
export const defaultComfort = (language: Language, earphones: boolean): Comfort => ({
  language,
  volume: 3,
  speed: 1,
  voice: 'off',
  earphones,
  display: defaultDisplay,
});

/** Whether nothing was set; earphones are plugged, not set. */
export function isDefault({ language, volume, speed, voice, display }: Comfort, atRest: Language): boolean {
  const usual = defaultComfort(atRest, false);
  return (
    language === usual.language &&
    volume === usual.volume &&
    speed === usual.speed &&
    voice === usual.voice &&
    isDefaultDisplay(display)
  );
}

/** The step after this one; the last is followed by the first. */
function next<Step>(steps: readonly [Step, ...Step[]], step: Step): Step {
  return steps[steps.indexOf(step) + 1] ?? steps[0];
}

export const louder = (comfort: Comfort): Comfort => ({
  ...comfort,
  volume: next(volumeSteps, comfort.volume),
});
export const faster = (comfort: Comfort): Comfort => ({ ...comfort, speed: next(speedSteps, comfort.speed) });

/**
 * Large text or high contrast switched on, or off again; the screen hidden, or shown again. Whoever hides the screen is
 * led by voice from then on: nobody is left before a dark and silent reader.
 */
export function withDisplay(comfort: Comfort, setting: DisplaySetting): Comfort {
  const { display, voice } = comfort;
  switch (setting) {
    case 'text':
      return { ...comfort, display: { ...display, text: display.text === 'large' ? 'normal' : 'large' } };
    case 'contrast':
      return {
        ...comfort,
        display: { ...display, contrast: display.contrast === 'high' ? 'normal' : 'high' },
      };
    case 'hidden': {
      const hidden = !display.hidden;
      return {
        ...comfort,
        display: { ...display, hidden },
        voice: hidden && voice === 'off' ? 'first' : voice,
      };
    }
  }
}

/** Without the voice a hidden screen would be no way to go on. */
export const withoutVoice = (comfort: Comfort): Comfort => ({
  ...comfort,
  voice: 'off',
  display: comfort.display.hidden ? { ...comfort.display, hidden: false } : comfort.display,
});

export const channelOf = ({ earphones }: Comfort): 'speaker' | 'earphones' =>
  earphones ? 'earphones' : 'speaker';
