/** What a key means on the screen that is shown: its own choice there, or what the key means everywhere. */

import type { ReaderProfile } from '../profiles.ts';
import { type ChoiceId, globalKeys, type ScreenId, screens } from '../screens/catalogue.ts';
import type { DisplaySetting } from '../screens/display-mode.ts';
import type { Facts } from '../screens/facts.ts';
import { offeredChoices } from '../screens/offered.ts';
import type { AnnouncementId, ReplyId } from '../screens/spoken.ts';
import { completeLanguages } from '../screens/texts.ts';
import type { Key } from '../screens/vocabulary.ts';

export type KeyMeaning =
  | { readonly kind: 'choice'; readonly choice: ChoiceId }
  /** How the screens of the visit are seen. */
  | { readonly kind: 'display'; readonly setting: DisplaySetting }
  /** Whichever key: more time is asked for. */
  | { readonly kind: 'any' }
  | { readonly kind: 'language'; readonly place: number }
  | { readonly kind: 'reply'; readonly reply: ReplyId }
  | { readonly kind: 'announce'; readonly announcement: AnnouncementId }
  | { readonly kind: 'comfort'; readonly comfort: 'repeat' | 'volume' | 'speed' | 'skipSentence' }
  | { readonly kind: 'nothing' };

const notHere: KeyMeaning = { kind: 'reply', reply: 'reply.not_here' };

/** What the keys that mean the same everywhere come to, on a screen that does not offer it as its own choice. */
const everywhere: Readonly<Record<(typeof globalKeys)[keyof typeof globalKeys], KeyMeaning>> = {
  repeat: { kind: 'comfort', comfort: 'repeat' },
  volume: { kind: 'comfort', comfort: 'volume' },
  speed: { kind: 'comfort', comfort: 'speed' },
  language: { kind: 'choice', choice: 'language' },
  end: notHere,
  staff: notHere,
  skip_sentence: { kind: 'comfort', comfort: 'skipSentence' },
  back: { kind: 'reply', reply: 'reply.no_back' },
};

const isGlobal = (key: Key): key is keyof typeof globalKeys => Object.hasOwn(globalKeys, key);

const busyScreens: ReadonlySet<ScreenId> = new Set(['checking', 'reconnecting']);

export function keyMeaning(key: Key, screen: ScreenId, profile: ReaderProfile, facts: Facts): KeyMeaning {
  // An empty masked field has nothing to confirm.
  if (screens[screen].digits !== undefined && key === '#') return { kind: 'reply', reply: 'reply.empty' };
  const choice = offeredChoices(screen, profile, facts).find((c) => c.key === key || c.key === 'any');
  if (choice?.sets !== undefined) return { kind: 'display', setting: choice.sets };
  if (choice !== undefined)
    return choice.key === 'any' ? { kind: 'any' } : { kind: 'choice', choice: choice.id };
  if (screens[screen].generated === 'languages') {
    const place = Number(key) - 1;
    if (place >= 0 && place < completeLanguages.length) return { kind: 'language', place };
    // Whoever understands none of what was said has no other key to hear it again.
    if (key === '8') return { kind: 'comfort', comfort: 'repeat' };
  }
  switch (screen) {
    case 'ended':
      return { kind: 'nothing' };
    case 'out_of_service':
      return { kind: 'announce', announcement: 'announce.out_of_service' };
    case 'take_card':
      if (key === '5' || key === '9') return { kind: 'announce', announcement: 'announce.take_card' };
      break;
    case 'language':
      // Its choices are languages and letters; these two are those of every screen (A11Y-22).
      if (key === '9') return { kind: 'choice', choice: 'end' };
      if (key === '0') return { kind: 'choice', choice: 'staff' };
      break;
    case 'staff_check':
      if (key === '0') return { kind: 'announce', announcement: 'announce.staff_waiting' };
      break;
    default:
  }
  if (busyScreens.has(screen) && key !== '5') return { kind: 'reply', reply: 'reply.busy' };
  return isGlobal(key) ? everywhere[globalKeys[key]] : notHere;
}
