/** Which texts a screen and the state of a visit call for, by id. The words themselves are in `texts.ts`. */

import type { Consent } from '../../protocol/messages.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type ChoiceId, type ScreenId, screens } from './catalogue.ts';
import type { Facts } from './facts.ts';
import { type AnnouncementId, isAnnouncementId } from './spoken.ts';
import type { TextId } from './texts.ts';

export type Form = 'first' | 'short';
export type Group = keyof Consent;

/** The order in which groups are asked, shown and spoken. */
export const groupOrder = ['surgery', 'treatment', 'checkup'] as const satisfies readonly Group[];

export const groupsUsed = (groups: Consent): readonly Group[] => groupOrder.filter((group) => groups[group]);

/** @param phones where the profile has phones read */
export function bodyId(
  screen: ScreenId,
  variant: string | null,
  groups: Consent,
  phones: ReaderProfile['phones'],
): string {
  const { variants, bodySome, bodySeparate } = screens[screen];
  if (variants !== undefined) {
    const separate = bodySeparate === true && phones === 'separate reader' ? 'separate.' : '';
    return `${screen}.${separate}${variant}.body`;
  }
  if (bodySome === true && !groupOrder.every((group) => groups[group])) return `${screen}.some.body`;
  return `${screen}.body`;
}

/** Of a screen with several prompts the one for this variant and channel; null where the screen has none. */
export function promptId(
  screen: ScreenId,
  variant: string | null,
  form: Form,
  channel: 'speaker' | 'earphones',
): string | null {
  const { prompt, variants } = screens[screen];
  if (prompt === undefined) return null;
  switch (prompt) {
    case 'plain':
      return `${screen}.${form}`;
    case 'channel':
      return `${screen}.${channel === 'speaker' ? 'speaker' : 'private'}.${form}`;
    case 'variant': {
      const hidden = channel === 'speaker' && variants?.private?.includes(variant ?? '') === true;
      return `${screen}.${hidden ? 'private' : variant}.${form}`;
    }
  }
}

/** What the screen announces, whoever hears it; null where it announces nothing. */
export function announcementId(screen: ScreenId, variant: string | null): AnnouncementId | null {
  const { announces, announcesVariant } = screens[screen];
  if (announces === undefined) return null;
  const id = announcesVariant === true ? `${announces}.${variant}` : announces;
  return isAnnouncementId(id) ? id : null;
}

/** What is wrong with the card or phone that was tried last: stands on the screen until the next, and is said again by key 5. */
export function troubleId(
  screen: ScreenId,
  { cardTrouble, phoneTrouble }: Pick<Facts, 'cardTrouble' | 'phoneTrouble'>,
): AnnouncementId | null {
  if (screen === 'place_card' && cardTrouble !== null) return `announce.${cardTrouble}`;
  if (screen === 'hold_phone' && phoneTrouble !== null) return `announce.${phoneTrouble}`;
  return null;
}

/** Told, shown and spoken alike, only when fewer than three are left. */
export const triesId = (left: number | null): TextId | null =>
  left === 2 ? 'part.tries.2' : left === 1 ? 'part.tries.1' : null;
export const passwordTriesId = (left: number | null): TextId | null =>
  left === 2 ? 'part.password_tries.2' : left === 1 ? 'part.password_tries.1' : null;

/** 「i/n」: the place of a consent screen among those that are asked. */
export function groupCount(screen: ScreenId, groups: Consent): { readonly i: number; readonly n: number } {
  const used = groupsUsed(groups);
  const { group } = screens[screen];
  return { i: group === undefined ? 0 : used.indexOf(group) + 1, n: used.length };
}

export interface AnswerLine {
  readonly of: Group | 'recipient' | 'prescription';
  readonly choice: ChoiceId;
}

/** Every answer that `#` on the summary will send, in the order in which it was asked. */
export function answerLines(
  facts: Pick<Facts, 'groups' | 'consent' | 'recipient' | 'prescription'>,
): readonly AnswerLine[] {
  const { groups, consent, recipient, prescription } = facts;
  const lines: AnswerLine[] = [];
  if (consent !== null) {
    for (const group of groupsUsed(groups))
      lines.push({ of: group, choice: consent[group] ? 'agree' : 'refuse' });
  }
  if (recipient !== null) lines.push({ of: 'recipient', choice: recipient ? 'use' : 'not_use' });
  if (prescription !== null) lines.push({ of: 'prescription', choice: prescription });
  return lines;
}

/** Parts of one text, put one after the other. */
export const joiners = {
  groups: { ja: '／', en: ' / ' },
  sentences: { ja: '', en: ' ' },
} as const;
