/** How a visit ends: sent and accepted, withdrawn, refused, a problem for the desk; then the card is taken. */

import type { EndReason } from '../../../protocol/messages.ts';
import type { RefusalReason } from '../../screens/catalogue.ts';
import { abandonedBecause, choicesOf, problemBecause, refusedBecause, visitSetup } from '../visit-setup.ts';
import { waitingForHost } from './eligibility.ts';

const submitting = visitSetup.createStateConfig({
  initial: 'waiting',
  states: waitingForHost('submit'),
  invoke: {
    src: 'submitUse',
    input: ({ context }) => choicesOf(context),
    onDone: [
      { guard: ({ event }) => event.output.kind === 'accepted', target: 'toAccepted' },
      { guard: ({ event }) => event.output.kind === 'withdrawn', target: 'leaving', actions: 'nowCancelled' },
      { target: 'eligibilityProblem', actions: problemBecause('use_not_taken') },
    ],
    onError: 'eligibilityProblem',
  },
  on: {
    // The person may still leave: what was sent is withdrawn.
    'choice.end': { target: 'withdrawing', actions: 'nowCancelled' },
    'card.removed': [
      { guard: 'withPhone', actions: 'cardRemoved' },
      { target: 'withdrawing', actions: ['cardRemoved', abandonedBecause('card_gone')] },
    ],
  },
});

/** The host had 2 minutes. What was sent for this visit must not count later. */
const gaveUp = visitSetup.createStateConfig({
  meta: { screen: null },
  entry: problemBecause('host_silent'),
  always: 'eligibilityProblem',
});

const withdrawing = visitSetup.createStateConfig({
  meta: { screen: 'checking', variant: 'submit' },
  invoke: {
    src: 'withdrawUse',
    onDone: [
      // The commit had arrived first: the visit is accepted, and the screen says so.
      { guard: ({ event }) => event.output.kind === 'accepted', target: 'toAccepted' },
      { target: 'leaving' },
    ],
    onError: 'leaving',
  },
  after: { network: 'leaving' },
});

const toAccepted = visitSetup.createStateConfig({
  meta: { screen: null },
  entry: ['nowAccepted', { type: 'tone', params: { tone: 'accepted' } }],
  always: [{ guard: 'pharmacy', target: 'accepted' }, { target: 'acceptedClinic' }],
});

const takenAtTheEnd = { target: 'over', actions: 'cardRemoved' } as const;

const accepted = visitSetup.createStateConfig({
  meta: { screen: 'accepted' },
  on: { 'card.removed': takenAtTheEnd },
});

const acceptedClinic = visitSetup.createStateConfig({
  meta: { screen: 'accepted_clinic' },
  on: { 'card.removed': takenAtTheEnd },
});

/** The reason is for the desk, not for the waiting room. */
const eligibilityProblem = visitSetup.createStateConfig({
  meta: { screen: 'eligibility_problem' },
  entry: [
    problemBecause(null),
    { type: 'tone', params: { tone: 'error' } },
    { type: 'tellStaff', params: { why: 'problem' } },
  ],
  on: { 'card.removed': takenAtTheEnd },
});

const refused = (variant: RefusalReason, reason: EndReason) =>
  visitSetup.createStateConfig({
    meta: { screen: 'card_refused', variant },
    entry: [
      refusedBecause(reason),
      { type: 'tone', params: { tone: 'error' } },
      { type: 'tellStaff', params: { why: 'refused' } },
    ],
    on: { 'card.removed': takenAtTheEnd },
  });

/** Back to the rest screen without a farewell: nothing had begun. */
const unbegun = visitSetup.createStateConfig({ type: 'final', meta: { screen: null } });

const leaving = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [{ guard: 'cardIn', target: 'takeCard' }, { target: 'over' }],
});

const takeCard = visitSetup.createStateConfig({
  meta: { screen: 'take_card' },
  after: { cardLeft: { actions: { type: 'tellStaff', params: { why: 'card_left' } } } },
  on: {
    'card.removed': takenAtTheEnd,
    'choice.end': { actions: 'promptAgain' },
  },
});

const over = visitSetup.createStateConfig({ type: 'final', meta: { screen: null } });

export const endingPhase = {
  submitting,
  gaveUp,
  withdrawing,
  toAccepted,
  accepted,
  acceptedClinic,
  eligibilityProblem,
  cardExpired: refused('expired', 'card_expired'),
  cardRevoked: refused('revoked', 'card_revoked'),
  cardSuspended: refused('suspended', 'card_suspended'),
  cardReturned: refused('returned', 'card_returned'),
  cardUnreadable: refused('unreadable', 'card_unreadable'),
  notMyNumberCard: refused('not_my_number_card', 'not_my_number_card'),
  staffSaidOther: refused('staff_said_other', 'staff_said_other'),
  unbegun,
  leaving,
  takeCard,
  over,
};
