/** Settings of facilities and people's situations that lead through every part of the flow; endings of every effect. */

import type { CardFacts } from '../../../firmware/credential/card-in-use.ts';
import { profiles } from '../../../firmware/profiles.ts';
import type { Eligibility } from '../../../firmware/reader/effects.ts';
import { faceOffered, type VisitContext, type VisitInput } from '../../../firmware/reader/visit-setup.ts';
import { type ChoiceId, screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import type { FacilitySettings } from '../../../protocol/messages.ts';
import { Personal } from '../../../protocol/personal.ts';

export const settings = (changes: Partial<FacilitySettings> = {}): FacilitySettings => ({
  kind: 'clinic',
  groups: { surgery: true, treatment: true, checkup: true },
  phones: true,
  prescriptionQuestion: false,
  recipientQuestion: true,
  faceTries: 3,
  limitScreen: false,
  passwordSalt: new Uint8Array(16),
  passwordDigest: new Uint8Array(32),
  ...changes,
});

export const input = (changes: Partial<VisitInput> = {}): VisitInput => ({
  settings: settings(),
  profile: profiles['next-generation'],
  disaster: false,
  begin: 'card',
  cardIn: false,
  ...changes,
});

/** The usual card: three tries, a photograph. */
export const usualCard: CardFacts = { pinTries: 3, hasPhoto: true };

export const eligible = (changes: Partial<Eligibility> = {}): Eligibility => ({
  name: new Personal('見本　太郎'),
  kana: new Personal('ミホン　タロウ'),
  registered: true,
  graceUntil: null,
  expires: null,
  recipientCertificates: false,
  viewing: true,
  ...changes,
});

/** Every kind of ending of every effect of a visit. */
export const visitEndings = {
  readCard: [
    { kind: 'read', facts: usualCard },
    { kind: 'read', facts: { pinTries: null, hasPhoto: true } },
    { kind: 'read', facts: { pinTries: null, hasPhoto: false } },
    { kind: 'read', facts: { pinTries: 0, hasPhoto: false } },
    { kind: 'unreadable' },
    { kind: 'notMyNumberCard' },
    { kind: 'notTrusted', code: 'EMU-330' },
    { kind: 'notTrusted', code: 'EMU-331' },
    { kind: 'gone' },
  ],
  findPhoneReader: [true, false],
  keepPhonePin: [undefined],
  readPhone: [
    { kind: 'read' },
    { kind: 'pinWrong', triesLeft: 1 },
    { kind: 'pinLocked' },
    { kind: 'notAgreed' },
    { kind: 'biometricsLocked' },
    { kind: 'lost' },
    { kind: 'several' },
    { kind: 'otherPhone' },
    { kind: 'otherKind' },
    { kind: 'notAPhone' },
    { kind: 'unusable', code: 'EMU-370' },
    { kind: 'aborted' },
  ],
  verifyPin: [{ kind: 'right' }, { kind: 'wrong', triesLeft: 1 }, { kind: 'locked' }, { kind: 'gone' }],
  checkPassword: [{ kind: 'right' }, { kind: 'wrong' }],
  matchFace: [
    { kind: 'matched' },
    { kind: 'notMatched' },
    { kind: 'attack' },
    { kind: 'unclear' },
    { kind: 'cameraFault' },
    { kind: 'aborted' },
  ],
  requestEligibility: [
    { kind: 'valid', eligibility: eligible() },
    { kind: 'valid', eligibility: eligible({ registered: false }) },
    { kind: 'valid', eligibility: eligible({ graceUntil: '2027-01-31', recipientCertificates: true }) },
    { kind: 'valid', eligibility: eligible({ expires: '2026-12-01' }) },
    { kind: 'valid', eligibility: eligible({ recipientCertificates: true }) },
    { kind: 'card_expired' },
    { kind: 'card_revoked' },
    { kind: 'card_suspended' },
    { kind: 'card_returned' },
    { kind: 'card_silent' },
    { kind: 'phone_unusable' },
    { kind: 'problem' },
    { kind: 'gone' },
  ],
  registerUse: [{ registered: true }, { registered: false }],
  submitUse: [{ kind: 'accepted' }, { kind: 'problem' }, { kind: 'withdrawn' }],
  withdrawUse: [{ kind: 'accepted' }, { kind: 'withdrawn' }],
} as const;

export const choiceIds: readonly ChoiceId[] = [
  ...new Set(screenIds.flatMap((id) => screens[id].choices.map((choice) => choice.id))),
];

/** Every event that a visit can hear besides the endings of its effects and delays. */
export const visitEvents = [
  ...choiceIds.map((id) => ({ type: `choice.${id}` })),
  { type: 'entry.complete' },
  { type: 'card.placed' },
  { type: 'card.removed' },
  { type: 'card.back' },
  { type: 'card.lost' },
  { type: 'card.other' },
  { type: 'earphones.in' },
  { type: 'earphones.out' },
  { type: 'camera.cue', cue: 'dark' },
  { type: 'host.up' },
  { type: 'host.away' },
  { type: 'challenge.asked' },
  { type: 'challenge.given' },
  { type: 'time.over' },
  { type: 'speech.ended' },
];

const noGroups = { surgery: false, treatment: false, checkup: false };

/** Facilities and beginnings that differ in what is asked. Few tries keep the graph small. */
export const beginnings: readonly VisitInput[] = (() => {
  const few = {
    ...profiles['next-generation'],
    limits: { ...profiles['next-generation'].limits, passwordTries: 2, cardTries: 2 },
  };
  const current = { ...profiles.current, limits: few.limits };
  const base = { profile: few, settings: settings({ faceTries: 1 }) };
  return [
    input(base),
    input({
      ...base,
      begin: 'voice',
      settings: settings({ faceTries: 1, kind: 'pharmacy', prescriptionQuestion: true }),
    }),
    input({ ...base, begin: 'chose_card', disaster: true }),
    input({
      ...base,
      begin: 'voice',
      disaster: true,
      settings: settings({ faceTries: 1, groups: noGroups }),
    }),
    input({
      ...base,
      begin: 'chose_phone',
      settings: settings({
        faceTries: 1,
        recipientQuestion: false,
        groups: { ...noGroups, treatment: true },
      }),
    }),
    input({ ...base, begin: 'chose_phone', settings: settings({ faceTries: 1, phones: false }) }),
    input({ begin: 'chose_phone', profile: current, settings: settings({ faceTries: 1 }) }),
    input({
      begin: 'chose_card',
      profile: current,
      settings: settings({ faceTries: 1, limitScreen: true, groups: { ...noGroups, checkup: true } }),
    }),
  ];
})();

/** What of a visit its guards look at, by how far it has come. */
export function mattersOfVisit(context: VisitContext): unknown {
  const { ending, cardIn, eligibility, card, phone, marked } = context;
  if (ending !== null) return [ending.outcome, cardIn];
  if (eligibility !== null) {
    const { registered, graceUntil, expires, recipientCertificates, viewing } = eligibility;
    const answered = context.answers.recipient !== null || context.answers.prescription !== null;
    const told = [registered, graceUntil, expires, recipientCertificates, viewing];
    return [phone !== null, cardIn, told, marked, answered];
  }
  if (card !== null) return [cardIn, card.pinTries, faceOffered(context), context.passwordTriesLeft];
  if (phone !== null) return [cardIn, phone];
  return [cardIn, context.failedReadings];
}
