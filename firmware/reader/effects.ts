/**
 * What takes time or touches a port, as the flow sees it: names from the field, and every human outcome as a value.
 * Unprovided, each refuses loudly. The real ones are in `connect-effects.ts`.
 */

import { fromPromise, type NonReducibleUnknown } from 'xstate';
import type { EligibilityVerdict, IdentityMethod, MessageOf } from '../../protocol/messages.ts';
import type { Personal } from '../../protocol/personal.ts';
import type { CardReading, PinCheck } from '../credential/card-in-use.ts';
import type { FaceVerdict } from '../credential/face-decision.ts';
import type { PhoneKind, PhoneReading } from '../credential/phone-in-use.ts';
import type { IphoneWay } from '../profiles.ts';

/** What the back end said of the person, for the screens that follow. */
export interface Eligibility {
  readonly name: Personal<string> | null;
  readonly kana: Personal<string> | null;
  readonly registered: boolean;
  readonly graceUntil: string | null;
  readonly expires: string | null;
  readonly recipientCertificates: boolean;
  /** false: of people insured like this no medical information is ever viewed. */
  readonly viewing: boolean;
}

export type EligibilityOutcome =
  | { readonly kind: 'valid'; readonly eligibility: Eligibility }
  | { readonly kind: Exclude<EligibilityVerdict, 'valid'> }
  /** The card refuses to sign. */
  | { readonly kind: 'card_silent' }
  | { readonly kind: 'gone' };

/** How the holding of a phone ended. What it has given is the effects' to keep. */
export type PhoneOutcome =
  | { readonly kind: 'read' }
  | Exclude<PhoneReading, { readonly kind: 'signed' | 'facts' }>;

/** How the phone that is to be held is read. */
export interface PhoneToRead {
  readonly kind: PhoneKind;
  readonly way: IphoneWay;
}

export type FaceOutcome = { readonly kind: FaceVerdict | 'aborted' };
export type PasswordOutcome = { readonly kind: 'right' | 'wrong' };
export type RegistrationOutcome = { readonly registered: boolean };
export type UseOutcome = { readonly kind: MessageOf<'useAnswer'>['outcome'] };
export type WithdrawalOutcome = { readonly kind: MessageOf<'withdrawAnswer'>['outcome'] };

/** What the patient chose; becomes the use request. */
export type Choices = Pick<
  MessageOf<'useRequest'>,
  'consent' | 'recipient' | 'prescription' | 'provideLimit'
>;

const unprovided = <Output, Input = NonReducibleUnknown>(name: string) =>
  fromPromise<Output, Input>(() => Promise.reject(new Error(`effect ${name} was not provided`)));

export const effects = {
  readCard: unprovided<CardReading>('readCard'),
  findPhoneReader: unprovided<boolean>('findPhoneReader'),
  keepPhonePin: unprovided<void>('keepPhonePin'),
  readPhone: unprovided<PhoneOutcome, PhoneToRead>('readPhone'),
  verifyPin: unprovided<PinCheck>('verifyPin'),
  checkPassword: unprovided<PasswordOutcome>('checkPassword'),
  matchFace: unprovided<FaceOutcome>('matchFace'),
  requestEligibility: unprovided<EligibilityOutcome, { readonly method: IdentityMethod }>(
    'requestEligibility',
  ),
  registerUse: unprovided<RegistrationOutcome>('registerUse'),
  submitUse: unprovided<UseOutcome, Choices>('submitUse'),
  withdrawUse: unprovided<WithdrawalOutcome>('withdrawUse'),
};
