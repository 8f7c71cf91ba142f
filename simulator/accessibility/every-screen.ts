/** Every screen as it may stand before a person, with the longest words that it may hold: what is to fit on a device. */

import type { DeviceProfile } from '../../firmware/device-profile.ts';
import { profiles, type ReaderProfile } from '../../firmware/profiles.ts';
import { type ScreenId, screenIds, screens } from '../../firmware/screens/catalogue.ts';
import type { DisplayMode } from '../../firmware/screens/display-mode.ts';
import {
  cardTroubles,
  type Facts,
  faceReasons,
  noFacts,
  phoneTroubles,
} from '../../firmware/screens/facts.ts';
import { type Layout, layoutOf } from '../../firmware/screens/layout/layout.ts';
import { composeView } from '../../firmware/screens/view.ts';
import type { Language, ScreenView } from '../../firmware/screens/vocabulary.ts';
import { cueIds } from '../../firmware/screens/vocabulary.ts';
import { Personal } from '../../protocol/personal.ts';

/** Everything known and everything answered, each in its longest form. */
const fullFacts: Facts = {
  ...noFacts,
  face: true,
  pin: true,
  triesLeft: 1,
  passwordTriesLeft: 1,
  faceReason: 'attack',
  graceUntil: '2026-12-31',
  expires: '2026-12-31',
  name: new Personal('特別永住 マリアンヌ・エリザベート'),
  consent: { surgery: false, treatment: false, checkup: false },
  recipient: false,
  prescription: 'electronic',
  secondsLeft: 30,
};

/** What of a screen may be one thing or another. */
function momentsOf(screen: ScreenId): readonly Facts[] {
  const bare: Facts = { ...noFacts, secondsLeft: 30, graceUntil: '2026-12-31', expires: '2026-12-31' };
  switch (screen) {
    case 'face_capture':
      return [...cueIds.map((cue) => ({ ...fullFacts, cue })), bare];
    case 'face_retry':
      return [
        ...faceReasons.map((faceReason) => ({ ...fullFacts, faceReason })),
        { ...fullFacts, face: false },
        bare,
      ];
    case 'place_card':
      return [...cardTroubles.map((cardTrouble) => ({ ...fullFacts, cardTrouble })), bare];
    case 'hold_phone':
      return [...phoneTroubles.map((phoneTrouble) => ({ ...fullFacts, phoneTrouble })), bare];
    case 'not_registered':
      return [fullFacts, { ...fullFacts, marked: 'register' }];
    case 'high_cost':
      return [fullFacts, { ...fullFacts, marked: 'provide' }];
    case 'consent_all':
      return [fullFacts, { ...fullFacts, groups: { surgery: true, treatment: true, checkup: false } }];
    case 'consent_summary':
      return [
        fullFacts,
        { ...fullFacts, earphones: true },
        { ...fullFacts, recipient: null, prescription: null },
      ];
    default: {
      const { digits } = screens[screen];
      return digits === undefined
        ? [fullFacts, bare]
        : [fullFacts, { ...fullFacts, digitsEntered: digits.max }];
    }
  }
}

/** One screen of a reader in every variant and at every moment. Empty where the reader does not have it. */
export function viewsOf(
  screen: ScreenId,
  mode: DisplayMode,
  language: Language,
  profile: ReaderProfile,
): readonly ScreenView[] {
  const { only, variants } = screens[screen];
  if (only !== undefined && !only.includes(profile.id)) return [];
  return (variants?.values ?? [null]).flatMap((variant) =>
    momentsOf(screen).map((facts) => composeView({ screen, variant, language, profile, facts, mode })),
  );
}

/** The reader that a device can be: with a keypad, without, or without a voice too. */
export const profileFor = (device: DeviceProfile): ReaderProfile => ({
  ...profiles[
    device.keypad !== null
      ? 'next-generation'
      : device.loudness !== null
        ? 'next-generation-minimal'
        : 'current'
  ],
  device,
});

export interface LaidOutView {
  readonly view: ScreenView;
  readonly layout: Layout;
}

/** Every way in which one screen may lie on a device. */
export function layoutsOf(
  screen: ScreenId,
  mode: DisplayMode,
  language: Language,
  device: DeviceProfile,
): readonly LaidOutView[] {
  return viewsOf(screen, mode, language, profileFor(device)).map((view) => ({
    view,
    layout: layoutOf(view, device),
  }));
}

/** Every screen of a device, in every language and mode that is given. */
export const everyLayout = (
  device: DeviceProfile,
  modes: readonly DisplayMode[],
  languages: readonly Language[],
): readonly LaidOutView[] =>
  screenIds.flatMap((screen) =>
    modes.flatMap((mode) => languages.flatMap((language) => layoutsOf(screen, mode, language, device))),
  );
