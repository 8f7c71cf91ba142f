/** What follows on the overlays, as a table: what happens, the screen on top, and what the visit beneath is told. */

import { describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition, transition } from 'xstate';
import { overlaysMachine } from '../../../firmware/reader/overlays.ts';
import { screenOf } from './snapshot-screen.ts';

function overlayFollow(
  events: readonly { readonly type: string }[],
): readonly [screen: string, told: readonly string[]] {
  const machine: AnyStateMachine = overlaysMachine;
  let [snapshot] = initialTransition(overlaysMachine) as [AnyMachineSnapshot, unknown];
  const told: string[] = [];
  for (const { type, ...rest } of events) {
    const sent = {
      ...rest,
      type: type.replace('recognised', 'xstate.done.actor.0.overlays.cardMissing.recognising'),
    };
    const [after, actions] = transition(machine, snapshot, sent as never);
    snapshot = after;
    for (const action of actions) {
      const emitted = (action.params as { event?: { type: string; because?: string } } | undefined)?.event;
      if (String(action.type) === 'xstate.emit' && emitted)
        told.push([emitted.type, emitted.because ?? []].flat().join(' '));
    }
  }
  return [screenOf(snapshot), told];
}

describe('what follows on the overlays', () => {
  const e = (types: string) =>
    types
      .split(', ')
      .map((type) => ({ type, output: { kind: type.split(' ')[1] } }))
      .map(({ type, output }) => ({ type: type.split(' ')[0] ?? '', output }));
  const rows: readonly (readonly [events: string, screen: string, told: readonly string[]])[] = [
    ['staff.asked', 'call_staff', []],
    ['staff.asked, choice.back', 'clear', []],
    ['staff.asked, choice.end', 'clear', ['ended']],
    ['staff.asked, time.over', 'clear', []],
    ['staff.asked, language.asked', 'language', []],
    ['staff.asked, language.asked, choice.back', 'call_staff', []],
    ['staff.asked, language.asked, staff.asked, choice.back, choice.back', 'clear', []],
    ['staff.asked, card.gone', 'card_missing', []],
    ['language.asked', 'language', []],
    ['language.asked, choice.back', 'clear', []],
    ['language.asked, choice.end', 'clear', ['ended']],
    ['language.asked, choice.language', 'clear', ['languageChosen']],
    ['language.asked, time.warning', 'timeout_warning', []],
    ['language.asked, time.warning, key.any', 'language', ['extended']],
    ['language.asked, time.over', 'clear', []],
    ['language.asked, time.warning, time.over', 'clear', []],
    ['staff.asked, language.asked, time.warning, time.over', 'call_staff', []],
    ['time.warning', 'timeout_warning', []],
    ['time.warning, key.any', 'clear', ['extended']],
    ['time.warning, time.over', 'clear', ['timeOver']],
    ['time.warning, card.placed', 'clear', []],
    ['time.warning, card.gone', 'card_missing', []],
    ['time.warning, card.gone, card.placed, recognised same', 'timeout_warning', ['cardBack']],
    ['card.gone', 'card_missing', []],
    ['card.gone, choice.end', 'clear', ['cardLost key']],
    ['card.gone, time.over', 'clear', ['cardLost time']],
    ['card.gone, card.placed, recognised same', 'clear', ['cardBack']],
    ['card.gone, card.placed, recognised other', 'card_missing', ['cardLost other']],
    ['card.gone, card.placed, recognised other, uncover', 'clear', ['cardLost other']],
    ['card.gone, card.placed, recognised gone', 'card_missing', []],
    ['card.gone, card.placed, card.removed, card.placed, recognised same', 'clear', ['cardBack']],
    ['card.gone, staff.asked', 'call_staff', []],
    ['card.gone, staff.asked, card.placed, recognised same', 'clear', ['cardBack']],
    ['card.gone, staff.asked, language.asked, card.placed, recognised same', 'clear', ['cardBack']],
    ['card.gone, card.placed, staff.asked, choice.back, recognised same', 'clear', ['cardBack']],
    ['card.gone, staff.asked, uncover', 'clear', []],
    ['staff.asked, outcome', 'clear', []],
    ['staff.asked, language.asked, time.warning, outcome', 'clear', []],
    ['language.asked, outcome', 'clear', []],
    ['card.gone, outcome', 'card_missing', []],
    ['card.gone, staff.asked, outcome', 'call_staff', []],
    ['staff.asked, card.gone, outcome, card.placed, recognised same', 'clear', ['cardBack']],
  ];
  it.each(rows)('after %s comes %s, telling %j', (events, screen, told) => {
    expect(overlayFollow(e(events))).toEqual([screen, told]);
  });
});
