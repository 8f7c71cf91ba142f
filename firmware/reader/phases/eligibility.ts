/** What the back end says of the person: eligibility (資格), registration on the spot, and the notices that follow. */

import { assign } from 'xstate';
import { problemBecause, refusedBecause, visitSetup } from '../visit-setup.ts';
import { toQuestions } from './questions.ts';

/** The steps that wait for the host show `reconnecting` after the network limit and give up after the longer one. */
const waitingForHost = (variant: 'eligibility' | 'registration' | 'submit') =>
  ({
    waiting: {
      meta: { screen: 'checking', variant },
      after: { network: 'reconnecting' },
    },
    reconnecting: {
      meta: { screen: 'reconnecting' },
      on: { 'host.up': 'waiting' },
      after: { giveUp: '#visit.gaveUp' },
    },
  }) as const;

/** What follows once the person is registered: a notice where there is one, else the questions. */
const toNotices = [
  { guard: 'inGrace', target: 'certGrace' },
  { guard: 'expiresSoon', target: 'expiryNotice' },
  ...toQuestions,
] as const;

const checkingEligibility = visitSetup.createStateConfig({
  initial: 'waiting',
  states: {
    ...waitingForHost('eligibility'),
    /** The card left before it had signed; it is asked again when it is back. */
    cardAway: {
      meta: { screen: 'checking', variant: 'eligibility' },
      on: { 'card.back': '#visit.checkingEligibility' },
      after: { cardGone: { guard: 'cardIn', target: '#visit.cardUnreadable' } },
    },
  },
  invoke: {
    src: 'requestEligibility',
    input: ({ context }) => ({ method: context.method ?? 'staff' }),
    onDone: [
      {
        guard: ({ event }) => event.output.kind === 'valid',
        target: 'afterEligibility',
        actions: assign({
          eligibility: ({ context, event }) =>
            event.output.kind === 'valid' ? event.output.eligibility : context.eligibility,
        }),
      },
      { guard: ({ event }) => event.output.kind === 'gone', target: '.cardAway' },
      // The screens of a refused card speak of a card; why a phone is refused is for the desk.
      {
        guard: ({ context, event }) => context.phone !== null && event.output.kind !== 'problem',
        target: 'phoneRefused',
        actions: refusedBecause('phone_unusable'),
      },
      { guard: ({ event }) => event.output.kind === 'card_expired', target: 'cardExpired' },
      { guard: ({ event }) => event.output.kind === 'card_revoked', target: 'cardRevoked' },
      { guard: ({ event }) => event.output.kind === 'card_suspended', target: 'cardSuspended' },
      { guard: ({ event }) => event.output.kind === 'card_returned', target: 'cardReturned' },
      { guard: ({ event }) => event.output.kind === 'card_silent', target: 'cardUnreadable' },
      { target: 'eligibilityProblem' },
    ],
    onError: 'eligibilityProblem',
  },
});

const afterEligibility = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [{ guard: 'notRegistered', target: 'notRegistered' }, ...toNotices],
});

const notRegistered = visitSetup.createStateConfig({
  meta: { screen: 'not_registered' },
  entry: 'unmark',
  on: {
    'choice.register': {
      actions: ['markRegister', { type: 'reply', params: { id: 'reply.marked', label: 'register' } }],
    },
    'choice.not_register': {
      actions: ['markNotRegister', { type: 'reply', params: { id: 'reply.marked', label: 'not_register' } }],
    },
    'choice.confirm': [
      { guard: 'markedRegister', target: 'registering' },
      {
        guard: 'markedNotRegister',
        target: 'eligibilityProblem',
        actions: problemBecause('registration_declined'),
      },
      { actions: { type: 'reply', params: { id: 'reply.choose_first' } } },
    ],
    'choice.back': [
      {
        guard: 'somethingMarked',
        actions: ['unmark', { type: 'reply', params: { id: 'reply.mark_cleared' } }],
      },
      { actions: 'noBack' },
    ],
  },
});

const registering = visitSetup.createStateConfig({
  initial: 'waiting',
  states: waitingForHost('registration'),
  invoke: {
    src: 'registerUse',
    onDone: [
      { guard: ({ event }) => event.output.registered, target: 'afterRegistered' },
      { target: 'eligibilityProblem', actions: problemBecause('registration_failed') },
    ],
    onError: 'eligibilityProblem',
  },
});

const afterRegistered = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [...toNotices],
});

const certGrace = visitSetup.createStateConfig({
  meta: { screen: 'cert_grace' },
  on: { 'choice.go_on': [...toQuestions] },
});

const expiryNotice = visitSetup.createStateConfig({
  meta: { screen: 'expiry_notice' },
  on: { 'choice.go_on': [...toQuestions] },
});

export const eligibilityPhase = {
  checkingEligibility,
  afterEligibility,
  notRegistered,
  registering,
  afterRegistered,
  certGrace,
  expiryNotice,
};

export { waitingForHost };
