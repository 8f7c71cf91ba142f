/**
 * The words that the flow of a visit is written in: its context, events, emitted events, guards, actions, delays.
 * The flow itself is in the files beside this one, a phase a file; `visit.ts` puts them together.
 */

import { assign, emit, setup } from 'xstate';
import type { ErrorCode } from '../../protocol/errors.ts';
import type {
  Consent,
  EndReason,
  FacilitySettings,
  IdentityMethod,
  VisitOutcome,
} from '../../protocol/messages.ts';
import type { CardFacts } from '../credential/card-in-use.ts';
import type { FaceVerdict } from '../credential/face-decision.ts';
import type { PhoneKind } from '../credential/phone-in-use.ts';
import type { ReaderProfile } from '../profiles.ts';
import type { ChoiceId } from '../screens/catalogue.ts';
import type { CardTrouble, FaceReason, PhoneTrouble } from '../screens/facts.ts';
import type { AnnouncementId, ReplyId } from '../screens/spoken.ts';
import type { CueId, ScreenId, ToneId } from '../screens/vocabulary.ts';
import { type Group, groupsUsed } from '../screens/wording.ts';
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

/** What the person has answered so far; becomes the choices that are sent. */
export interface Answers {
  readonly consent: Partial<Consent>;
  readonly recipient: boolean | null;
  readonly prescription: 'electronic' | 'paper' | null;
  readonly provideLimit: boolean | null;
}

/** How the visit ends, and why where only the reader knows. */
export interface Ending {
  readonly outcome: VisitOutcome;
  readonly reason: EndReason | null;
}

/** The phone that the person wants to use. */
export interface ChosenPhone {
  readonly kind: PhoneKind;
  /** Tries left of its PIN; null: not known before it is held, or it has none. */
  readonly triesLeft: number | null;
  /** How often it was held and did not give what it is asked for. */
  readonly failed: number;
  readonly trouble: PhoneTrouble | null;
}

/** How often a card was laid down that could not be read, or was another card. */
export interface FailedReadings {
  readonly unreadable: number;
  readonly notMyNumberCard: number;
  /** Of the card that was laid down last. */
  readonly trouble: CardTrouble | null;
}

const troubleOf = {
  unreadable: 'card_unreadable',
  notMyNumberCard: 'not_my_number_card',
} as const satisfies Partial<Record<keyof FailedReadings, CardTrouble>>;

/** xstate copies it at every change: V8 keeps a copy of 20 fields and more as a dictionary, slow to make and to read. */
export interface VisitContext extends VisitInput {
  readonly card: CardFacts | null;
  readonly failedReadings: FailedReadings;
  /** null: the visit is one with a card, or none was chosen yet. */
  readonly phone: ChosenPhone | null;
  readonly faceTriesLeft: number;
  readonly cameraWorks: boolean;
  readonly lastCue: CueId | null;
  readonly faceReason: FaceReason | null;
  readonly passwordTriesLeft: number;
  readonly method: IdentityMethod | null;
  readonly eligibility: Eligibility | null;
  readonly marked: ChoiceId | null;
  readonly answers: Answers;
  /** null: it goes on. */
  readonly ending: Ending | null;
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
      readonly of: 'pin' | 'password' | 'phonePin';
      readonly result: 'right' | 'wrong';
      readonly triesLeft: number | null;
    }
  | { readonly type: 'staff'; readonly why: 'identity' | 'card_left' | 'problem' | 'refused' }
  | { readonly type: 'cardRead' }
  | { readonly type: 'cardNotRead'; readonly code: ErrorCode }
  | { readonly type: 'cardNotTrusted'; readonly code: ErrorCode }
  | { readonly type: 'phoneRead' }
  /** Phones are taken here, and the separate reader for them is not there. */
  | { readonly type: 'noPhoneReader' }
  | { readonly type: 'phoneNotUsable'; readonly code: ErrorCode }
  /** What was typed for it or came of it is needed no longer. */
  | { readonly type: 'phoneForgotten' }
  | { readonly type: 'face'; readonly verdict: FaceVerdict }
  | { readonly type: 'shortForms' }
  | { readonly type: 'voiceOff' }
  | { readonly type: 'readAloud' }
  | { readonly type: 'promptAgain' };

/** Which screen a state shows; `null` leaves the one that is there. */
export interface StateScreen {
  readonly screen: ScreenId | null;
  readonly variant?: string;
  /** The card that was laid down is being read: what follows from it has yet to be said. */
  readonly awaitsCard?: true;
}

const pinOf = (context: VisitContext): number | null => context.card?.pinTries ?? null;

export const faceOffered = (context: VisitContext): boolean =>
  context.card?.hasPhoto === true && context.cameraWorks && context.faceTriesLeft > 0;
export const pinOffered = (context: VisitContext): boolean => pinOf(context) !== null;
/** The groups that the facility uses, in the order in which they are asked. */
const groupsAsked = (context: Pick<VisitContext, 'settings'>) => groupsUsed(context.settings.groups);
/** Nobody is asked for what cannot be viewed: in grace, or of people insured in some ways. */
export const consentAsked = (context: VisitContext): boolean =>
  context.eligibility?.graceUntil === null && context.eligibility.viewing && groupsAsked(context).length > 0;
export const recipientAsked = (context: VisitContext): boolean =>
  context.settings.recipientQuestion && context.eligibility?.recipientCertificates === true;

/** What is sent: only groups the facility uses can be agreed to; none asked is null. */
export function choicesOf(context: VisitContext): Choices {
  const { consent, recipient, prescription, provideLimit } = context.answers;
  return {
    consent: consentAsked(context) ? everyGroup(consent) : null,
    recipient,
    prescription,
    provideLimit,
  };
}

/** A group that has no answer is not agreed to. */
export const everyGroup = ({
  surgery = false,
  treatment = false,
  checkup = false,
}: Partial<Consent>): Consent => ({ surgery, treatment, checkup });

// The actions that note how a visit ends and why, for the lists of transitions.
export const abandonedBecause = (reason: EndReason) =>
  ({ type: 'nowAbandoned', params: { reason } }) as const;
export const problemBecause = (reason: EndReason | null) =>
  ({ type: 'nowProblem', params: { reason } }) as const;
export const refusedBecause = (reason: EndReason) => ({ type: 'nowRefused', params: { reason } }) as const;

interface Moment {
  readonly context: VisitContext;
}
const answering =
  (change: Partial<Answers>) =>
  ({ context: { answers } }: Moment): Answers => ({ ...answers, ...change });
const consenting =
  (group: Group, agreed: boolean) =>
  ({ context: { answers } }: Moment): Answers => ({
    ...answers,
    consent: { ...answers.consent, [group]: agreed },
  });
/** To every group that the facility uses. */
const consentingToAll =
  (agreed: boolean) =>
  ({ context: { answers, settings } }: Moment): Answers => ({
    ...answers,
    consent: agreed ? settings.groups : everyGroup({}),
  });

const withoutTrouble = ({ context: { failedReadings } }: Moment): FailedReadings => ({
  ...failedReadings,
  trouble: null,
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
    /** What a phone is to sign is asked for anew before it is too old: well within its life at the back end. */
    challengeOld: 120_000,
    /** Nobody has gone on from the disaster screen: as long as `choose_medium` waits in voice mode (our design). */
    disasterRest: 150_000,
  },
  guards: {
    beganWithCard: ({ context }) => context.begin === 'card',
    beganWithVoice: ({ context }) => context.begin === 'voice',
    beganWithPhone: ({ context }) => context.begin === 'chose_phone',
    phonesTaken: ({ context }) => context.settings.phones,
    unitReadsPhones: ({ context }) => context.profile.phones === 'unit',
    withPhone: ({ context }) => context.phone !== null,
    isDisaster: ({ context }) => context.disaster,
    hasVoiceMode: ({ context }) => context.profile.voiceMode,
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
    somethingAnswered: ({ context: { answers } }) =>
      answers.recipient !== null || answers.prescription !== null,
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
    /** What was wrong with the card before is past. */
    cardPlaced: assign({ cardIn: true, failedReadings: withoutTrouble }),
    forgetCardTrouble: assign({ failedReadings: withoutTrouble }),
    cardRemoved: assign({ cardIn: false }),
    readingFailed: assign({
      failedReadings: ({ context: { failedReadings } }, { by }: { readonly by: keyof typeof troubleOf }) => ({
        ...failedReadings,
        [by]: failedReadings[by] + 1,
        trouble: troubleOf[by],
      }),
    }),
    noPhone: assign({ phone: null, method: null }),
    forgetPhone: emit({ type: 'phoneForgotten' }),
    phoneChosen: assign({
      phone: (_, { kind }: Pick<ChosenPhone, 'kind'>) => ({
        kind,
        triesLeft: null,
        failed: 0,
        trouble: null,
      }),
    }),
    phoneTroubled: assign({
      phone: ({ context: { phone } }, { trouble }: Pick<ChosenPhone, 'trouble'>) =>
        phone === null ? null : { ...phone, trouble },
    }),
    phoneFailed: assign({
      phone: ({ context: { phone } }) => (phone === null ? null : { ...phone, failed: phone.failed + 1 }),
    }),
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
    byPhone: assign({ method: 'phone' }),
    passwordTryUsed: assign({ passwordTriesLeft: ({ context }) => context.passwordTriesLeft - 1 }),
    passwordTriesAnew: assign({ passwordTriesLeft: ({ context }) => context.profile.limits.passwordTries }),
    markRegister: assign({ marked: 'register' }),
    markNotRegister: assign({ marked: 'not_register' }),
    markProvide: assign({ marked: 'provide', answers: answering({ provideLimit: true }) }),
    markNotProvide: assign({ marked: 'not_provide', answers: answering({ provideLimit: false }) }),
    unmark: assign({ marked: null }),
    agreeToAll: assign({ answers: consentingToAll(true) }),
    agreeToNone: assign({ answers: consentingToAll(false) }),
    askEach: assign({ answers: consentingToAll(false) }),
    agreeSurgery: assign({ answers: consenting('surgery', true) }),
    refuseSurgery: assign({ answers: consenting('surgery', false) }),
    agreeTreatment: assign({ answers: consenting('treatment', true) }),
    refuseTreatment: assign({ answers: consenting('treatment', false) }),
    agreeCheckup: assign({ answers: consenting('checkup', true) }),
    refuseCheckup: assign({ answers: consenting('checkup', false) }),
    useCertificates: assign({ answers: answering({ recipient: true }) }),
    notUseCertificates: assign({ answers: answering({ recipient: false }) }),
    electronicPrescription: assign({ answers: answering({ prescription: 'electronic' }) }),
    paperPrescription: assign({ answers: answering({ prescription: 'paper' }) }),
    /** What was refused, the person replaces by something else. */
    endsNotYet: assign({ ending: null }),
    nowAccepted: assign({ ending: { outcome: 'accepted', reason: null } }),
    /** The first reason stands. */
    nowProblem: assign({
      ending: ({ context: { ending } }, { reason }: Pick<Ending, 'reason'>) =>
        ending?.outcome === 'problem' ? ending : ({ outcome: 'problem', reason } as const),
    }),
    nowRefused: assign({
      ending: ({ context: { ending } }, { reason }: Pick<Ending, 'reason'>) =>
        ending?.outcome === 'refused' ? ending : ({ outcome: 'refused', reason } as const),
    }),
    /** The person left; an outcome that was reached before stays. */
    nowCancelled: assign({
      ending: ({ context }) => context.ending ?? ({ outcome: 'cancelled', reason: null } as const),
    }),
    nowAbandoned: assign({
      ending: ({ context }, { reason }: Pick<Ending, 'reason'>) =>
        context.ending ?? ({ outcome: 'abandoned', reason } as const),
    }),
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
    phonePinRight: emit({ type: 'entry', of: 'phonePin', result: 'right', triesLeft: null }),
    shortForms: emit({ type: 'shortForms' }),
    voiceOff: emit({ type: 'voiceOff' }),
    readAloud: emit({ type: 'readAloud' }),
    promptAgain: emit({ type: 'promptAgain' }),
  },
});
