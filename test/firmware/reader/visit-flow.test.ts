/**
 * What follows on every screen of a visit, as tables: screen, what happens, next screen. The machine alone decides; effects
 * do not run, how they end is part of a row.
 */

import { describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, type AnyStateMachine, transition } from 'xstate';
import { profiles } from '../../../firmware/profiles.ts';
import { visitMachine } from '../../../firmware/reader/visit.ts';
import type { StateScreen, VisitContext } from '../../../firmware/reader/visit-setup.ts';
import type { FacilitySettings } from '../../../protocol/messages.ts';
import { eligible, input, settings, usualCard } from './situations.ts';
import { named, screenOf } from './snapshot-screen.ts';
import { statesOf } from './walk.ts';

/** The states that show a screen; the first is where a row begins. */
const stateShowing = (machine: AnyStateMachine, screen: string): string[] => {
  const node = statesOf(machine).find(
    ({ meta }) => meta !== undefined && named(meta as StateScreen) === screen,
  );
  if (node === undefined) throw new Error(`no state shows ${screen}`);
  return [...node.path];
};
const nested = ([state, ...rest]: readonly string[]): unknown =>
  rest.length === 0 ? state : { [state as string]: nested(rest) };

/** Events by short names: `1 face` stands for the choice, `readCard read` for the ending of an effect. */
const endings: Readonly<Record<string, readonly [effect: string, output: unknown]>> = {
  card_read: ['readCard', { kind: 'read', facts: usualCard }],
  card_unreadable: ['readCard', { kind: 'unreadable' }],
  not_my_number_card: ['readCard', { kind: 'notMyNumberCard' }],
  match: ['matchFace', { kind: 'matched' }],
  no_match: ['matchFace', { kind: 'notMatched' }],
  attack: ['matchFace', { kind: 'attack' }],
  unclear: ['matchFace', { kind: 'unclear' }],
  camera_fault: ['matchFace', { kind: 'cameraFault' }],
  phone_reader_there: ['findPhoneReader', true],
  phone_reader_missing: ['findPhoneReader', false],
  phone_read: ['readPhone', { kind: 'read' }],
  phone_pin_kept: ['keepPhonePin', undefined],
  phone_pin_wrong: ['readPhone', { kind: 'pinWrong', triesLeft: 2 }],
  phone_pin_locked: ['readPhone', { kind: 'pinLocked' }],
  phone_lost: ['readPhone', { kind: 'lost' }],
  two_devices: ['readPhone', { kind: 'several' }],
  another_phone: ['readPhone', { kind: 'otherPhone' }],
  other_kind: ['readPhone', { kind: 'otherKind' }],
  not_a_phone: ['readPhone', { kind: 'notAPhone' }],
  not_agreed: ['readPhone', { kind: 'notAgreed' }],
  biometrics_locked: ['readPhone', { kind: 'biometricsLocked' }],
  phone_unreadable: ['readPhone', { kind: 'unusable', code: 'EMU-370' }],
  phone_unusable: ['requestEligibility', { kind: 'phone_unusable' }],
  pin_right: ['verifyPin', { kind: 'right' }],
  pin_wrong: ['verifyPin', { kind: 'wrong', triesLeft: 2 }],
  pin_locked: ['verifyPin', { kind: 'locked' }],
  password_right: ['checkPassword', { kind: 'right' }],
  password_wrong: ['checkPassword', { kind: 'wrong' }],
  valid: ['requestEligibility', { kind: 'valid', eligibility: eligible() }],
  valid_not_registered: [
    'requestEligibility',
    { kind: 'valid', eligibility: eligible({ registered: false }) },
  ],
  valid_in_grace: [
    'requestEligibility',
    { kind: 'valid', eligibility: eligible({ graceUntil: '2027-01-31' }) },
  ],
  valid_expiring: ['requestEligibility', { kind: 'valid', eligibility: eligible({ expires: '2026-12-01' }) }],
  valid_certificates: [
    'requestEligibility',
    { kind: 'valid', eligibility: eligible({ recipientCertificates: true }) },
  ],
  card_expired: ['requestEligibility', { kind: 'card_expired' }],
  card_revoked: ['requestEligibility', { kind: 'card_revoked' }],
  card_suspended: ['requestEligibility', { kind: 'card_suspended' }],
  card_returned: ['requestEligibility', { kind: 'card_returned' }],
  card_silent: ['requestEligibility', { kind: 'card_silent' }],
  problem: ['requestEligibility', { kind: 'problem' }],
  registered: ['registerUse', { registered: true }],
  not_registered: ['registerUse', { registered: false }],
  accepted: ['submitUse', { kind: 'accepted' }],
  not_accepted: ['submitUse', { kind: 'problem' }],
  withdrawn: ['withdrawUse', { kind: 'withdrawn' }],
  commit_was_first: ['withdrawUse', { kind: 'accepted' }],
};
const plain: Readonly<Record<string, string>> = {
  time_over: 'time.over',
  speech_ended: 'speech.ended',
  entry: 'entry.complete',
  card_placed: 'card.placed',
  card_taken: 'card.removed',
  card_lost: 'card.lost',
  earphones_in: 'earphones.in',
  host_back: 'host.up',
  asked: 'challenge.asked',
  given: 'challenge.given',
};

function eventsNamed(snapshot: AnyMachineSnapshot, name: string): { readonly type: string } {
  const ending = endings[name];
  if (ending !== undefined) {
    const [effect, output] = ending;
    const invoked = snapshot._nodes.flatMap(({ invoke }) => invoke).find(({ src }) => src === effect);
    if (invoked === undefined) throw new Error(`${effect} does not run here`);
    return { type: `xstate.done.actor.${invoked.id}`, output } as { type: string };
  }
  const delay = /^after (\w+)$/.exec(name)?.[1];
  if (delay !== undefined) {
    const due = snapshot._nodes.flatMap(({ after }) => after).find(({ delay: other }) => other === delay);
    if (due === undefined) throw new Error(`nothing waits for ${delay} here`);
    return { type: due.eventType };
  }
  return { type: plain[name] ?? `choice.${name}` };
}

interface Given extends Partial<Omit<VisitContext, 'settings'>> {
  readonly facility?: Partial<FacilitySettings>;
}

const contextOf = ({ facility = {}, ...given }: Given): VisitContext => ({
  ...input(),
  card: usualCard,
  failedReadings: { unreadable: 0, notMyNumberCard: 0, trouble: null },
  phone: null,
  faceTriesLeft: 3,
  cameraWorks: true,
  lastCue: null,
  faceReason: null,
  passwordTriesLeft: 3,
  method: 'pin',
  eligibility: eligible(),
  marked: null,
  answers: { consent: {}, recipient: null, prescription: null, provideLimit: null },
  ending: null,
  anotherCard: false,
  cardIn: true,
  ...given,
  settings: settings(facility),
});

const visitAt = (screen: string, given: Given): AnyMachineSnapshot =>
  visitMachine.resolveState({
    value: nested(stateShowing(visitMachine, screen)) as 'chooseMethod',
    context: contextOf(given),
  });

function follow(from: string, happens: string, given: Given = {}): string {
  let snapshot = visitAt(from, given);
  for (const name of happens.split(', ')) {
    [snapshot] = transition(visitMachine as AnyStateMachine, snapshot, eventsNamed(snapshot, name) as never);
  }
  return screenOf(snapshot);
}

type Row = readonly [screen: string, happens: string, next: string, given?: Given];
const table = (title: string, rows: readonly Row[]): void => {
  for (const [from, happens, next, given] of rows) {
    const where = given === undefined ? '' : `, given ${Object.keys(given).join(' and ')}`;
    it(`${title}: on ${from} after ${happens} comes ${next}${where}`, () => {
      expect(follow(from, happens, given)).toBe(next);
    });
  }
};

/** The visit has come to its outcome. */
const reached: Given = { ending: { outcome: 'problem', reason: null } };
const noCard: Given = { cardIn: false, card: null, eligibility: null };
const besidePhoneReader: Given = { ...noCard, profile: profiles.current };
const noGroups = { surgery: false, treatment: false, checkup: false };
const twice = { failedReadings: { unreadable: 2, notMyNumberCard: 2, trouble: null }, ...noCard };
const faceOnly = { card: { pinTries: null, hasPhoto: true } };
const pinIsLocked = { card: { pinTries: 0, hasPhoto: true } };
const noFace = { faceTriesLeft: 0 };
const certificates = { eligibility: eligible({ recipientCertificates: true }) };
const iphone = { ...noCard, phone: { kind: 'iphone', triesLeft: null, failed: 0, trouble: null } } as const;
const android = { ...noCard, phone: { kind: 'android', triesLeft: null, failed: 0, trouble: null } } as const;
const lastReading = { ...iphone, phone: { ...iphone.phone, failed: 2 } } as const;
const phoneChecked = { method: 'phone', ...iphone, eligibility: eligible() } as const;
const inGrace = { eligibility: eligible({ graceUntil: '2027-01-31' }) };
const electronic = { facility: { prescriptionQuestion: true } };

describe('what follows on the screens of a visit', () => {
  table('beginning', [
    ['welcome', 'skip', 'choose_medium', noCard],
    ['welcome', 'speech_ended', 'choose_medium', noCard],
    ['welcome', 'skip', 'disaster', { ...noCard, disaster: true }],
    ['welcome', 'back', 'rest', noCard],
    ['welcome', 'end', 'over', noCard],
    ['welcome', 'card_placed, card_read', 'choose_method', noCard],
    ['welcome', 'time_over', 'over', noCard],
    ['choose_medium', 'card', 'place_card', noCard],
    ['choose_medium', 'phone', 'choose_phone', noCard],
    ['choose_medium', 'phone', 'phone_not_offered', { ...noCard, facility: { phones: false } }],
    ['choose_medium', 'phone, phone_reader_there', 'choose_phone', besidePhoneReader],
    ['choose_medium', 'phone, phone_reader_missing', 'phone_not_offered', besidePhoneReader],
    ['choose_medium', 'phone, card_placed, card_read', 'choose_method', besidePhoneReader],
    ['choose_medium', 'phone', 'phone_not_offered', { ...besidePhoneReader, facility: { phones: false } }],
    ['choose_medium', 'end', 'over', noCard],
    ['choose_medium', 'back', 'rest', noCard],
    ['choose_medium', 'card_placed, card_read', 'choose_method', noCard],
    ['choose_medium', 'card_placed, card_unreadable', 'place_card', noCard],
    ['choose_medium', 'card_placed, not_my_number_card', 'place_card', noCard],
    ['choose_medium', 'time_over', 'over', noCard],
    ['phone_not_offered', 'use_card', 'place_card', noCard],
    ['phone_not_offered', 'end', 'over', noCard],
    ['phone_not_offered', 'back', 'choose_medium', noCard],
    ['phone_not_offered', 'time_over', 'over', noCard],
    ['place_card', 'end', 'over', noCard],
    ['place_card', 'back', 'choose_medium', noCard],
    ['place_card', 'back', 'disaster', { ...noCard, disaster: true }],
    ['place_card', 'card_placed, card_read', 'choose_method', noCard],
    ['place_card', 'card_placed, card_unreadable', 'place_card', noCard],
    ['place_card', 'card_placed, not_my_number_card', 'place_card', noCard],
    ['place_card', 'card_placed, card_unreadable', 'card_refused(unreadable)', twice],
    ['place_card', 'card_placed, not_my_number_card', 'card_refused(not_my_number_card)', twice],
    ['place_card', 'card_placed, card_taken, card_placed, card_read', 'choose_method', noCard],
    ['place_card', 'time_over', 'over', noCard],
    ['disaster', 'card_reception', 'place_card', noCard],
    ['disaster', 'voice', 'welcome', noCard],
    ['disaster', 'earphones_in', 'welcome', noCard],
    ['disaster', 'earphones_in', 'disaster', besidePhoneReader],
    ['disaster', 'card_placed, card_read', 'choose_method', noCard],
    ['disaster', 'after disasterRest', 'rest', noCard],
  ]);

  table('who it is', [
    ['choose_method', 'face', 'face_capture'],
    ['choose_method', 'pin', 'pin_entry'],
    ['choose_method', 'pin', 'pin_locked', pinIsLocked],
    ['choose_method', 'pin', 'choose_method', faceOnly],
    ['choose_method', 'face', 'choose_method', noFace],
    ['choose_method', 'staff_check', 'staff_check'],
    ['choose_method', 'end', 'take_card'],
    ['choose_method', 'back', 'choose_method'],
    ['choose_method', 'time_over', 'take_card'],
    ['face_capture', 'match', 'checking(eligibility)'],
    ['face_capture', 'no_match', 'face_retry'],
    ['face_capture', 'attack', 'face_retry'],
    ['face_capture', 'unclear', 'face_retry'],
    ['face_capture', 'camera_fault', 'face_retry'],
    ['face_capture', 'time_over', 'face_retry'],
    ['face_capture', 'pin', 'pin_entry'],
    ['face_capture', 'pin', 'pin_locked', pinIsLocked],
    ['face_capture', 'back', 'choose_method'],
    ['face_capture', 'end', 'take_card'],
    ['face_retry', 'again', 'face_capture'],
    ['face_retry', 'again', 'face_retry', noFace],
    ['face_retry', 'pin', 'pin_entry'],
    ['face_retry', 'staff_check', 'staff_check'],
    ['face_retry', 'back', 'choose_method'],
    ['face_retry', 'back', 'staff_check', { ...noFace, ...faceOnly }],
    ['face_retry', 'end', 'take_card'],
    ['face_retry', 'time_over', 'take_card'],
    ['pin_entry', 'entry, pin_right', 'checking(eligibility)'],
    ['pin_entry', 'entry, pin_wrong', 'pin_wrong'],
    ['pin_entry', 'entry, pin_locked', 'pin_locked'],
    ['pin_entry', 'clear', 'choose_method'],
    ['pin_entry', 'time_over', 'take_card'],
    ['pin_wrong', 'again', 'pin_entry'],
    ['pin_wrong', 'face', 'face_capture'],
    ['pin_wrong', 'staff_check', 'staff_check'],
    ['pin_wrong', 'back', 'choose_method'],
    ['pin_wrong', 'end', 'take_card'],
    ['pin_wrong', 'time_over', 'take_card'],
    ['pin_locked', 'face', 'face_capture', pinIsLocked],
    ['pin_locked', 'staff_check', 'staff_check', pinIsLocked],
    ['pin_locked', 'back', 'choose_method', pinIsLocked],
    ['pin_locked', 'end', 'take_card', pinIsLocked],
    ['pin_locked', 'time_over', 'take_card', pinIsLocked],
    ['staff_check', 'staff_here', 'staff_password'],
    ['staff_check', 'cancel', 'choose_method'],
    ['staff_check', 'end', 'take_card'],
    ['staff_password', 'entry, password_right', 'staff_verdict'],
    ['staff_password', 'entry, password_wrong', 'staff_password'],
    ['staff_password', 'entry, password_wrong, entry, password_wrong, entry, password_wrong', 'staff_check'],
    ['staff_password', 'clear', 'staff_check'],
    ['staff_password', 'time_over', 'staff_check'],
    ['staff_verdict', 'same_person', 'checking(eligibility)'],
    ['staff_verdict', 'other_person', 'card_refused(staff_said_other)'],
    ['staff_verdict', 'back', 'staff_check'],
    ['staff_verdict', 'end', 'take_card'],
    ['staff_verdict', 'time_over', 'staff_check'],
  ]);

  table('the card and its certificate', [
    ['checking(eligibility)', 'valid', 'consent_all'],
    ['checking(eligibility)', 'valid_not_registered', 'not_registered'],
    ['checking(eligibility)', 'valid_in_grace', 'cert_grace'],
    ['checking(eligibility)', 'valid_expiring', 'expiry_notice'],
    ['checking(eligibility)', 'valid_certificates', 'recipient_certificate'],
    [
      'checking(eligibility)',
      'valid_certificates',
      'consent_all',
      { facility: { recipientQuestion: false } },
    ],
    ['checking(eligibility)', 'card_expired', 'card_refused(expired)'],
    ['checking(eligibility)', 'card_revoked', 'card_refused(revoked)'],
    ['checking(eligibility)', 'card_suspended', 'card_refused(suspended)'],
    ['checking(eligibility)', 'card_returned', 'card_refused(returned)'],
    ['checking(eligibility)', 'card_silent', 'card_refused(unreadable)'],
    ['checking(eligibility)', 'problem', 'eligibility_problem'],
    ['checking(eligibility)', 'end', 'take_card'],
    ['checking(eligibility)', 'after network', 'reconnecting'],
    ['checking(eligibility)', 'after network, host_back', 'checking(eligibility)'],
    ['checking(eligibility)', 'after network, valid', 'consent_all'],
    ['checking(eligibility)', 'after network, after giveUp', 'eligibility_problem'],
    ['checking(eligibility)', 'after network, end', 'take_card'],
    ['card_refused(expired)', 'end', 'take_card'],
    ['card_refused(expired)', 'card_taken', 'over', reached],
    ['card_refused(expired)', 'time_over', 'take_card'],
    ['not_registered', 'register, confirm', 'checking(registration)'],
    ['not_registered', 'not_register, confirm', 'eligibility_problem'],
    ['not_registered', 'confirm', 'not_registered'],
    ['not_registered', 'register, back, confirm', 'not_registered'],
    ['not_registered', 'not_register, register, confirm', 'checking(registration)'],
    ['not_registered', 'end', 'take_card'],
    ['not_registered', 'time_over', 'take_card'],
    ['checking(registration)', 'registered', 'consent_all'],
    ['checking(registration)', 'registered', 'cert_grace', inGrace],
    ['checking(registration)', 'not_registered', 'eligibility_problem'],
    ['checking(registration)', 'after network, after giveUp', 'eligibility_problem'],
    ['cert_grace', 'go_on', 'checking(submit)', inGrace],
    [
      'cert_grace',
      'go_on',
      'recipient_certificate',
      { eligibility: eligible({ graceUntil: '2027-01-31', recipientCertificates: true }) },
    ],
    ['cert_grace', 'end', 'take_card', inGrace],
    ['cert_grace', 'time_over', 'take_card', inGrace],
    ['expiry_notice', 'go_on', 'consent_all'],
    ['expiry_notice', 'end', 'take_card'],
    ['expiry_notice', 'time_over', 'take_card'],
  ]);

  table('questions', [
    ['recipient_certificate', 'use', 'consent_all', certificates],
    ['recipient_certificate', 'not_use', 'prescription_form', { ...certificates, ...electronic }],
    ['recipient_certificate', 'use', 'consent_summary', { ...certificates, facility: { groups: noGroups } }],
    ['recipient_certificate', 'back', 'recipient_certificate', certificates],
    ['recipient_certificate', 'end', 'take_card', certificates],
    ['recipient_certificate', 'time_over', 'take_card', certificates],
    ['prescription_form', 'electronic', 'consent_all', electronic],
    ['prescription_form', 'paper', 'consent_summary', { ...electronic, ...inGrace }],
    ['prescription_form', 'back', 'prescription_form', electronic],
    ['prescription_form', 'back', 'recipient_certificate', { ...electronic, ...certificates }],
    ['prescription_form', 'end', 'take_card', electronic],
    ['prescription_form', 'time_over', 'take_card', electronic],
    ['consent_all', 'agree_all', 'consent_summary'],
    ['consent_all', 'refuse', 'consent_summary'],
    ['consent_all', 'one_by_one', 'consent_surgery'],
    [
      'consent_all',
      'one_by_one',
      'consent_treatment',
      { facility: { groups: { ...noGroups, treatment: true, checkup: true } } },
    ],
    [
      'consent_all',
      'one_by_one',
      'consent_checkup',
      { facility: { groups: { ...noGroups, checkup: true } } },
    ],
    ['consent_all', 'back', 'consent_all'],
    ['consent_all', 'back', 'prescription_form', electronic],
    ['consent_all', 'back', 'recipient_certificate', certificates],
    ['consent_all', 'end', 'take_card'],
    ['consent_all', 'time_over', 'take_card'],
    ['consent_surgery', 'agree', 'consent_treatment'],
    [
      'consent_surgery',
      'refuse',
      'consent_checkup',
      { facility: { groups: { surgery: true, treatment: false, checkup: true } } },
    ],
    ['consent_surgery', 'agree', 'consent_summary', { facility: { groups: { ...noGroups, surgery: true } } }],
    ['consent_surgery', 'back', 'consent_all'],
    ['consent_surgery', 'end', 'take_card'],
    ['consent_surgery', 'time_over', 'take_card'],
    ['consent_treatment', 'agree', 'consent_checkup'],
    [
      'consent_treatment',
      'refuse',
      'consent_summary',
      { facility: { groups: { ...noGroups, treatment: true } } },
    ],
    ['consent_treatment', 'back', 'consent_surgery'],
    ['consent_treatment', 'back', 'consent_all', { facility: { groups: { ...noGroups, treatment: true } } }],
    ['consent_treatment', 'end', 'take_card'],
    ['consent_treatment', 'time_over', 'take_card'],
    ['consent_checkup', 'agree', 'consent_summary'],
    ['consent_checkup', 'refuse', 'consent_summary'],
    ['consent_checkup', 'back', 'consent_treatment'],
    [
      'consent_checkup',
      'back',
      'consent_surgery',
      { facility: { groups: { surgery: true, treatment: false, checkup: true } } },
    ],
    ['consent_checkup', 'back', 'consent_all', { facility: { groups: { ...noGroups, checkup: true } } }],
    ['consent_checkup', 'end', 'take_card'],
    ['consent_checkup', 'time_over', 'take_card'],
    ['consent_summary', 'read_aloud', 'consent_summary'],
    ['consent_summary', 'confirm', 'checking(submit)'],
    ['consent_summary', 'confirm', 'checking(submit)', { facility: { limitScreen: true } }],
    [
      'consent_summary',
      'confirm',
      'high_cost',
      { profile: profiles.current, facility: { limitScreen: true } },
    ],
    ['consent_summary', 'choose_again', 'consent_all'],
    [
      'consent_summary',
      'choose_again',
      'recipient_certificate',
      { ...certificates, facility: { groups: noGroups } },
    ],
    [
      'consent_summary',
      'choose_again',
      'prescription_form',
      { facility: { groups: noGroups, prescriptionQuestion: true } },
    ],
    ['consent_summary', 'end', 'take_card'],
    ['consent_summary', 'time_over', 'take_card'],
    ['high_cost', 'provide, confirm', 'checking(submit)'],
    ['high_cost', 'not_provide, confirm', 'checking(submit)'],
    ['high_cost', 'confirm', 'high_cost'],
    ['high_cost', 'back', 'consent_summary'],
    ['high_cost', 'end', 'take_card'],
    ['high_cost', 'time_over', 'take_card'],
  ]);

  table('a phone', [
    ['choose_phone', 'android', 'phone_pin', noCard],
    ['choose_phone', 'iphone', 'hold_phone(iphone)', noCard],
    ['choose_phone', 'back', 'choose_medium', noCard],
    ['choose_phone', 'end', 'over', noCard],
    ['choose_phone', 'time_over', 'over', noCard],
    ['choose_phone', 'card_placed, card_read', 'choose_method', noCard],
    ['phone_pin', 'entry, phone_pin_kept', 'hold_phone(android)', android],
    ['phone_pin', 'clear', 'choose_phone', android],
    ['phone_pin', 'time_over', 'over', android],
    ['phone_pin', 'card_placed, card_read', 'choose_method', android],
    ['hold_phone(android)', 'phone_read', 'checking(eligibility)', android],
    ['hold_phone(android)', 'phone_pin_wrong', 'phone_pin_wrong', android],
    ['hold_phone(android)', 'phone_pin_locked', 'phone_pin_locked', android],
    ['hold_phone(android)', 'phone_lost', 'hold_phone(android)', android],
    ['hold_phone(android)', 'phone_lost, phone_read', 'checking(eligibility)', android],
    ['hold_phone(android)', 'another_phone', 'hold_phone(android)', android],
    ['hold_phone(android)', 'other_kind', 'phone_refused', android],
    ['hold_phone(android)', 'phone_unreadable', 'phone_refused', android],
    ['hold_phone(android)', 'back', 'choose_phone', android],
    ['hold_phone(android)', 'end', 'over', android],
    ['hold_phone(android)', 'time_over', 'over', android],
    ['hold_phone(android)', 'card_placed, card_read', 'choose_method', android],
    ['hold_phone(iphone)', 'phone_read', 'checking(eligibility)', iphone],
    ['hold_phone(iphone)', 'phone_lost', 'hold_phone(iphone)', iphone],
    ['hold_phone(iphone)', 'two_devices', 'hold_phone(iphone)', iphone],
    ['hold_phone(iphone)', 'not_agreed', 'hold_phone(iphone)', iphone],
    ['hold_phone(iphone)', 'not_agreed, not_agreed, not_agreed', 'phone_refused', iphone],
    ['hold_phone(iphone)', 'not_agreed', 'phone_refused', lastReading],
    ['hold_phone(iphone)', 'not_a_phone', 'hold_phone(iphone)', iphone],
    ['hold_phone(iphone)', 'not_a_phone', 'phone_refused', lastReading],
    ['hold_phone(iphone)', 'biometrics_locked', 'phone_refused', iphone],
    ['hold_phone(iphone)', 'other_kind', 'phone_refused', iphone],
    ['hold_phone(iphone)', 'back', 'choose_phone', iphone],
    ['hold_phone(iphone)', 'asked', 'hold_phone(iphone)', iphone],
    ['hold_phone(iphone)', 'asked, after network', 'reconnecting', iphone],
    ['hold_phone(iphone)', 'asked, after network, given', 'hold_phone(iphone)', iphone],
    ['hold_phone(iphone)', 'asked, after network, host_back', 'hold_phone(iphone)', iphone],
    ['hold_phone(iphone)', 'asked, after network, after giveUp', 'eligibility_problem', iphone],
    ['hold_phone(iphone)', 'asked, after network, end', 'over', iphone],
    ['hold_phone(iphone)', 'after challengeOld', 'hold_phone(iphone)', iphone],
    ['phone_pin_wrong', 'again', 'phone_pin', android],
    ['phone_pin_wrong', 'back', 'choose_phone', android],
    ['phone_pin_wrong', 'end', 'over', android],
    ['phone_pin_wrong', 'time_over', 'over', android],
    ['phone_pin_wrong', 'card_placed, card_read', 'choose_method', android],
    ['phone_pin_locked', 'use_card', 'place_card', android],
    ['phone_pin_locked', 'end', 'over', android],
    ['phone_pin_locked', 'time_over', 'over', android],
    ['phone_pin_locked', 'card_placed, card_read', 'choose_method', android],
    ['phone_refused', 'use_card', 'place_card', iphone],
    ['phone_refused', 'use_card, card_placed, card_read, end', 'take_card', { ...iphone, ...reached }],
    ['phone_refused', 'end', 'over', iphone],
    ['phone_refused', 'time_over', 'over', iphone],
    ['phone_refused', 'card_placed, card_read', 'choose_method', iphone],
    ['checking(eligibility)', 'valid', 'consent_all', phoneChecked],
    ['checking(eligibility)', 'valid_not_registered', 'not_registered', phoneChecked],
    ['checking(eligibility)', 'valid_expiring', 'expiry_notice', phoneChecked],
    ['checking(eligibility)', 'phone_unusable', 'phone_refused', phoneChecked],
    ['checking(eligibility)', 'card_revoked', 'phone_refused', phoneChecked],
    ['checking(eligibility)', 'card_suspended', 'phone_refused', phoneChecked],
    ['checking(eligibility)', 'card_returned', 'phone_refused', phoneChecked],
    ['checking(eligibility)', 'problem', 'eligibility_problem', phoneChecked],
    ['checking(eligibility)', 'end', 'over', phoneChecked],
    ['checking(submit)', 'accepted', 'accepted_clinic', phoneChecked],
    ['checking(submit)', 'card_placed, card_taken, accepted', 'accepted_clinic', phoneChecked],
    ['checking(submit)', 'end, withdrawn', 'over', phoneChecked],
    ['accepted_clinic', 'finish', 'over', { ...phoneChecked, cardIn: false }],
    ['accepted_clinic', 'finish', 'take_card', { ...phoneChecked, cardIn: true }],
  ]);

  it('ends as refused where the phone was, and as the card has it where the card was used instead', () => {
    const outcomeAfter = (happens: string): unknown => {
      let snapshot = visitAt('hold_phone(iphone)', iphone);
      for (const name of happens.split(', '))
        [snapshot] = transition(
          visitMachine as AnyStateMachine,
          snapshot,
          eventsNamed(snapshot, name) as never,
        );
      return (snapshot.context as VisitContext).ending;
    };
    expect(outcomeAfter('biometrics_locked, end')).toEqual({
      outcome: 'refused',
      reason: 'phone_not_agreed',
    });
    expect(outcomeAfter('other_kind, end')).toEqual({ outcome: 'refused', reason: 'phone_other_kind' });
    expect(outcomeAfter('phone_unreadable, end')).toEqual({ outcome: 'refused', reason: 'phone_unreadable' });
    expect(outcomeAfter('phone_read, card_revoked, end')).toEqual({
      outcome: 'refused',
      reason: 'phone_unusable',
    });
    expect(outcomeAfter('other_kind, use_card, end')).toEqual({ outcome: 'cancelled', reason: null });
    expect(outcomeAfter('other_kind, card_placed, card_read, end')).toEqual({
      outcome: 'cancelled',
      reason: null,
    });
  });

  table('outcome', [
    ['checking(submit)', 'accepted', 'accepted_clinic'],
    ['checking(submit)', 'accepted', 'accepted', { facility: { kind: 'pharmacy' } }],
    ['checking(submit)', 'not_accepted', 'eligibility_problem'],
    ['checking(submit)', 'end', 'checking(submit)'],
    ['checking(submit)', 'end, withdrawn', 'take_card'],
    ['checking(submit)', 'end, commit_was_first', 'accepted_clinic'],
    ['checking(submit)', 'end, after network', 'take_card'],
    ['checking(submit)', 'card_taken, withdrawn', 'over'],
    ['checking(submit)', 'card_taken, commit_was_first', 'accepted_clinic'],
    ['checking(submit)', 'after network', 'reconnecting'],
    ['checking(submit)', 'after network, accepted', 'accepted_clinic'],
    ['checking(submit)', 'after network, after giveUp', 'eligibility_problem'],
    ['checking(submit)', 'after network, end, withdrawn', 'take_card'],
    ['accepted', 'finish', 'take_card'],
    ['accepted', 'card_taken', 'over', reached],
    ['accepted', 'time_over', 'take_card'],
    ['accepted_clinic', 'finish', 'take_card'],
    ['accepted_clinic', 'finish', 'over', { cardIn: false }],
    ['accepted_clinic', 'time_over', 'take_card'],
    ['eligibility_problem', 'finish', 'take_card'],
    ['eligibility_problem', 'card_taken', 'over', reached],
    ['eligibility_problem', 'time_over', 'take_card'],
    ['take_card', 'after cardLeft', 'take_card'],
    ['take_card', 'end', 'take_card'],
    ['take_card', 'card_taken', 'over', reached],
    ['consent_all', 'card_lost', 'over'],
  ]);

  it('reaches take_card at the end though the card was laid down in the middle', () => {
    for (const from of ['welcome', 'choose_medium', 'phone_not_offered', 'place_card', 'disaster']) {
      expect(follow(from, 'card_placed, card_read, end', noCard)).toBe('take_card');
    }
  });

  it('asks again for a card that comes back before it has signed, and gives up one that lies there silently', () => {
    const machine: AnyStateMachine = visitMachine;
    for (const cardIn of [true, false]) {
      const gone = { type: 'xstate.done.actor.0.visit.checkingEligibility', output: { kind: 'gone' } };
      const [waits] = transition(machine, visitAt('checking(eligibility)', { cardIn }), gone as never);
      expect(waits.value).toEqual({ checkingEligibility: 'cardAway' });
      const [again] = transition(machine, waits, { type: 'card.back' } as never);
      expect(again.value).toEqual({ checkingEligibility: 'waiting' });
      const [late] = transition(machine, waits, eventsNamed(waits, 'after cardGone') as never);
      expect(screenOf(late)).toBe(cardIn ? 'card_refused(unreadable)' : 'checking(eligibility)');
    }
  });
});
