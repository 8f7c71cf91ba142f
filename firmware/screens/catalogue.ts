/**
 * The structure of every screen: its keys, its time limit, its variants, what it announces. Where a choice leads is
 * the flow's (reader/); the words are in `texts.<language>.json` under ids that follow from the screen's (`wording.ts`).
 * Where the source paper draws no screen, the screen is our design.
 */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { ProfileId } from '../profiles.ts';
import type { DisplaySetting } from './display-mode.ts';
import type { Key } from './keys.ts';

interface ChoiceShape {
  /** `any`: whichever key is pressed. */
  readonly key: Key | 'any';
  /** Its label is the text `label.<id>`. */
  readonly id: string;
  /** The choice is on the screen only where this holds (`offered.ts`). */
  readonly when?: 'face' | 'pin' | 'voice' | 'speaker' | 'hidable';
  /** Only marks; `#` acts. Without it a digit acts at once. */
  readonly acts?: 'mark';
  /** Takes a mark away. */
  readonly clears?: 'mark';
  /** Switches how the screens of this visit are seen; pressed again, switches it back. */
  readonly sets?: DisplaySetting;
  /** Reads the answers aloud, on the speaker too: the person's own choice (A11Y-12). */
  readonly readsAloud?: true;
}

/** Seconds. */
export interface TimeLimit {
  /** Without a key for so long the time is over. A name is a limit of the reader's profile. */
  readonly limit?: number | 'cardGone' | 'warning';
  /** `timeout_warning` comes before the time is over. */
  readonly warned?: true;
  /** Runs while speech runs, and is not doubled in voice mode (`time-limit.ts`). */
  readonly fixed?: true;
  /** What `repeats` names is said again every so often … */
  readonly repeat?: number;
  /** … and for the first time after so long, where that differs. */
  readonly firstRepeat?: number;
  /** It is said again while other screens lie above this one too: what it tells of stays there. */
  readonly repeatsCovered?: true;
  /** The soft working tone is heard every so often: silence is never a state. */
  readonly workingTone?: number;
}

export interface Variants {
  /** What tells them apart. */
  readonly by: 'reason' | 'pass' | 'kind';
  readonly values: readonly string[];
  /** Shown, and spoken through earphones only; the speaker says the forms named `private` instead. */
  readonly private?: readonly string[];
  readonly codes?: Readonly<Record<string, ErrorCode>>;
}

interface ScreenShape {
  /** Profiles that have the screen; all of them where it is absent. */
  readonly only?: readonly ProfileId[];
  readonly choices: readonly ChoiceShape[];
  readonly time?: TimeLimit;
  readonly variants?: Variants;
  /** No body: the choices are made from the complete languages. */
  readonly generated?: 'languages';
  /** The n-th line of the body is shown only where the profile has voice mode. */
  readonly voiceLine?: number;
  /** Another body where the facility does not use every group. */
  readonly bodySome?: true;
  /** Another body of each variant where phones are held to a separate reader. */
  readonly bodySeparate?: true;
  /** Asks about this group of information. */
  readonly group?: 'surgery' | 'treatment' | 'checkup';
  /** Nobody is served while it stands. */
  readonly rest?: true;
  /** Is read by staff: shown also where the person has hidden the screen, and holds nothing that they could have hidden. */
  readonly forStaff?: true;
  /**
   * Tells how a check ended, or that the card is to be taken: whatever lies above the visit gives way to it (A11Y-19), as there
   * it could be neither seen nor heard. None of them asks a question that a key pressed a moment too late could answer.
   */
  readonly outcome?: true;
  /** Holds something about the person. */
  readonly private?: true;
  /** Digits are data here: a masked field. */
  readonly digits?: { readonly of: 'pin' | 'password'; readonly min: number; readonly max: number };
  /** What is said of the outcome on entering, before the prompt; `variant` adds the variant to the id. */
  readonly announces?: string;
  readonly announcesVariant?: true;
  /** The announcement is not made on entering, only when somebody comes. */
  readonly announcesOnDemand?: true;
  /** The announcement is made before the last try only, and only where no prompt tells of it. */
  readonly announcesLastTry?: true;
  /** Has a prompt: `plain`, one a variant, or one for the speaker and one for earphones. */
  readonly prompt?: 'plain' | 'variant' | 'channel';
  /** Goes on by itself when its prompt was heard to its end: what a key cuts of it is said again. */
  readonly goesOnWhenHeard?: true;
  /** The announcement that `time.repeat` repeats. It ends with the screen. */
  readonly repeats?: string;
}

const end = { key: '9', id: 'end' } as const;
const finish = { key: '9', id: 'finish' } as const;
const staff = { key: '0', id: 'staff' } as const;
const staffCheck = { key: '0', id: 'staff_check' } as const;
const back = { key: '*', id: 'back' } as const;
const useCard = { key: '1', id: 'use_card' } as const;
const goOn = { key: '1', id: 'go_on' } as const;
const agree = { key: '1', id: 'agree' } as const;
const refuse = { key: '2', id: 'refuse' } as const;
const confirm = { key: '#', id: 'confirm' } as const;
const clear = { key: '*', id: 'clear' } as const;
const unmark = { key: '*', id: 'back', clears: 'mark' } as const;
const voice = { key: '*', id: 'voice', when: 'voice' } as const;

/** One key each from rest (A11Y-31), and the same keys wherever the language can be chosen (our design). */
const largeText = { key: '3', id: 'large_text', sets: 'text' } as const;
const highContrast = { key: '4', id: 'high_contrast', sets: 'contrast' } as const;

const short = { limit: 60, warned: true } as const;
const middle = { limit: 90, warned: true } as const;
const long = { limit: 120, warned: true } as const;

const table = {
  // ── at rest ───────────────────────────────────────────────────────────────────────────────────────
  idle: {
    rest: true,
    voiceLine: 2,
    choices: [
      { key: '1', id: 'card' },
      { key: '2', id: 'phone' },
      largeText,
      highContrast,
      { key: '8', id: 'language' },
      staff,
      voice,
    ],
  },
  out_of_service: {
    rest: true,
    announces: 'announce.out_of_service',
    announcesOnDemand: true,
    choices: [staff],
  },
  disaster: {
    rest: true,
    prompt: 'plain',
    choices: [{ key: '1', id: 'card_reception' }, staff, voice],
  },

  // ── beginning ─────────────────────────────────────────────────────────────────────────────────────
  welcome: {
    only: ['next-generation'],
    time: short,
    prompt: 'plain',
    goesOnWhenHeard: true,
    choices: [end, staff, { key: '#', id: 'skip' }, back],
  },
  language: {
    time: short,
    generated: 'languages',
    prompt: 'plain',
    choices: [
      largeText,
      highContrast,
      { key: '#', id: 'hide_screen', when: 'hidable', sets: 'hidden' },
      back,
    ],
  },
  choose_medium: {
    time: short,
    prompt: 'plain',
    choices: [{ key: '1', id: 'card' }, { key: '2', id: 'phone' }, end, staff, back],
  },
  choose_phone: {
    time: short,
    prompt: 'plain',
    choices: [{ key: '1', id: 'android' }, { key: '2', id: 'iphone' }, end, staff, back],
  },
  place_card: { time: short, prompt: 'plain', choices: [end, staff, back] },

  // ── who it is (本人確認) ──────────────────────────────────────────────────────────────────────────
  choose_method: {
    time: short,
    prompt: 'plain',
    choices: [
      { key: '1', id: 'face', when: 'face' },
      { key: '2', id: 'pin', when: 'pin' },
      end,
      staffCheck,
      back,
    ],
  },
  face_capture: {
    // One attempt. Key 2 keeps the meaning it had on choose_method, so there is no 1.
    time: { limit: 30 },
    prompt: 'plain',
    choices: [{ key: '2', id: 'pin', when: 'pin' }, end, staff, back],
  },
  face_retry: {
    time: short,
    announces: 'announce.face_not_confirmed',
    prompt: 'plain',
    choices: [
      { key: '1', id: 'again', when: 'face' },
      { key: '2', id: 'pin', when: 'pin' },
      end,
      staffCheck,
      back,
    ],
  },
  pin_entry: {
    time: middle,
    private: true,
    digits: { of: 'pin', min: 4, max: 4 },
    announces: 'announce.pin_last_try',
    announcesLastTry: true,
    prompt: 'plain',
    choices: [confirm, clear],
  },
  pin_wrong: {
    time: short,
    announces: 'announce.pin_wrong',
    prompt: 'plain',
    choices: [{ key: '1', id: 'again' }, { key: '2', id: 'face', when: 'face' }, end, staffCheck, back],
  },
  pin_locked: {
    time: middle,
    announces: 'announce.pin_locked',
    prompt: 'plain',
    choices: [{ key: '1', id: 'face', when: 'face' }, end, staffCheck, back],
  },
  staff_check: {
    forStaff: true,
    time: { repeat: 30 },
    announces: 'announce.staff_called',
    repeats: 'announce.staff_waiting',
    prompt: 'plain',
    choices: [end, { key: '#', id: 'staff_here' }, { key: '*', id: 'cancel' }],
  },
  staff_password: {
    forStaff: true,
    time: short,
    private: true,
    digits: { of: 'password', min: 4, max: 8 },
    prompt: 'plain',
    choices: [confirm, clear],
  },
  staff_verdict: {
    forStaff: true,
    time: short,
    prompt: 'plain',
    choices: [{ key: '1', id: 'same_person' }, { key: '2', id: 'other_person' }, end, staff, back],
  },

  // ── the card and its certificate ──────────────────────────────────────────────────────────────────
  card_refused: {
    time: middle,
    outcome: true,
    variants: {
      by: 'reason',
      values: [
        'expired',
        'revoked',
        'suspended',
        'returned',
        'not_my_number_card',
        'unreadable',
        'staff_said_other',
      ],
      private: ['revoked', 'suspended', 'returned', 'staff_said_other'],
      codes: { unreadable: 'EMU-001', not_my_number_card: 'EMU-002' },
    },
    announces: 'announce.card_refused',
    announcesVariant: true,
    prompt: 'variant',
    choices: [end, staff],
  },
  cert_grace: {
    time: middle,
    announces: 'announce.cert_grace',
    prompt: 'plain',
    choices: [goOn, end, staff],
  },
  expiry_notice: {
    time: middle,
    announces: 'announce.expiry_notice',
    prompt: 'plain',
    choices: [goOn, end, staff],
  },
  not_registered: {
    time: long,
    announces: 'announce.not_registered',
    prompt: 'plain',
    choices: [
      { key: '1', id: 'register', acts: 'mark' },
      { key: '2', id: 'not_register', acts: 'mark' },
      end,
      staff,
      confirm,
      unmark,
    ],
  },

  // ── questions ─────────────────────────────────────────────────────────────────────────────────────
  recipient_certificate: {
    time: long,
    prompt: 'plain',
    choices: [{ key: '1', id: 'use' }, { key: '2', id: 'not_use' }, end, staff],
  },
  prescription_form: {
    time: long,
    prompt: 'plain',
    choices: [{ key: '1', id: 'electronic' }, { key: '2', id: 'paper' }, end, staff, back],
  },
  consent_all: {
    time: long,
    bodySome: true,
    prompt: 'plain',
    choices: [
      { key: '1', id: 'agree_all' },
      { key: '2', id: 'one_by_one' },
      { key: '3', id: 'refuse' },
      end,
      staff,
      back,
    ],
  },
  consent_surgery: {
    time: long,
    group: 'surgery',
    prompt: 'plain',
    choices: [agree, refuse, end, staff, back],
  },
  consent_treatment: {
    time: long,
    group: 'treatment',
    prompt: 'plain',
    choices: [agree, refuse, end, staff, back],
  },
  consent_checkup: {
    time: long,
    group: 'checkup',
    prompt: 'plain',
    choices: [agree, refuse, end, staff, back],
  },
  consent_summary: {
    time: long,
    private: true,
    prompt: 'channel',
    choices: [
      { key: '1', id: 'read_aloud', when: 'speaker', readsAloud: true },
      end,
      staff,
      confirm,
      { key: '*', id: 'choose_again' },
    ],
  },
  high_cost: {
    only: ['current'],
    time: long,
    prompt: 'plain',
    choices: [
      { key: '1', id: 'provide', acts: 'mark' },
      { key: '2', id: 'not_provide', acts: 'mark' },
      end,
      staff,
      confirm,
      unmark,
    ],
  },

  // ── outcome ───────────────────────────────────────────────────────────────────────────────────────
  checking: {
    time: { repeat: 5, workingTone: 3 },
    variants: { by: 'pass', values: ['eligibility', 'registration', 'submit'] },
    announces: 'announce.checking',
    announcesVariant: true,
    repeats: 'announce.still_checking',
    choices: [end, staff],
  },
  accepted: {
    time: short,
    outcome: true,
    announces: 'announce.accepted',
    prompt: 'plain',
    choices: [finish, staff],
  },
  accepted_clinic: {
    time: short,
    outcome: true,
    announces: 'announce.accepted',
    prompt: 'plain',
    choices: [finish, staff],
  },
  eligibility_problem: {
    time: short,
    outcome: true,
    announces: 'announce.eligibility_problem',
    prompt: 'plain',
    choices: [finish, staff],
  },
  take_card: {
    outcome: true,
    time: { repeat: 10, firstRepeat: 5, repeatsCovered: true },
    announces: 'announce.take_card',
    repeats: 'announce.card_left',
    choices: [staff],
  },
  ended: { time: { limit: 3, fixed: true }, prompt: 'plain', choices: [] },

  // ── above another screen ──────────────────────────────────────────────────────────────────────────
  call_staff: {
    time: { limit: 60 },
    announces: 'announce.staff_called',
    prompt: 'plain',
    choices: [end, back],
  },
  timeout_warning: {
    // Fixed: it says how much time is left, and that must stay true while it speaks.
    time: { limit: 'warning', fixed: true },
    announces: 'announce.timeout_warning',
    prompt: 'plain',
    choices: [{ key: 'any', id: 'go_on' }],
  },
  card_missing: {
    time: { limit: 'cardGone', fixed: true },
    announces: 'announce.card_missing',
    prompt: 'plain',
    choices: [end, staff],
  },
  reconnecting: {
    time: { repeat: 15, workingTone: 3 },
    announces: 'announce.reconnecting',
    repeats: 'announce.still_reconnecting',
    prompt: 'plain',
    choices: [end, staff],
  },

  // ── smartphones ───────────────────────────────────────────────────────────────────────────────────
  phone_pin: {
    time: middle,
    private: true,
    digits: { of: 'pin', min: 4, max: 4 },
    prompt: 'plain',
    choices: [confirm, clear],
  },
  hold_phone: {
    time: short,
    variants: { by: 'kind', values: ['android', 'iphone'] },
    bodySeparate: true,
    prompt: 'variant',
    choices: [end, staff, back],
  },
  phone_pin_wrong: {
    time: short,
    announces: 'announce.phone_pin_wrong',
    prompt: 'plain',
    choices: [{ key: '1', id: 'again' }, end, staff, back],
  },
  phone_pin_locked: {
    time: middle,
    announces: 'announce.phone_pin_locked',
    prompt: 'plain',
    choices: [useCard, end, staff],
  },
  phone_not_offered: {
    time: short,
    announces: 'announce.phone_not_offered',
    prompt: 'plain',
    choices: [useCard, end, staff, back],
  },
  phone_refused: {
    time: middle,
    outcome: true,
    announces: 'announce.phone_refused',
    prompt: 'plain',
    choices: [useCard, end, staff],
  },
} as const satisfies Record<string, ScreenShape>;

export type ScreenId = keyof typeof table;
export type ChoiceId = (typeof table)[ScreenId]['choices'][number]['id'];
export type ChoiceCondition = NonNullable<ChoiceShape['when']>;

export interface Choice extends ChoiceShape {
  readonly id: ChoiceId;
}
export interface Screen extends ScreenShape {
  readonly choices: readonly Choice[];
}

export type RefusalReason = (typeof table)['card_refused']['variants']['values'][number];

export const screens: Readonly<Record<ScreenId, Screen>> = table;

export const isScreenId = (text: string): text is ScreenId => Object.hasOwn(table, text);
export const screenIds: readonly ScreenId[] = Object.keys(table).filter(isScreenId);

/**
 * What a key means on every screen that gives it no meaning of its own and takes no digits as data. `#` skips to
 * the next sentence, 5 repeats the prompt; they, 6 and 7 act on speech alone.
 */
export const globalKeys = {
  '5': 'repeat',
  '6': 'volume',
  '7': 'speed',
  '8': 'language',
  '9': 'end',
  '0': 'staff',
  '#': 'skip_sentence',
  '*': 'back',
} as const satisfies Partial<Record<Key, string>>;
