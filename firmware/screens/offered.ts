/** Which choices of a screen are there at this moment: one answer for display, keys and speech. */

import type { ReaderProfile } from '../profiles.ts';
import { type Choice, type ChoiceCondition, type ScreenId, screens } from './catalogue.ts';
import type { Facts } from './facts.ts';

type OfferFacts = Pick<Facts, 'face' | 'pin' | 'earphones' | 'hidable'>;

function holds(condition: ChoiceCondition, profile: ReaderProfile, facts: OfferFacts): boolean {
  switch (condition) {
    case 'face':
      return facts.face;
    case 'pin':
      return facts.pin;
    case 'voice':
      return profile.voiceMode;
    case 'speaker':
      return profile.voiceMode && !facts.earphones;
    // Nobody hides a screen where no voice could go on.
    case 'hidable':
      return profile.voiceMode && facts.hidable;
  }
}

export const isOffered = (choice: Choice, profile: ReaderProfile, facts: OfferFacts): boolean =>
  choice.when === undefined || holds(choice.when, profile, facts);

/** The choices on the screen now, in key order. Those of the language screen are made by the view. */
export const offeredChoices = (
  screen: ScreenId,
  profile: ReaderProfile,
  facts: OfferFacts,
): readonly Choice[] => screens[screen].choices.filter((choice) => isOffered(choice, profile, facts));
