/**
 * The words that the flow of a visit is written in: its context, events, emitted events, guards, actions, delays.
 * The flow itself is in the files beside this one, a phase a file; `visit.ts` puts them together.
 */

import { assign, emit, setup } from 'xstate';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Consent, FacilitySettings, IdentityMethod, VisitOutcome } from '../../protocol/messages.ts';
import type { CardFacts } from '../credential/card-in-use.ts';
import type { FaceVerdict } from '../credential/face-decision.ts';
import type { ReaderProfile } from '../profiles.ts';
import type { ChoiceId } from '../screens/catalogue.ts';
import type { FaceReason } from '../screens/facts.ts';
import type { AnnouncementId, ReplyId } from '../screens/spoken.ts';
import type { CueId, ScreenId, ToneId } from '../screens/vocabulary.ts';
import { groupsUsed } from '../screens/wording.ts';
import { type Choices, type Eligibility, effects } from './effects.ts';
import type { ReaderEvent } from './events.ts';

export interface VisitInput {
  readonly settings: FacilitySettings;
  readonly profile: ReaderProfile;
  readonly disaster: boolean;
  /** What the person began with. */
  readonly begin: 'card' | 'chose_card' | 'chose_phone' | 'voice';
  readonly cardIn: boolean;
}

export interface VisitContext extends VisitInput {
  readonly card: CardFacts | null;
  readonly unreadable: number;
  readonly notMyNumberCard: number;
  readonly errorCode: ErrorCode | null;
  readonly faceTriesLeft: number;
  readonly cameraWorks: boolean;
  readonly lastCue: CueId | null;
  readonly faceReason: FaceReason | null;
  readonly passwordTriesLeft: number;
  readonly method: IdentityMethod | null;
  readonly eligibility: Eligibility | null;
  readonly marked: ChoiceId | null;
  readonly consent: Partial<Consent>;
  readonly recipient: boolean | null;
  readonly prescription: 'electronic' | 'paper' | null;
  readonly provideLimit: boolean | null;
  readonly outcome: VisitOutcome | null;
  readonly anotherCard: boolean;
}

export interface VisitOutput {
  readonly outcome: VisitOutcome;
  /** The person never got beyond choosing: back to rest without a farewell. */
  readonly unbegun: boolean;
  /** Another card lies in the place of this visit's: its visit begins without a farewell to the one before. */
  readonly anotherCard: boolean;
}

/** Said or shown besides the screen itself. Parameters are values of the prompt catalogue. */
export type VisitEmitted =
  | { readonly type: 'announce'; readonly id: AnnouncementId }
  | { readonly type: 'reply'; readonly id: ReplyId; readonly label?: ChoiceId }
  | { readonly type: 'tone'; readonly tone: ToneId }
  | {
      readonly type: 'entry';
      readonly of: 'pin' | 'password';
      readonly result: 'right' | 'wrong';
      readonly triesLeft: number | null;
    }
  | { readonly type: 'staff'; readonly why: 'identity' | 'card_left' | 'problem' | 'refused' }
  | { readonly type: 'cardRead' }
  | { readonly type: 'cardNotRead'; readonly code: ErrorCode }
  | { readonly type: 'cardNotTrusted'; readonly code: ErrorCode }
  | { readonly type: 'face'; readonly verdict: FaceVerdict }
  | { readonly type: 'shortForms' }
  | { readonly type: 'voiceOff' }
  | { readonly type: 'readAloud' }
  | { readonly type: 'promptAgain' };

/** Which screen a state shows; `null` leaves the one that is there. */
export interface StateScreen {
  readonly screen: ScreenId | null;
  readonly variant?: string;
}

const pinOf = (context: VisitContext): number | null => context.card?.pinTries ?? null;

export const faceOffered = (context: VisitContext): boolean =>
  context.card?.hasPhoto === true && context.cameraWorks && context.faceTriesLeft > 0;
export const pinOffered = (context: VisitContext): boolean => pinOf(context) !== null;
/** The groups that the facility uses, in the order in which they are asked. */
export const groupsAsked = (context: Pick<VisitContext, 'settings'>) => groupsUsed(context.settings.groups);
export const consentAsked = (context: VisitContext): boolean =>
  context.eligibility?.graceUntil === null && groupsAsked(context).length > 0;
export const recipientAsked = (context: VisitContext): boolean =>
  context.settings.recipientQuestion && context.eligibility?.recipientCertificates === true;

/** What is sent: only groups the facility uses can be agreed to; none asked is null. */
export const choicesOf = (context: VisitContext): Choices => ({
  consent: consentAsked(context)
    ? {
        surgery: context.consent.surgery ?? false,
        treatment: context.consent.treatment ?? false,
        checkup: context.consent.checkup ?? false,
      }
    : null,
  recipient: context.recipient,
  prescription: context.prescription,
  provideLimit: context.provideLimit,
});

const everyGroup = (context: VisitContext, agreed: boolean): Consent => ({
  surgery: agreed && context.settings.groups.surgery,
  treatment: agreed && context.settings.groups.treatment,
  checkup: agreed && context.settings.groups.checkup,
});

const reasonOfCue = (cue: CueId | null): FaceReason | null => {
  switch (cue) {
    case 'no_face':
    case 'dark':
    case 'backlight':
    case 'many':
      return cue;
    default:
      return null;
  }
};

export const visitSetup = setup({
  types: {
    context: {} as VisitContext,
    input: {} as VisitInput,
    output: {} as VisitOutput,
    events: {} as ReaderEvent,
    emitted: {} as VisitEmitted,
    meta: {} as StateScreen,
  },
  actors: effects,
  delays: {
    /** The host should have answered. */
    network: ({ context }) => context.profile.limits.network * 1000,
    /** The host will not answer. */
    giveUp: ({ context }) => context.profile.limits.giveUp * 1000,
    /** The card has been left for so long that staff should know. */
    cardLeft: ({ context }) => context.profile.limits.cardLeftStaff * 1000,
    /** A card that lies there and does not answer is given up. */
    cardGone: ({ context }) => context.profile.limits.cardGone * 1000,
    /** Nobody has gone on from the disaster screen: as long as `choose_medium` waits in voice mode (our design). */
    disasterRest: 150_000,
  },
  guards: {
    beganWithCard: ({ context }) => context.begin === 'card',
    beganWithVoice: ({ context }) => context.begin === 'voice',
    beganWithPhone: ({ context }) => context.begin === 'chose_phone',
    isDisaster: ({ context }) => context.disaster,
    cardIn: ({ context }) => context.cardIn,
    faceOffered: ({ context }) => faceOffered(context),
    pinOffered: ({ context }) => pinOffered(context),
    pinLocked: ({ context }) => pinOf(context) === 0,
    pharmacy: ({ context }) => context.settings.kind === 'pharmacy',
    notRegistered: ({ context }) => context.eligibility?.registered === false,
    inGrace: ({ context }) => (context.eligibility?.graceUntil ?? null) !== null,
    expiresSoon: ({ context }) => (context.eligibility?.expires ?? null) !== null,
    recipientAsked: ({ context }) => recipientAsked(context),
    prescriptionAsked: ({ context }) => context.settings.prescriptionQuestion,
    consentAsked: ({ context }) => consentAsked(context),
    somethingAnswered: ({ context }) => context.recipient !== null || context.prescription !== null,
    limitAsked: ({ context }) => context.settings.limitScreen && context.profile.limitScreen,
    markedRegister: ({ context }) => context.marked === 'register',
    markedNotRegister: ({ context }) => context.marked === 'not_register',
    somethingMarked: ({ context }) => context.marked !== null,
    surgeryUsed: ({ context }) => context.settings.groups.surgery,
    treatmentUsed: ({ context }) => context.settings.groups.treatment,
    checkupUsed: ({ context }) => context.settings.groups.checkup,
    lastPasswordTry: ({ context }) => context.passwordTriesLeft <= 1,
  },
  actions: {
    cardPlaced: assign({ cardIn: true }),
    cardRemoved: assign({ cardIn: false }),
    anotherCame: assign({ anotherCard: true }),
    noteCue: assign({
      lastCue: ({ context, event }) => (event.type === 'camera.cue' ? event.cue : context.lastCue),
    }),
    faceTryBegins: assign({ lastCue: null, faceReason: null }),
    faceTryUsed: assign({
      faceTriesLeft: ({ context }) => context.faceTriesLeft - 1,
      faceReason: (_, params: { readonly reason: FaceReason | null }) => params.reason,
    }),
    faceNotSeen: assign({
      faceTriesLeft: ({ context }) => context.faceTriesLeft - 1,
      faceReason: ({ context }) => reasonOfCue(context.lastCue) ?? 'no_face',
    }),
    cameraBroken: assign({ cameraWorks: false, faceReason: 'fault' }),
    byFace: assign({ method: 'face' }),
    byPin: assign({ method: 'pin' }),
    byStaff: assign({ method: 'staff' }),
    passwordTryUsed: assign({ passwordTriesLeft: ({ context }) => context.passwordTriesLeft - 1 }),
    passwordTriesAnew: assign({ passwordTriesLeft: ({ context }) => context.profile.limits.passwordTries }),
    markRegister: assign({ marked: 'register' }),
    markNotRegister: assign({ marked: 'not_register' }),
    markProvide: assign({ marked: 'provide', provideLimit: true }),
    markNotProvide: assign({ marked: 'not_provide', provideLimit: false }),
    unmark: assign({ marked: null }),
    agreeToAll: assign({ consent: ({ context }) => everyGroup(context, true) }),
    agreeToNone: assign({ consent: ({ context }) => everyGroup(context, false) }),
    askEach: assign({ consent: ({ context }) => everyGroup(context, false) }),
    agreeSurgery: assign({ consent: ({ context }) => ({ ...context.consent, surgery: true }) }),
    refuseSurgery: assign({ consent: ({ context }) => ({ ...context.consent, surgery: false }) }),
    agreeTreatment: assign({ consent: ({ context }) => ({ ...context.consent, treatment: true }) }),
    refuseTreatment: assign({ consent: ({ context }) => ({ ...context.consent, treatment: false }) }),
    agreeCheckup: assign({ consent: ({ context }) => ({ ...context.consent, checkup: true }) }),
    refuseCheckup: assign({ consent: ({ context }) => ({ ...context.consent, checkup: false }) }),
    useCertificates: assign({ recipient: true }),
    notUseCertificates: assign({ recipient: false }),
    electronicPrescription: assign({ prescription: 'electronic' }),
    paperPrescription: assign({ prescription: 'paper' }),
    nowAccepted: assign({ outcome: 'accepted' }),
    nowProblem: assign({ outcome: 'problem' }),
    nowRefused: assign({ outcome: 'refused' }),
    /** The person left; an outcome that was reached before stays. */
    nowCancelled: assign({ outcome: ({ context }) => context.outcome ?? 'cancelled' }),
    nowAbandoned: assign({ outcome: ({ context }) => context.outcome ?? 'abandoned' }),
    announce: emit(
      (_, params: { readonly id: AnnouncementId }) => ({ type: 'announce', id: params.id }) as const,
    ),
    reply: emit(
      (_, params: { readonly id: ReplyId; readonly label?: ChoiceId }) =>
        ({ type: 'reply', ...params }) as const,
    ),
    tone: emit((_, params: { readonly tone: ToneId }) => ({ type: 'tone', tone: params.tone }) as const),
    tellStaff: emit(
      (_, params: { readonly why: 'identity' | 'card_left' | 'problem' | 'refused' }) =>
        ({ type: 'staff', why: params.why }) as const,
    ),
    noBack: emit({ type: 'reply', id: 'reply.no_back' }),
    shortForms: emit({ type: 'shortForms' }),
    voiceOff: emit({ type: 'voiceOff' }),
    readAloud: emit({ type: 'readAloud' }),
    promptAgain: emit({ type: 'promptAgain' }),
  },
});
