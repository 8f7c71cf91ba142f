/** The reader between visits: at rest, out of service, disaster mode, serving one visit at a time, saying goodbye. */

import { assign, emit, setup } from 'xstate';
import type { HostSettings } from '../host/host-session.ts';
import type { ReaderProfile } from '../profiles.ts';
import { visitMachine } from './visit.ts';
import type { StateScreen, VisitInput, VisitOutput } from './visit-setup.ts';

export type DeskEvent =
  | { readonly type: 'host.up'; readonly settings: HostSettings }
  | { readonly type: 'host.away' }
  | { readonly type: 'settings.changed'; readonly settings: HostSettings }
  | { readonly type: 'card.placed' }
  | { readonly type: 'card.removed' }
  | { readonly type: 'earphones.in' }
  | { readonly type: 'earphones.out' }
  | { readonly type: 'time.over' }
  | { readonly type: 'choice.card' }
  | { readonly type: 'choice.card_reception' }
  | { readonly type: 'choice.phone' }
  | { readonly type: 'choice.voice' };

interface DeskContext {
  readonly profile: ReaderProfile;
  readonly host: HostSettings | null;
  readonly hostUp: boolean;
  readonly cardIn: boolean;
  /** Earphones were plugged in during the farewell: whoever came so soon is the next. */
  readonly earphonesCame: boolean;
  readonly begin: VisitInput['begin'];
}

/** Disaster mode is no setting of the facility: it counts at once on every reader. */
const takenFrom = (told: HostSettings, { profile, host }: DeskContext): HostSettings =>
  profile.settingsTakeEffect === 'restart' && host !== null
    ? { facility: host.facility, disaster: told.disaster }
    : told;

const begins = (begin: VisitInput['begin']) =>
  ({ target: '#desk.serving', actions: { type: 'begin', params: { begin } } }) as const;

/** What begins a visit on every screen of rest that serves. */
const serves = {
  'card.placed': {
    target: '#desk.serving',
    actions: ['cardPlaced', { type: 'begin', params: { begin: 'card' } }],
  },
  'choice.voice': { guard: 'hasVoiceMode', ...begins('voice') },
  'earphones.in': {
    guard: 'hasVoiceMode',
    target: '#desk.serving',
    actions: ['voiceBegins', { type: 'begin', params: { begin: 'voice' } }],
  },
} as const;

export const deskMachine = setup({
  types: {
    context: {} as DeskContext,
    input: {} as { readonly profile: ReaderProfile; readonly cardIn: boolean },
    events: {} as DeskEvent,
    emitted: {} as { readonly type: 'visitBegins' | 'visitOver' | 'approached' | 'voiceBegins' },
    meta: {} as StateScreen,
  },
  actors: { visit: visitMachine },
  delays: {
    /** At rest the host may be away this long before the reader says it is out of service. */
    hostAwayAtRest: ({ context }) => context.profile.limits.hostAwayAtRest * 1000,
  },
  guards: {
    isDisaster: ({ context }) => context.host?.disaster === true,
    hostUp: ({ context }) => context.hostUp,
    greetedOnce: ({ context }) => context.host !== null,
    cardIn: ({ context }) => context.cardIn,
    earphonesCame: ({ context }) => context.earphonesCame,
    cardAndEarphonesCame: ({ context }) => context.cardIn && context.earphonesCame,
    hasVoiceMode: ({ context }) => context.profile.voiceMode,
    wasUnbegun: ({ event }) => 'output' in event && (event.output as Partial<VisitOutput>).unbegun === true,
    anotherCardLies: ({ event }) =>
      'output' in event && (event.output as Partial<VisitOutput>).anotherCard === true,
  },
  actions: {
    hostUp: assign({
      hostUp: true,
      host: ({ context, event }) => ('settings' in event ? takenFrom(event.settings, context) : context.host),
    }),
    hostAway: assign({ hostUp: false }),
    cardPlaced: assign({ cardIn: true }),
    cardRemoved: assign({ cardIn: false }),
    earphonesCame: assign({ earphonesCame: true }),
    noEarphonesCame: assign({ earphonesCame: false }),
    begin: assign({ begin: (_, params: { readonly begin: VisitInput['begin'] }) => params.begin }),
    visitBegins: emit({ type: 'visitBegins' }),
    visitOver: emit({ type: 'visitOver' }),
    approached: emit({ type: 'approached' }),
    /** By earphones: with short forms. */
    voiceBegins: emit({ type: 'voiceBegins' }),
  },
}).createMachine({
  id: 'desk',
  initial: 'resting',
  context: ({ input }) => ({
    profile: input.profile,
    host: null,
    hostUp: false,
    cardIn: input.cardIn,
    earphonesCame: false,
    begin: 'card',
  }),
  on: {
    'host.up': { actions: 'hostUp' },
    'host.away': { actions: 'hostAway' },
    'settings.changed': { actions: 'hostUp' },
    'card.placed': { actions: 'cardPlaced' },
    'card.removed': { actions: 'cardRemoved' },
  },
  states: {
    resting: {
      initial: 'choosing',
      states: {
        choosing: {
          always: [
            { guard: 'isDisaster', target: 'disaster' },
            { guard: 'hostUp', target: 'idle' },
            { guard: 'greetedOnce', target: 'hostMissing' },
            { target: 'outOfService' },
          ],
        },
        idle: {
          meta: { screen: 'idle' },
          on: {
            'host.away': { target: 'hostMissing', actions: 'hostAway' },
            ...serves,
            'choice.card': begins('chose_card'),
            'choice.phone': begins('chose_phone'),
          },
        },
        /** Looks like `idle`, so that a short break is not seen. */
        hostMissing: {
          meta: { screen: 'idle' },
          on: {
            ...serves,
            'choice.card': begins('chose_card'),
            'choice.phone': begins('chose_phone'),
          },
          after: { hostAwayAtRest: 'outOfService' },
        },
        outOfService: {
          meta: { screen: 'out_of_service' },
          on: {
            'card.placed': { actions: ['cardPlaced', 'approached'] },
            'earphones.in': { actions: 'approached' },
            // A card that lies there by now need not be laid down again.
            'host.up': {
              guard: 'cardIn',
              target: '#desk.serving',
              actions: ['hostUp', { type: 'begin', params: { begin: 'card' } }],
            },
          },
        },
        disaster: {
          meta: { screen: 'disaster' },
          on: { ...serves, 'choice.card_reception': begins('chose_card') },
        },
      },
      on: {
        'host.up': { target: '.choosing', actions: 'hostUp' },
        'settings.changed': { target: '.choosing', actions: 'hostUp' },
      },
    },
    serving: {
      meta: { screen: null },
      entry: 'visitBegins',
      invoke: {
        id: 'visit',
        src: 'visit',
        input: ({ context }) => ({
          // A visit begins only after the host was greeted: without settings the reader is out of service.
          settings: (context.host as HostSettings).facility,
          profile: context.profile,
          disaster: context.host?.disaster === true,
          begin: context.begin,
          cardIn: context.cardIn,
        }),
        onDone: [
          {
            guard: 'anotherCardLies',
            target: 'serving',
            reenter: true,
            actions: ['visitOver', { type: 'begin', params: { begin: 'card' } }],
          },
          { guard: 'wasUnbegun', target: 'resting', actions: 'visitOver' },
          { target: 'farewell', actions: 'visitOver' },
        ],
        onError: { target: 'farewell', actions: 'visitOver' },
      },
    },
    farewell: {
      meta: { screen: 'ended' },
      entry: 'noEarphonesCame',
      on: {
        'earphones.in': { guard: 'hasVoiceMode', actions: 'earphonesCame' },
        'earphones.out': { actions: 'noEarphonesCame' },
        'time.over': [
          {
            guard: 'cardAndEarphonesCame',
            target: 'serving',
            actions: ['voiceBegins', { type: 'begin', params: { begin: 'card' } }],
          },
          {
            guard: 'earphonesCame',
            target: 'serving',
            actions: ['voiceBegins', { type: 'begin', params: { begin: 'voice' } }],
          },
          { guard: 'cardIn', target: 'serving', actions: { type: 'begin', params: { begin: 'card' } } },
          { target: 'resting' },
        ],
      },
    },
  },
});
