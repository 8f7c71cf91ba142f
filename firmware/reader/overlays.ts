/**
 * What lies above the visit: staff was called, the language is chosen, time is running out, the card is gone.
 * A stack; its top is the screen that is shown and that hears the keys, the visit below waits where it is.
 */

import { assign, emit, fromPromise, setup } from 'xstate';
import type { Recognition } from '../credential/card-in-use.ts';
import type { StateScreen } from './visit-setup.ts';

export type OverlayEvent =
  | { readonly type: 'staff.asked' }
  | { readonly type: 'language.asked' }
  | { readonly type: 'time.warning' }
  | { readonly type: 'time.over' }
  | { readonly type: 'card.gone' }
  | { readonly type: 'card.placed' }
  | { readonly type: 'card.removed' }
  | { readonly type: 'key.any' }
  | { readonly type: 'choice.back' }
  | { readonly type: 'choice.end' }
  | { readonly type: 'choice.language'; readonly place: number }
  /** The visit below has come to what the person must not miss. */
  | { readonly type: 'outcome' }
  /** The visit below has ended or moved on without them. */
  | { readonly type: 'uncover' };

export type OverlayEmitted =
  | { readonly type: 'ended' }
  | { readonly type: 'timeOver' }
  | { readonly type: 'extended' }
  | { readonly type: 'cardBack' }
  | { readonly type: 'cardLost'; readonly because: 'time' | 'key' | 'other' }
  | { readonly type: 'languageChosen'; readonly place: number };

type Covering = 'callStaff' | 'language' | 'timeoutWarning' | 'cardMissing';

interface OverlayContext {
  readonly beneath: readonly Covering[];
  readonly cardIn: boolean;
}

/** The card that `cardMissing` waits for, laid down while something lies above that screen. */
const cardBackBeneath = {
  guard: 'coversCardMissing',
  target: '#overlays.cardMissing',
  actions: ['cardPlaced', 'uncoverToCardMissing'],
} as const;

/** What lay above a check has nothing to interrupt any more. A card that is missed stays missed. */
const givesWay = { guard: 'missesNoCard', target: '#overlays.clear', actions: 'uncoverAll' } as const;

const onTop = (overlay: Covering) => ({ target: `#overlays.${overlay}` }) as const;
const above = (covered: Covering, by: Covering) =>
  ({ ...onTop(by), actions: { type: 'cover', params: { covered, by } } }) as const;

export const overlaysMachine = setup({
  types: {
    context: {} as OverlayContext,
    events: {} as OverlayEvent,
    emitted: {} as OverlayEmitted,
    meta: {} as StateScreen,
  },
  actors: {
    recogniseCard: fromPromise<Recognition>(() =>
      Promise.reject(new Error('effect recogniseCard was not provided')),
    ),
  },
  guards: {
    beneathCallStaff: ({ context }) => context.beneath.at(-1) === 'callStaff',
    beneathLanguage: ({ context }) => context.beneath.at(-1) === 'language',
    beneathWarning: ({ context }) => context.beneath.at(-1) === 'timeoutWarning',
    beneathCardMissing: ({ context }) => context.beneath.at(-1) === 'cardMissing',
    coversCardMissing: ({ context }) => context.beneath.includes('cardMissing'),
    missesNoCard: ({ context }) => !context.beneath.includes('cardMissing'),
    cardIn: ({ context }) => context.cardIn,
  },
  actions: {
    /** What comes on top is not beneath any more: no overlay lies there twice. */
    cover: assign({
      beneath: ({ context }, params: { readonly covered: Covering; readonly by: Covering }) => [
        ...context.beneath.filter((overlay) => overlay !== params.by),
        params.covered,
      ],
    }),
    uncoverOne: assign({ beneath: ({ context }) => context.beneath.slice(0, -1) }),
    uncoverAll: assign({ beneath: [] }),
    uncoverToCardMissing: assign({
      beneath: ({ context }) => context.beneath.slice(0, context.beneath.indexOf('cardMissing')),
    }),
    cardPlaced: assign({ cardIn: true }),
    cardRemoved: assign({ cardIn: false }),
    ended: emit({ type: 'ended' }),
    timeOver: emit({ type: 'timeOver' }),
    extended: emit({ type: 'extended' }),
    cardBack: emit({ type: 'cardBack' }),
    cardLost: emit(
      (_, params: { readonly because: 'time' | 'key' | 'other' }) =>
        ({ type: 'cardLost', because: params.because }) as const,
    ),
    languageChosen: emit(({ event }) => ({
      type: 'languageChosen',
      place: event.type === 'choice.language' ? event.place : 0,
    })),
  },
}).createMachine({
  id: 'overlays',
  initial: 'clear',
  context: { beneath: [], cardIn: false },
  on: {
    uncover: { target: '.clear', actions: 'uncoverAll' },
    'card.placed': { actions: 'cardPlaced' },
    'card.removed': { actions: 'cardRemoved' },
  },
  states: {
    clear: {
      meta: { screen: null },
      on: {
        'staff.asked': onTop('callStaff'),
        'language.asked': onTop('language'),
        'time.warning': onTop('timeoutWarning'),
        // What happened to the card while nothing lay here may not have been told.
        'card.gone': { ...onTop('cardMissing'), actions: 'cardRemoved' },
      },
    },
    /** One layer is gone; what was beneath it shows again. */
    uncovering: {
      meta: { screen: null },
      always: [
        { guard: 'beneathCallStaff', target: 'callStaff', actions: 'uncoverOne' },
        { guard: 'beneathLanguage', target: 'language', actions: 'uncoverOne' },
        { guard: 'beneathWarning', target: 'timeoutWarning', actions: 'uncoverOne' },
        { guard: 'beneathCardMissing', target: 'cardMissing', actions: 'uncoverOne' },
        { target: 'clear' },
      ],
    },
    callStaff: {
      meta: { screen: 'call_staff' },
      on: {
        'choice.back': 'uncovering',
        'choice.end': { target: 'clear', actions: ['uncoverAll', 'ended'] },
        'time.over': 'uncovering',
        outcome: givesWay,
        'card.placed': [cardBackBeneath, { actions: 'cardPlaced' }],
        'language.asked': above('callStaff', 'language'),
        'card.gone': above('callStaff', 'cardMissing'),
      },
    },
    language: {
      meta: { screen: 'language' },
      on: {
        'choice.back': 'uncovering',
        'choice.end': { target: 'clear', actions: ['uncoverAll', 'ended'] },
        'choice.language': { target: 'uncovering', actions: 'languageChosen' },
        'card.placed': [cardBackBeneath, { actions: 'cardPlaced' }],
        'time.warning': above('language', 'timeoutWarning'),
        'time.over': 'uncovering',
        outcome: givesWay,
        'staff.asked': above('language', 'callStaff'),
        'card.gone': above('language', 'cardMissing'),
      },
    },
    timeoutWarning: {
      meta: { screen: 'timeout_warning' },
      on: {
        'key.any': { target: 'uncovering', actions: 'extended' },
        // Laid down while the warning stood: somebody is there, and the screen beneath goes on with the card.
        'card.placed': { target: 'uncovering', actions: 'cardPlaced' },
        'time.over': [
          // It was the time of that screen, which leads back: the visit beneath has its own.
          { guard: 'beneathLanguage', target: 'uncovering', actions: 'uncoverOne' },
          { target: 'uncovering', actions: 'timeOver' },
        ],
        outcome: givesWay,
        'card.gone': above('timeoutWarning', 'cardMissing'),
      },
    },
    cardMissing: {
      meta: { screen: 'card_missing' },
      initial: 'looking',
      states: {
        /** It may have come back while something lay above this screen. */
        looking: { always: [{ guard: 'cardIn', target: 'recognising' }, { target: 'away' }] },
        away: { on: { 'card.placed': { target: 'recognising', actions: 'cardPlaced' } } },
        recognising: {
          meta: { screen: 'card_missing', awaitsCard: true },
          invoke: {
            src: 'recogniseCard',
            onDone: [
              {
                guard: ({ event }) => event.output.kind === 'same',
                target: '#overlays.uncovering',
                actions: 'cardBack',
              },
              { guard: ({ event }) => event.output.kind === 'gone', target: 'away' },
              { target: 'replaced', actions: { type: 'cardLost', params: { because: 'other' } } },
            ],
            onError: 'away',
          },
          on: { 'card.removed': { target: 'away', actions: 'cardRemoved' } },
        },
        /** Until the visit beneath has ended, so that nothing of it is seen by whoever laid down the other card. */
        replaced: { meta: { screen: 'card_missing', awaitsCard: true } },
      },
      on: {
        'choice.end': {
          target: 'clear',
          actions: ['uncoverAll', { type: 'cardLost', params: { because: 'key' } }],
        },
        'time.over': {
          target: 'clear',
          actions: ['uncoverAll', { type: 'cardLost', params: { because: 'time' } }],
        },
        outcome: { actions: 'uncoverAll' },
        'staff.asked': above('cardMissing', 'callStaff'),
        'language.asked': above('cardMissing', 'language'),
      },
    },
  },
});
