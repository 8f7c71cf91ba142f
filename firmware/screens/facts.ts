/**
 * What screens and speech must know to find their words: one record, filled by the flow. It holds how many digits
 * were entered, never which.
 */

import type { Consent } from '../../protocol/messages.ts';
import type { Personal } from '../../protocol/personal.ts';
import type { ChoiceId } from './catalogue.ts';
import type { CueId } from './vocabulary.ts';

/** Why a face was not confirmed, as far as the camera can tell. */
export const faceReasons = ['no_face', 'dark', 'backlight', 'many', 'unclear', 'attack', 'fault'] as const;
export type FaceReason = (typeof faceReasons)[number];

/** What was wrong with the card that was laid down; `announce.` before it is what is said and shown of it. */
export const cardTroubles = ['card_unreadable', 'not_my_number_card'] as const;
export type CardTrouble = (typeof cardTroubles)[number];

/** What was wrong with what was held to be read as a phone; `announce.` before it is what is said and shown of it. */
export const phoneTroubles = [
  'phone_lost',
  'phone_several',
  'phone_other',
  'not_a_phone',
  'phone_not_agreed',
] as const;
export type PhoneTrouble = (typeof phoneTroubles)[number];

export interface Facts {
  /** Groups of information that the facility uses. */
  readonly groups: Consent;
  /** A face check is possible: photograph, camera, tries left. */
  readonly face: boolean;
  /** The card has a PIN. */
  readonly pin: boolean;
  /** Tries left of the PIN in use, card's or phone's; null while unknown. */
  readonly triesLeft: number | null;
  readonly passwordTriesLeft: number | null;
  readonly faceReason: FaceReason | null;
  /** Of what was laid down last; null: nothing was wrong with it, or nothing was laid down. */
  readonly cardTrouble: CardTrouble | null;
  /** Of what was held last; null: nothing was wrong with it, or nothing was held. */
  readonly phoneTrouble: PhoneTrouble | null;
  /** Last day of the grace after expiry, `YYYY-MM-DD`. */
  readonly graceUntil: string | null;
  /** Last day of a certificate that expires soon, `YYYY-MM-DD`. */
  readonly expires: string | null;
  readonly name: Personal<string> | null;
  readonly kana: Personal<string> | null;
  /** Answers so far; null where nothing was asked. */
  readonly consent: Consent | null;
  readonly recipient: boolean | null;
  readonly prescription: 'electronic' | 'paper' | null;
  /** Seconds that `timeout_warning` or `card_missing` tells. */
  readonly secondsLeft: number | null;
  readonly marked: ChoiceId | null;
  /** How many digits are in the masked field. */
  readonly digitsEntered: number;
  /** What the camera asks for now. */
  readonly cue: CueId | null;
  readonly earphones: boolean;
  /** What stands there, or beneath the overlays, is a person's, so that they can have it hidden. */
  readonly hidable: boolean;
}

/** Nothing known yet, every group in use. */
export const noFacts: Facts = {
  groups: { surgery: true, treatment: true, checkup: true },
  face: false,
  pin: false,
  triesLeft: null,
  passwordTriesLeft: null,
  faceReason: null,
  cardTrouble: null,
  phoneTrouble: null,
  graceUntil: null,
  expires: null,
  name: null,
  kana: null,
  consent: null,
  recipient: null,
  prescription: null,
  secondsLeft: null,
  marked: null,
  digitsEntered: 0,
  cue: null,
  earphones: false,
  hidable: true,
};
