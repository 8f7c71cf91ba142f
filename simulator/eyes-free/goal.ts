/** What a tester has come for. */

import type { Language } from '../../firmware/screens/vocabulary.ts';
import type { Consent } from '../../protocol/messages.ts';

export const methods = ['face', 'pin', 'staff', 'phone'] as const;
export type Method = (typeof methods)[number];

/** What is agreed to, and in which way: with one answer, or one by one. */
export interface ConsentWish {
  readonly way: 'all' | 'none' | 'one by one';
  readonly answers: Consent;
}

export interface Goal {
  readonly language: Language;
  /** Preferred; where it is not offered, or has failed for good, any other. */
  readonly method: Method;
  readonly consent: ConsentWish;
  /** Listens through earphones. */
  readonly earphones: boolean;
  /** Asks for the short forms as soon as they are offered. */
  readonly briefly: boolean;
  /** The kind of phone that is used instead of the card; null: the card is. */
  readonly phone: 'android' | 'iphone' | null;
  /**
   * The digits that are entered for card or phone, one after the other try; the last of them from then on. Null: the
   * person has no PIN.
   */
  readonly pins: readonly string[] | null;
  /** Does nothing for the first time that something is asked, until the time is nearly over. */
  readonly dawdles: boolean;
}
