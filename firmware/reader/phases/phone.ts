/**
 * A smartphone: its kind is chosen, the PIN of an Android phone is typed on the reader, then the phone is held to the
 * reading spot. No face is compared: PIN or biometrics of the phone have confirmed the person.
 *
 * Where the screens have no word of their own, what follows is our design: a phone that could not be read is to be held
 * again and given up after as many tries as a card; one of the other kind than chosen is refused, and the desk is told
 * why; a card that is laid down instead is taken.
 */

import { assign, emit } from 'xstate';
import type { PhoneKind } from '../../credential/phone-in-use.ts';
import type { PhoneTrouble } from '../../screens/facts.ts';
import { refusedBecause, type VisitContext, visitSetup } from '../visit-setup.ts';
import { cardPlaced } from './medium.ts';

const choosePhone = visitSetup.createStateConfig({
  meta: { screen: 'choose_phone' },
  entry: ['noPhone', 'forgetPhone'],
  on: {
    'choice.android': { target: 'phonePin', actions: { type: 'phoneChosen', params: { kind: 'android' } } },
    'choice.iphone': { target: 'holdIphone', actions: { type: 'phoneChosen', params: { kind: 'iphone' } } },
    'choice.back': 'chooseMedium',
    'card.placed': cardPlaced,
  },
});

const phonePin = visitSetup.createStateConfig({
  meta: { screen: 'phone_pin' },
  on: {
    'entry.complete': 'keepingPhonePin',
    'choice.clear': 'choosePhone',
    'card.placed': cardPlaced,
  },
});

/** The keypad wipes its digits with the screen: until the phone is held, the effects keep them. */
const keepingPhonePin = visitSetup.createStateConfig({
  meta: { screen: null },
  invoke: { src: 'keepPhonePin', onDone: 'holdAndroid', onError: 'phonePin' },
});

/** As often as a card is laid down. */
const isLastReading = ({ phone, profile }: VisitContext): boolean =>
  (phone?.failed ?? 0) + 1 >= profile.limits.cardTries;

const holding = (kind: PhoneKind, state: 'holdAndroid' | 'holdIphone') => {
  /** What is held next is read anew; what was wrong with this is said, and stands on the screen until then. */
  const again = (trouble: PhoneTrouble) =>
    ({
      target: state,
      reenter: true,
      actions: [
        { type: 'phoneTroubled', params: { trouble } },
        { type: 'tone', params: { tone: 'error' } },
        { type: 'announce', params: { id: `announce.${trouble}` } },
      ],
    }) as const;
  const notAgreed = again('phone_not_agreed');
  const notAPhone = again('not_a_phone');
  return visitSetup.createStateConfig({
    initial: 'held',
    states: {
      held: {
        meta: { screen: 'hold_phone', variant: kind },
        on: { 'challenge.asked': 'asking' },
        after: { challengeOld: { target: `#visit.${state}`, reenter: true } },
      },
      /** What the phone is to sign has been asked for. The person need not know, unless it takes long. */
      asking: {
        meta: { screen: 'hold_phone', variant: kind },
        after: { network: 'reconnecting' },
      },
      reconnecting: {
        meta: { screen: 'reconnecting' },
        on: { 'host.up': 'asking' },
        after: { giveUp: '#visit.gaveUp' },
      },
    },
    on: {
      'challenge.given': '.held',
      'choice.back': 'choosePhone',
      'card.placed': cardPlaced,
    },
    invoke: {
      src: 'readPhone',
      input: ({ context }) => ({ kind, way: kind === 'iphone' ? context.profile.iphone : 'jpki' }),
      onDone: [
        {
          guard: ({ event }) => event.output.kind === 'read',
          target: 'checkingEligibility',
          actions: [
            'byPhone',
            ...(kind === 'android' ? (['phonePinRight'] as const) : []),
            emit({ type: 'phoneRead' }),
            { type: 'tone', params: { tone: 'cardIn' } },
            { type: 'announce', params: { id: 'announce.phone_read' } },
          ],
        },
        {
          guard: ({ event }) => event.output.kind === 'pinWrong',
          target: 'phonePinWrong',
          actions: [
            assign({
              phone: ({ context, event }) =>
                context.phone !== null && event.output.kind === 'pinWrong'
                  ? { ...context.phone, triesLeft: event.output.triesLeft, trouble: null }
                  : context.phone,
            }),
            emit(({ event }) => ({
              type: 'entry',
              of: 'phonePin',
              result: 'wrong',
              triesLeft: event.output.kind === 'pinWrong' ? event.output.triesLeft : null,
            })),
          ],
        },
        {
          guard: ({ event }) => event.output.kind === 'pinLocked',
          target: 'phonePinLocked',
          actions: [
            assign({
              phone: ({ context }) => (context.phone === null ? null : { ...context.phone, triesLeft: 0 }),
            }),
            emit({ type: 'entry', of: 'phonePin', result: 'wrong', triesLeft: 0 }),
          ],
        },
        {
          guard: ({ event }) => event.output.kind === 'otherKind',
          target: 'phoneRefused',
          actions: refusedBecause('phone_other_kind'),
        },
        {
          guard: ({ event }) => event.output.kind === 'biometricsLocked',
          target: 'phoneRefused',
          actions: refusedBecause('phone_not_agreed'),
        },
        {
          guard: ({ event }) => event.output.kind === 'unusable',
          target: 'phoneRefused',
          actions: [
            refusedBecause('phone_unreadable'),
            emit(({ event }) => ({
              type: 'phoneNotUsable',
              code: event.output.kind === 'unusable' ? event.output.code : 'EMU-370',
            })),
          ],
        },
        {
          guard: ({ context, event }) => event.output.kind === 'notAgreed' && isLastReading(context),
          target: 'phoneRefused',
          actions: refusedBecause('phone_not_agreed'),
        },
        {
          guard: ({ context, event }) => event.output.kind === 'notAPhone' && isLastReading(context),
          target: 'phoneRefused',
          actions: refusedBecause('phone_unreadable'),
        },
        {
          guard: ({ event }) => event.output.kind === 'notAgreed',
          ...notAgreed,
          actions: ['phoneFailed', ...notAgreed.actions],
        },
        {
          guard: ({ event }) => event.output.kind === 'notAPhone',
          ...notAPhone,
          actions: ['phoneFailed', ...notAPhone.actions],
        },
        {
          guard: ({ event }) => event.output.kind === 'several',
          ...again('phone_several'),
        },
        {
          guard: ({ event }) => event.output.kind === 'otherPhone',
          ...again('phone_other'),
        },
        again('phone_lost'),
      ],
      onError: { target: 'phoneRefused', actions: refusedBecause('phone_unreadable') },
    },
  });
};

const phonePinWrong = visitSetup.createStateConfig({
  meta: { screen: 'phone_pin_wrong' },
  entry: { type: 'tone', params: { tone: 'error' } },
  on: {
    'choice.again': 'phonePin',
    'choice.back': 'choosePhone',
    'card.placed': cardPlaced,
  },
});

const phonePinLocked = visitSetup.createStateConfig({
  meta: { screen: 'phone_pin_locked' },
  entry: { type: 'tone', params: { tone: 'error' } },
  on: {
    'choice.use_card': 'placeCard',
    'card.placed': cardPlaced,
  },
});

/** The reason is neither spoken nor shown; the desk is told. With the card the visit goes on. */
const phoneRefused = visitSetup.createStateConfig({
  meta: { screen: 'phone_refused' },
  entry: [
    'forgetPhone',
    { type: 'tone', params: { tone: 'error' } },
    { type: 'tellStaff', params: { why: 'refused' } },
  ],
  on: {
    'choice.use_card': { target: 'placeCard', actions: 'endsNotYet' },
    'card.placed': { ...cardPlaced, actions: ['endsNotYet', cardPlaced.actions] },
  },
});

export const phonePhase = {
  choosePhone,
  phonePin,
  keepingPhonePin,
  holdAndroid: holding('android', 'holdAndroid'),
  holdIphone: holding('iphone', 'holdIphone'),
  phonePinWrong,
  phonePinLocked,
  phoneRefused,
};
