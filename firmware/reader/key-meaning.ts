/** What a key means on the screen that is shown: its own choice there, or what the key means everywhere. */

import type { ReaderProfile } from '../profiles.ts';
import { type ChoiceId, type ScreenId, screens } from '../screens/catalogue.ts';
import type { Facts } from '../screens/facts.ts';
import { offeredChoices } from '../screens/offered.ts';
import type { AnnouncementId, ReplyId } from '../screens/spoken.ts';
import { completeLanguages } from '../screens/texts.ts';
import type { Key } from '../screens/vocabulary.ts';

export type KeyMeaning =
  | { readonly kind: 'choice'; readonly choice: ChoiceId }
  /** Whichever key: more time is asked for. */
  | { readonly kind: 'any' }
  | { readonly kind: 'language'; readonly place: number }
  | { readonly kind: 'reply'; readonly reply: ReplyId }
  | { readonly kind: 'announce'; readonly announcement: AnnouncementId }
  | { readonly kind: 'comfort'; readonly comfort: 'repeat' | 'volume' | 'speed' | 'skipSentence' }
  | { readonly kind: 'nothing' };

/** Keys that act alike wherever they are not taken. */
const everywhere: Partial<Record<Key, KeyMeaning>> = {
  '5': { kind: 'comfort', comfort: 'repeat' },
  '6': { kind: 'comfort', comfort: 'volume' },
  '7': { kind: 'comfort', comfort: 'speed' },
  '8': { kind: 'choice', choice: 'language' },
  '#': { kind: 'comfort', comfort: 'skipSentence' },
  '*': { kind: 'reply', reply: 'reply.no_back' },
};

const busyScreens: ReadonlySet<ScreenId> = new Set(['checking', 'reconnecting']);

export function keyMeaning(key: Key, screen: ScreenId, profile: ReaderProfile, facts: Facts): KeyMeaning {
  // An empty masked field has nothing to confirm.
  if (screens[screen].digits !== undefined && key === '#') return { kind: 'reply', reply: 'reply.empty' };
  const choice = offeredChoices(screen, profile, facts).find((c) => c.key === key || c.key === 'any');
  if (choice !== undefined)
    return choice.key === 'any' ? { kind: 'any' } : { kind: 'choice', choice: choice.id };
  if (screens[screen].generated === 'languages') {
    const place = Number(key) - 1;
    if (place >= 0 && place < completeLanguages.length) return { kind: 'language', place };
    if (key === '8') return { kind: 'reply', reply: 'reply.not_here' };
  }
  switch (screen) {
    case 'ended':
      return { kind: 'nothing' };
    case 'out_of_service':
      return { kind: 'announce', announcement: 'announce.out_of_service' };
    case 'take_card':
      if (key === '5' || key === '9') return { kind: 'announce', announcement: 'announce.take_card' };
      break;
    case 'staff_check':
      if (key === '0') return { kind: 'announce', announcement: 'announce.staff_waiting' };
      break;
    default:
  }
  if (busyScreens.has(screen) && key !== '5') return { kind: 'reply', reply: 'reply.busy' };
  return everywhere[key] ?? { kind: 'reply', reply: 'reply.not_here' };
}
