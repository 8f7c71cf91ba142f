/** What screens and speech may know of the visit under way (screens/facts.ts). */

import { type Facts, noFacts } from '../screens/facts.ts';
import { consentAsked, everyGroup, faceOffered, pinOffered, type VisitContext } from './visit-setup.ts';

/** What belongs to the moment rather than to the visit. */
export type MomentFacts = Pick<Facts, 'digitsEntered' | 'cue' | 'earphones' | 'secondsLeft' | 'hidable'>;

export function factsOfVisit(context: VisitContext | null, moment: MomentFacts): Facts {
  if (context === null) return { ...noFacts, ...moment };
  const { consent, recipient, prescription } = context.answers;
  return {
    groups: context.settings.groups,
    face: faceOffered(context),
    pin: pinOffered(context),
    triesLeft: context.phone?.triesLeft ?? context.card?.pinTries ?? null,
    passwordTriesLeft: context.passwordTriesLeft,
    faceReason: context.faceReason,
    cardTrouble: context.failedReadings.trouble,
    phoneTrouble: context.phone?.trouble ?? null,
    graceUntil: context.eligibility?.graceUntil ?? null,
    expires: context.eligibility?.expires ?? null,
    name: context.eligibility?.name ?? null,
    kana: context.eligibility?.kana ?? null,
    consent: consentAsked(context) ? everyGroup(consent) : null,
    recipient,
    prescription,
    marked: context.marked,
    ...moment,
  };
}
