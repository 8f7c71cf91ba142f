/**
 * One visit of one person, from the first key or card to the card taken back; its output is the outcome.
 * Decides only; everything that takes time or touches a port is an effect (`effects.ts`).
 */

import { eligibilityPhase } from './phases/eligibility.ts';
import { endingPhase } from './phases/ending.ts';
import { identityPhase } from './phases/identity.ts';
import { mediumPhase } from './phases/medium.ts';
import { phonePhase } from './phases/phone.ts';
import { questionsPhase } from './phases/questions.ts';
import { abandonedBecause, type VisitContext, visitSetup } from './visit-setup.ts';

export const visitMachine = visitSetup.createMachine({
  id: 'visit',
  initial: 'begin',
  // Name by name: names added to a spread are a hidden class of their own each time (V8 11).
  context: ({ input }) => ({
    settings: input.settings,
    profile: input.profile,
    disaster: input.disaster,
    begin: input.begin,
    cardIn: input.cardIn,
    card: null,
    failedReadings: { unreadable: 0, notMyNumberCard: 0, trouble: null },
    phone: null,
    faceTriesLeft: input.settings.faceTries,
    cameraWorks: true,
    lastCue: null,
    faceReason: null,
    passwordTriesLeft: input.profile.limits.passwordTries,
    method: null,
    eligibility: null,
    marked: null,
    answers: { consent: {}, recipient: null, prescription: null, provideLimit: null },
    ending: null,
    anotherCard: false,
  }),
  output: ({ context }) => ({
    outcome: context.ending?.outcome ?? 'cancelled',
    unbegun: context.ending === null,
    anotherCard: context.anotherCard,
  }),
  states: {
    ...mediumPhase,
    ...phonePhase,
    ...identityPhase,
    ...eligibilityPhase,
    ...questionsPhase,
    ...endingPhase,
  },
  on: {
    'card.placed': { actions: 'cardPlaced' },
    'card.removed': { actions: 'cardRemoved' },
    'card.lost': { target: '.over', actions: ['cardRemoved', abandonedBecause('card_gone')] },
    'card.other': { target: '.over', actions: ['anotherCame', abandonedBecause('another_card')] },
    'choice.end': { target: '.leaving', actions: 'nowCancelled' },
    'choice.finish': { target: '.leaving', actions: 'nowCancelled' },
    'time.over': { target: '.leaving', actions: abandonedBecause('time_over') },
  },
});

/** States in which a visit with a card cannot go on without it: taking it away brings `card_missing`. */
const needingCard: ReadonlySet<string> = new Set([
  ...Object.keys(identityPhase),
  ...Object.keys(eligibilityPhase),
  ...Object.keys(questionsPhase),
]);

/** Whether taking the card away brings `card_missing`. The visit of a phone goes on without any. */
export const needsCard = (state: string, { phone }: Pick<VisitContext, 'phone'>): boolean =>
  phone === null && needingCard.has(state);
