/**
 * What can be spoken besides the prompts of screens: announcements, replies, cues. Their words are the texts of the
 * same id; when each is said is the flow's and the guidance's.
 */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { DisplayMode, DisplaySetting } from './display-mode.ts';
import type { CueId, ToneId } from './vocabulary.ts';

interface Announcement {
  /** The error it tells, read out letter by letter. */
  readonly code?: ErrorCode;
  /** Earphones only; on the speaker the text that stands for it is said. */
  readonly onSpeaker?: `announce.${string}`;
  /** In voice mode followed by this sentence. */
  readonly followedBy?: 'part.orientation';
}

const refusedOnSpeaker = { onSpeaker: 'announce.card_refused.private' } as const;

/** Outcomes, errors, a card left behind: heard in every profile with speech. None names a key: there may be no keypad. */
const announcementTable = {
  'announce.card_read': {},
  'announce.card_unreadable': { code: 'EMU-001', followedBy: 'part.orientation' },
  'announce.not_my_number_card': { code: 'EMU-002' },
  'announce.confirmed': {},
  'announce.face_not_confirmed': {},
  'announce.pin_last_try': {},
  'announce.pin_wrong': {},
  'announce.pin_locked': {},
  'announce.password_wrong': {},
  'announce.staff_called': {},
  'announce.staff_waiting': {},
  'announce.card_refused.expired': {},
  'announce.card_refused.revoked': refusedOnSpeaker,
  'announce.card_refused.suspended': refusedOnSpeaker,
  'announce.card_refused.returned': refusedOnSpeaker,
  'announce.card_refused.not_my_number_card': {},
  'announce.card_refused.unreadable': {},
  'announce.card_refused.staff_said_other': refusedOnSpeaker,
  'announce.card_refused.private': {},
  'announce.cert_grace': {},
  'announce.expiry_notice': {},
  'announce.not_registered': {},
  'announce.checking.eligibility': {},
  'announce.checking.registration': {},
  'announce.checking.submit': {},
  'announce.still_checking': {},
  'announce.accepted': {},
  'announce.eligibility_problem': {},
  'announce.take_card': {},
  'announce.card_left': {},
  'announce.card_missing': {},
  'announce.card_back': {},
  'announce.timeout_warning': {},
  'announce.reconnecting': {},
  'announce.still_reconnecting': {},
  'announce.out_of_service': {},
  'announce.phone_read': {},
  'announce.phone_lost': {},
  'announce.phone_several': {},
  'announce.phone_other': {},
  'announce.not_a_phone': {},
  'announce.phone_not_agreed': {},
  'announce.phone_pin_wrong': {},
  'announce.phone_pin_locked': {},
  'announce.phone_not_offered': {},
  'announce.phone_refused': {},
} as const satisfies Record<`announce.${string}`, Announcement>;

export type AnnouncementId = keyof typeof announcementTable;
export const announcements: Readonly<Record<AnnouncementId, Announcement>> = announcementTable;
export const isAnnouncementId = (text: string): text is AnnouncementId =>
  Object.hasOwn(announcementTable, text);

interface Reply {
  /** Heard without voice mode too. */
  readonly always?: true;
  /** The prompt of the screen follows. */
  readonly thenPrompt?: true;
}

/** Answers to a key, in voice mode. */
const replyTable = {
  'reply.not_here': {},
  'reply.busy': {},
  'reply.no_back': {},
  'reply.choose_first': {},
  'reply.marked': {},
  'reply.mark_cleared': {},
  'reply.pin_full': {},
  'reply.pin_count': {},
  'reply.empty': { thenPrompt: true },
  'reply.cleared': {},
  'reply.password_count': {},
  'reply.password_full': {},
  'reply.volume': { always: true },
  'reply.speed': {},
  'reply.earphones_in': {},
  'reply.earphones_out': {},
  'reply.short_forms': {},
  'reply.extended': {},
  'reply.text_large': {},
  'reply.text_normal': {},
  'reply.contrast_high': {},
  'reply.contrast_normal': {},
  'reply.screen_hidden': {},
  'reply.screen_shown': {},
} as const satisfies Record<`reply.${string}`, Reply>;

export type ReplyId = keyof typeof replyTable;
export const replies: Readonly<Record<ReplyId, Reply>> = replyTable;

/** How the screens of the visit are seen from now on. */
export function displayReply(setting: DisplaySetting, mode: DisplayMode): ReplyId {
  switch (setting) {
    case 'text':
      return `reply.text_${mode.text}`;
    case 'contrast':
      return `reply.contrast_${mode.contrast}`;
    case 'hidden':
      return mode.hidden ? 'reply.screen_hidden' : 'reply.screen_shown';
  }
}

/** The one cue that is heard without voice mode too: the picture has been taken. */
export const capturedCue = 'captured' satisfies CueId;

export type GuidingCue = Exclude<CueId, typeof capturedCue>;

const away = { tone: 'faceAway', every: 2000 } as const;
const near = { tone: 'faceNear', every: 1000 } as const;

/** The tone between the spoken cues, and how often, in milliseconds (our design): the nearer, the higher and faster. */
export const cueTones: Readonly<Record<GuidingCue, { readonly tone: ToneId; readonly every: number }>> = {
  no_face: away,
  dark: away,
  backlight: away,
  many: away,
  too_far: near,
  too_close: near,
  move_right: near,
  move_left: near,
  face_up: near,
  face_down: near,
  turn: near,
  hold: { tone: 'faceHeld', every: 400 },
};

/** How cues are paced, in milliseconds (our design). Directions are the person's own left and right. */
export const cuePace = {
  /** A cue is spoken only after it has held for so long … */
  held: 500,
  /** … this long after the last one has ended at the earliest … */
  gap: 2000,
  /** … and again after so long if nothing has changed. */
  repeat: 5000,
} as const;
