/** What follows where nobody is served, as a table, and which settings of the facility count when. */

import { describe, expect, it } from 'vitest';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  initialTransition,
  transition,
} from 'xstate';
import { profiles } from '../../../firmware/profiles.ts';
import { deskMachine } from '../../../firmware/reader/desk.ts';
import { visitMachine } from '../../../firmware/reader/visit.ts';
import { input, settings } from './situations.ts';
import { screenOf } from './snapshot-screen.ts';

type DeskRow = readonly [screen: string, happens: readonly { readonly type: string }[], next: string];
const host = (disaster: boolean) => ({ facility: settings(), disaster });
const up = { type: 'host.up', settings: host(false) };
const disasterOn = { type: 'settings.changed', settings: host(true) };
const disasterOff = { type: 'settings.changed', settings: host(false) };
const over = { type: 'time.over' };
const overWith = (output: object) => ({ type: 'xstate.done.actor.visit', output });
const visitIsOver = overWith({ outcome: 'accepted', unbegun: false, anotherCard: false });

/** What the desk shows; of a visit that it begins, the first screen. */
function deskFollow(events: readonly { readonly type: string }[]): string {
  const machine: AnyStateMachine = deskMachine;
  let [snapshot] = initialTransition(deskMachine, {
    profile: profiles['next-generation'],
    cardIn: false,
  }) as [AnyMachineSnapshot, unknown];
  for (const event of events) {
    const type = event.type.replace(/^after (\w+)$/, (_, delay) => {
      const due = snapshot._nodes.flatMap(({ after }) => after).find(({ delay: other }) => other === delay);
      return due?.eventType ?? event.type;
    });
    [snapshot] = transition(machine, snapshot, { ...event, type } as never);
  }
  if (snapshot.value !== 'serving') return screenOf(snapshot);
  const { begin, cardIn, host: served } = snapshot.context;
  const [visit] = initialTransition(visitMachine, input({ begin, cardIn, disaster: served.disaster }));
  return screenOf(visit as AnyMachineSnapshot);
}

describe('what follows where nobody is served', () => {
  const rows: readonly DeskRow[] = [
    ['power on', [], 'out_of_service'],
    ['out_of_service', [up], 'idle'],
    ['out_of_service', [{ type: 'card.placed' }], 'out_of_service'],
    ['out_of_service', [{ type: 'earphones.in' }], 'out_of_service'],
    ['out_of_service', [{ type: 'card.placed' }, up], 'reading'],
    ['idle', [up, { type: 'choice.card' }], 'place_card'],
    ['idle', [up, { type: 'choice.phone' }], 'choose_phone'],
    ['idle', [up, { type: 'choice.voice' }], 'welcome'],
    ['idle', [up, { type: 'earphones.in' }], 'welcome'],
    ['idle', [up, { type: 'card.placed' }], 'reading'],
    ['idle', [up, { type: 'host.away' }], 'idle'],
    ['idle', [up, { type: 'host.away' }, { type: 'after hostAwayAtRest' }], 'out_of_service'],
    ['idle', [up, { type: 'host.away' }, up], 'idle'],
    ['idle', [up, disasterOn], 'disaster'],
    ['disaster', [up, disasterOn, { type: 'choice.card_reception' }], 'place_card'],
    ['disaster', [up, disasterOn, { type: 'choice.voice' }], 'welcome'],
    ['disaster', [up, disasterOn, { type: 'earphones.in' }], 'welcome'],
    ['disaster', [up, disasterOn, { type: 'card.placed' }], 'reading'],
    ['disaster', [up, disasterOn, disasterOff], 'idle'],
    ['disaster', [up, disasterOn, { type: 'host.away' }], 'disaster'],
    ['a visit that is over', [up, { type: 'choice.card' }, visitIsOver], 'ended'],
    ['a visit that had not begun', [up, { type: 'choice.card' }, overWith({ unbegun: true })], 'idle'],
    [
      'a visit whose card was exchanged',
      [up, { type: 'card.placed' }, overWith({ anotherCard: true })],
      'reading',
    ],
    ['ended', [up, { type: 'choice.card' }, visitIsOver, over], 'idle'],
    [
      'ended, a card in',
      [up, { type: 'choice.card' }, { type: 'card.placed' }, visitIsOver, over],
      'reading',
    ],
    [
      'ended, earphones plugged in',
      [up, { type: 'choice.card' }, visitIsOver, { type: 'earphones.in' }, over],
      'welcome',
    ],
    [
      'ended, earphones plugged in and pulled out',
      [up, { type: 'choice.card' }, visitIsOver, { type: 'earphones.in' }, { type: 'earphones.out' }, over],
      'idle',
    ],
    [
      'ended, earphones plugged in and a card laid down',
      [up, { type: 'choice.card' }, visitIsOver, { type: 'earphones.in' }, { type: 'card.placed' }, over],
      'reading',
    ],
    ['ended, earphones of the visit', [up, { type: 'earphones.in' }, visitIsOver, over], 'idle'],
    [
      'ended, earphones of the farewell before',
      [up, { type: 'choice.card' }, visitIsOver, { type: 'earphones.in' }, over, visitIsOver, over],
      'idle',
    ],
    ['ended, host away', [up, { type: 'choice.card' }, { type: 'host.away' }, visitIsOver, over], 'idle'],
    ['ended, disaster', [up, { type: 'choice.card' }, disasterOn, visitIsOver, over], 'disaster'],
  ];
  it.each(
    rows.map(([from, events, next]) => ({
      from,
      names: events.map(({ type }) => type).join(', '),
      next,
      events,
    })),
  )('$from: after $names comes $next', ({ events, next }) => {
    expect(deskFollow(events)).toBe(next);
  });
});

describe('changed settings of the facility', () => {
  const pharmacy = { facility: settings({ kind: 'pharmacy' }), disaster: true };
  it.each([
    ['next-generation', 'pharmacy'],
    ['next-generation-minimal', 'pharmacy'],
    ['current', 'clinic'],
  ] as const)('reach %s as %s; disaster mode reaches every reader at once', (profile, kind) => {
    for (const type of ['settings.changed', 'host.up'] as const) {
      const reader = createActor(deskMachine, { input: { profile: profiles[profile], cardIn: false } });
      reader.start();
      reader.send({ type: 'host.up', settings: host(false) });
      reader.send({ type, settings: pharmacy });
      const { host: kept } = reader.getSnapshot().context;
      expect(kept).toMatchObject({ facility: { kind }, disaster: true });
      reader.stop();
    }
  });
});

describe('what the desk tells of visits', () => {
  /** The last event of these: what the desk tells and starts, in its order. */
  function done(events: readonly { readonly type: string }[]): readonly string[] {
    const machine: AnyStateMachine = deskMachine;
    let [snapshot] = initialTransition(deskMachine, {
      profile: profiles['next-generation'],
      cardIn: false,
    }) as [AnyMachineSnapshot, unknown];
    let actions: readonly { readonly type: string; readonly params: unknown }[] = [];
    for (const event of events) [snapshot, actions] = transition(machine, snapshot, event as never);
    return actions.flatMap(({ type, params }) => {
      if (type === 'xstate.emit') return [(params as { event: { type: string } }).event.type];
      return type === 'xstate.spawnChild' ? ['the visit starts'] : [];
    });
  }

  it('a visit begins before its machine starts, whose first effects may ask for it', () => {
    expect(done([up, { type: 'card.placed' }])).toEqual(['visitBegins', 'the visit starts']);
  });

  it('the visit of another card begins when that of the first is over', () => {
    const another = overWith({ outcome: 'abandoned', unbegun: false, anotherCard: true });
    expect(done([up, { type: 'card.placed' }, another])).toEqual([
      'visitOver',
      'visitBegins',
      'the visit starts',
    ]);
  });
});
