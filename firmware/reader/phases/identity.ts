/** Who it is (本人確認): face, PIN, or the staff's visual check (目視確認). */

import { assign, emit } from 'xstate';
import { visitSetup } from '../visit-setup.ts';

const confirmed = [
  { type: 'announce', params: { id: 'announce.confirmed' } },
  { type: 'tone', params: { tone: 'accepted' } },
] as const;

/** Where neither face nor PIN is left, only the staff can confirm the person. */
const identify = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [
    { guard: 'faceOffered', target: 'chooseMethod' },
    { guard: 'pinOffered', target: 'chooseMethod' },
    { target: 'staffCheck' },
  ],
});

const toPin = [
  { guard: 'pinLocked', target: 'pinLocked' },
  { guard: 'pinOffered', target: 'pinEntry' },
] as const;

const chooseMethod = visitSetup.createStateConfig({
  meta: { screen: 'choose_method' },
  on: {
    'choice.face': { guard: 'faceOffered', target: 'faceCapture' },
    'choice.pin': [...toPin],
    'choice.staff_check': 'staffCheck',
    'choice.back': { actions: 'noBack' },
  },
});

const faceCapture = visitSetup.createStateConfig({
  meta: { screen: 'face_capture' },
  entry: 'faceTryBegins',
  on: {
    'camera.cue': { actions: 'noteCue' },
    'choice.pin': [...toPin],
    'choice.back': 'identify',
    'time.over': { target: 'faceRetry', actions: 'faceNotSeen' },
  },
  invoke: {
    src: 'matchFace',
    onDone: [
      {
        guard: ({ event }) => event.output.kind === 'matched',
        target: 'checkingEligibility',
        actions: ['byFace', emit({ type: 'face', verdict: 'matched' }), ...confirmed],
      },
      {
        guard: ({ event }) => event.output.kind === 'notMatched',
        target: 'faceRetry',
        actions: [
          { type: 'faceTryUsed', params: { reason: null } },
          emit({ type: 'face', verdict: 'notMatched' }),
        ],
      },
      {
        guard: ({ event }) => event.output.kind === 'attack',
        target: 'faceRetry',
        // Glasses may glare and light may trick: nobody is accused. Staff can see who stands there.
        actions: [
          { type: 'faceTryUsed', params: { reason: 'attack' } },
          emit({ type: 'face', verdict: 'attack' }),
          { type: 'tellStaff', params: { why: 'identity' } },
        ],
      },
      {
        guard: ({ event }) => event.output.kind === 'unclear',
        target: 'faceRetry',
        actions: [
          { type: 'faceTryUsed', params: { reason: 'unclear' } },
          emit({ type: 'face', verdict: 'unclear' }),
        ],
      },
      { target: 'faceRetry', actions: ['cameraBroken', emit({ type: 'face', verdict: 'cameraFault' })] },
    ],
    onError: { target: 'faceRetry', actions: 'cameraBroken' },
  },
});

const faceRetry = visitSetup.createStateConfig({
  meta: { screen: 'face_retry' },
  entry: { type: 'tone', params: { tone: 'error' } },
  on: {
    'choice.again': { guard: 'faceOffered', target: 'faceCapture' },
    'choice.pin': [...toPin],
    'choice.staff_check': 'staffCheck',
    'choice.back': 'identify',
  },
});

const pinEntry = visitSetup.createStateConfig({
  meta: { screen: 'pin_entry' },
  on: {
    'entry.complete': 'verifyingPin',
    'choice.clear': 'identify',
  },
});

const verifyingPin = visitSetup.createStateConfig({
  meta: { screen: null },
  invoke: {
    src: 'verifyPin',
    onDone: [
      {
        guard: ({ event }) => event.output.kind === 'right',
        target: 'checkingEligibility',
        actions: [
          'byPin',
          emit({ type: 'entry', of: 'pin', result: 'right', triesLeft: null }),
          ...confirmed,
        ],
      },
      {
        guard: ({ event }) => event.output.kind === 'wrong',
        target: 'pinWrong',
        actions: [
          assign({
            card: ({ context, event }) =>
              context.card !== null && event.output.kind === 'wrong'
                ? { ...context.card, pinTries: event.output.triesLeft }
                : context.card,
          }),
          emit(({ event }) => ({
            type: 'entry',
            of: 'pin',
            result: 'wrong',
            triesLeft: event.output.kind === 'wrong' ? event.output.triesLeft : null,
          })),
        ],
      },
      {
        guard: ({ event }) => event.output.kind === 'locked',
        target: 'pinLocked',
        actions: [
          assign({
            card: ({ context }) => (context.card === null ? null : { ...context.card, pinTries: 0 }),
          }),
          emit({ type: 'entry', of: 'pin', result: 'wrong', triesLeft: 0 }),
        ],
      },
      // The card left before it could answer: the digits are wiped, the PIN is asked again when it is back.
      { target: 'pinEntry' },
    ],
    onError: 'pinEntry',
  },
});

const pinWrong = visitSetup.createStateConfig({
  meta: { screen: 'pin_wrong' },
  entry: { type: 'tone', params: { tone: 'error' } },
  on: {
    'choice.again': 'pinEntry',
    'choice.face': { guard: 'faceOffered', target: 'faceCapture' },
    'choice.staff_check': 'staffCheck',
    'choice.back': 'identify',
  },
});

const pinLocked = visitSetup.createStateConfig({
  meta: { screen: 'pin_locked' },
  entry: { type: 'tone', params: { tone: 'error' } },
  on: {
    'choice.face': { guard: 'faceOffered', target: 'faceCapture' },
    'choice.staff_check': 'staffCheck',
    'choice.back': 'identify',
  },
});

const staffCheck = visitSetup.createStateConfig({
  meta: { screen: 'staff_check' },
  entry: ['passwordTriesAnew', { type: 'tellStaff', params: { why: 'identity' } }],
  on: {
    'choice.staff_here': 'staffPassword',
    'choice.cancel': [
      { guard: 'faceOffered', target: 'chooseMethod' },
      { guard: 'pinOffered', target: 'chooseMethod' },
      { actions: 'noBack' },
    ],
  },
});

const staffPassword = visitSetup.createStateConfig({
  meta: { screen: 'staff_password' },
  on: {
    'entry.complete': 'checkingPassword',
    'choice.clear': 'staffCheck',
    'time.over': 'staffCheck',
  },
});

const checkingPassword = visitSetup.createStateConfig({
  meta: { screen: null },
  invoke: {
    src: 'checkPassword',
    onDone: [
      {
        guard: ({ event }) => event.output.kind === 'right',
        target: 'staffVerdict',
        actions: emit({ type: 'entry', of: 'password', result: 'right', triesLeft: null }),
      },
      {
        guard: 'lastPasswordTry',
        target: 'staffCheck',
        actions: [
          emit({ type: 'entry', of: 'password', result: 'wrong', triesLeft: 0 }),
          { type: 'tone', params: { tone: 'error' } },
          { type: 'announce', params: { id: 'announce.password_wrong' } },
        ],
      },
      {
        target: 'staffPassword',
        actions: [
          'passwordTryUsed',
          emit(({ context }) => ({
            type: 'entry',
            of: 'password',
            result: 'wrong',
            triesLeft: context.passwordTriesLeft,
          })),
          { type: 'tone', params: { tone: 'error' } },
          { type: 'announce', params: { id: 'announce.password_wrong' } },
        ],
      },
    ],
    onError: 'staffCheck',
  },
});

const staffVerdict = visitSetup.createStateConfig({
  meta: { screen: 'staff_verdict' },
  on: {
    'choice.same_person': { target: 'checkingEligibility', actions: ['byStaff', ...confirmed] },
    'choice.other_person': 'staffSaidOther',
    'choice.back': 'staffCheck',
    'time.over': 'staffCheck',
  },
});

export const identityPhase = {
  identify,
  chooseMethod,
  faceCapture,
  faceRetry,
  pinEntry,
  verifyingPin,
  pinWrong,
  pinLocked,
  staffCheck,
  staffPassword,
  checkingPassword,
  staffVerdict,
};
