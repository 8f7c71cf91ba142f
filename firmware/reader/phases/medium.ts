/** What the person will use: voice guidance begins, card or phone, the card is placed and read. */

import { assign, emit, not } from 'xstate';
import { refusedBecause, visitSetup } from '../visit-setup.ts';

/** A card that is laid down is the medium, whatever else was begun. */
export const cardPlaced = { target: 'reading', actions: 'cardPlaced' } as const;

const begin = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [
    { guard: 'beganWithCard', target: 'reading' },
    { guard: 'beganWithVoice', target: 'welcome' },
    { guard: 'beganWithPhone', target: 'toPhone' },
    { target: 'placeCard' },
  ],
});

const welcome = visitSetup.createStateConfig({
  meta: { screen: 'welcome' },
  on: {
    'speech.ended': [{ guard: 'isDisaster', target: 'disasterMedium' }, { target: 'chooseMedium' }],
    'choice.skip': [
      {
        guard: 'isDisaster',
        target: 'disasterMedium',
        actions: ['shortForms', { type: 'reply', params: { id: 'reply.short_forms' } }],
      },
      {
        target: 'chooseMedium',
        actions: ['shortForms', { type: 'reply', params: { id: 'reply.short_forms' } }],
      },
    ],
    'choice.back': { target: 'unbegun', actions: 'voiceOff' },
    'card.placed': cardPlaced,
  },
});

const chooseMedium = visitSetup.createStateConfig({
  meta: { screen: 'choose_medium' },
  on: {
    'choice.card': 'placeCard',
    'choice.phone': 'toPhone',
    'choice.back': 'unbegun',
    'card.placed': cardPlaced,
  },
});

/** Stands for `chooseMedium` while the host has disaster mode (災害時モード) on. */
const disasterMedium = visitSetup.createStateConfig({
  meta: { screen: 'disaster' },
  on: {
    'choice.card_reception': 'placeCard',
    'choice.voice': 'welcome',
    'earphones.in': { guard: 'hasVoiceMode', target: 'welcome', actions: 'shortForms' },
    'card.placed': cardPlaced,
  },
  // The screen itself has no time limit: it is the screen of rest, to which the reader goes back for the next person.
  after: { disasterRest: 'unbegun' },
});

const toPhone = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [
    { guard: not('phonesTaken'), target: 'phoneNotOffered' },
    { guard: 'unitReadsPhones', target: 'choosePhone' },
    { target: 'findingPhoneReader' },
  ],
});

/** Phones are held to a reader beside the unit: it may be out of reach. */
const findingPhoneReader = visitSetup.createStateConfig({
  meta: { screen: null },
  on: { 'card.placed': cardPlaced },
  invoke: {
    src: 'findPhoneReader',
    onDone: [
      { guard: ({ event }) => event.output, target: 'choosePhone' },
      { target: 'phoneNotOffered', actions: emit({ type: 'noPhoneReader' }) },
    ],
    onError: 'phoneNotOffered',
  },
});

const phoneNotOffered = visitSetup.createStateConfig({
  meta: { screen: 'phone_not_offered' },
  on: {
    'choice.use_card': 'placeCard',
    'choice.back': 'chooseMedium',
    'card.placed': cardPlaced,
  },
});

const placeCard = visitSetup.createStateConfig({
  meta: { screen: 'place_card' },
  on: {
    'choice.back': [
      { guard: 'isDisaster', target: 'disasterMedium', actions: 'forgetCardTrouble' },
      { target: 'chooseMedium', actions: 'forgetCardTrouble' },
    ],
    'card.placed': cardPlaced,
  },
});

const reading = visitSetup.createStateConfig({
  meta: { screen: null, awaitsCard: true },
  entry: ['noPhone', 'forgetPhone'],
  // Another card, or the same one laid down anew: the reading begins again.
  on: { 'card.placed': { ...cardPlaced, reenter: true } },
  invoke: {
    src: 'readCard',
    onDone: [
      {
        guard: ({ event }) => event.output.kind === 'read',
        target: 'identify',
        actions: [
          assign({
            card: ({ context, event }) => (event.output.kind === 'read' ? event.output.facts : context.card),
          }),
          emit({ type: 'cardRead' }),
          { type: 'tone', params: { tone: 'cardIn' } },
          { type: 'announce', params: { id: 'announce.card_read' } },
        ],
      },
      {
        guard: ({ event }) => event.output.kind === 'gone',
        target: 'placeCard',
      },
      // What cannot be read as a certificate is a card that cannot be read; the others are no My Number Cards. Why
      // stands in the record, not on the screen.
      {
        guard: ({ event }) => event.output.kind === 'notTrusted' && event.output.code === 'EMU-330',
        target: 'cardUnreadable',
        actions: emit(({ event }) => ({
          type: 'cardNotTrusted',
          code: event.output.kind === 'notTrusted' ? event.output.code : 'EMU-330',
        })),
      },
      {
        guard: ({ event }) => event.output.kind === 'notTrusted',
        target: 'notMyNumberCard',
        actions: [
          refusedBecause('card_not_trusted'),
          emit(({ event }) => ({
            type: 'cardNotTrusted',
            code: event.output.kind === 'notTrusted' ? event.output.code : 'EMU-330',
          })),
        ],
      },
      {
        guard: ({ context, event }) =>
          event.output.kind === 'unreadable' &&
          context.failedReadings.unreadable + 1 >= context.profile.limits.cardTries,
        target: 'cardUnreadable',
        actions: emit({ type: 'cardNotRead', code: 'EMU-001' }),
      },
      {
        guard: ({ context, event }) =>
          event.output.kind === 'notMyNumberCard' &&
          context.failedReadings.notMyNumberCard + 1 >= context.profile.limits.cardTries,
        target: 'notMyNumberCard',
        actions: emit({ type: 'cardNotRead', code: 'EMU-002' }),
      },
      {
        guard: ({ event }) => event.output.kind === 'unreadable',
        target: 'placeCard',
        actions: [
          { type: 'readingFailed', params: { by: 'unreadable' } },
          emit({ type: 'cardNotRead', code: 'EMU-001' }),
          { type: 'tone', params: { tone: 'error' } },
          { type: 'announce', params: { id: 'announce.card_unreadable' } },
        ],
      },
      {
        target: 'placeCard',
        actions: [
          { type: 'readingFailed', params: { by: 'notMyNumberCard' } },
          emit({ type: 'cardNotRead', code: 'EMU-002' }),
          { type: 'tone', params: { tone: 'error' } },
          { type: 'announce', params: { id: 'announce.not_my_number_card' } },
        ],
      },
    ],
    onError: 'cardUnreadable',
  },
});

export const mediumPhase = {
  begin,
  welcome,
  chooseMedium,
  disasterMedium,
  toPhone,
  findingPhoneReader,
  phoneNotOffered,
  placeCard,
  reading,
};
