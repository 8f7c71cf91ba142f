import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { type ProfileId, profileIds, profiles } from '../../../firmware/profiles.ts';
import { deskMachine } from '../../../firmware/reader/desk.ts';
import { factsOfVisit } from '../../../firmware/reader/facts-of-visit.ts';
import { keyMeaning } from '../../../firmware/reader/key-meaning.ts';
import { overlaysMachine } from '../../../firmware/reader/overlays.ts';
import { visitMachine } from '../../../firmware/reader/visit.ts';
import type { StateScreen, VisitContext } from '../../../firmware/reader/visit-setup.ts';
import { type ScreenId, screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { cardTroubles, type Facts, noFacts, phoneTroubles } from '../../../firmware/screens/facts.ts';
import { keyOrder } from '../../../firmware/screens/vocabulary.ts';
import {
  beginnings,
  eligible,
  mattersOfVisit,
  settings,
  usualCard,
  visitEndings,
  visitEvents,
} from './situations.ts';
import { statesOf, statesReached, stranded, walk } from './walk.ts';

const visits = beginnings.map((input) =>
  walk(visitMachine, { input, events: visitEvents, endings: visitEndings, matters: mattersOfVisit }),
);

const host = { facility: settings(), disaster: false };
const deskEvents = [
  { type: 'host.up', settings: host },
  { type: 'host.away' },
  { type: 'settings.changed', settings: host },
  { type: 'settings.changed', settings: { ...host, disaster: true } },
  { type: 'card.placed' },
  { type: 'card.removed' },
  { type: 'earphones.in' },
  { type: 'earphones.out' },
  { type: 'time.over' },
  { type: 'choice.card' },
  { type: 'choice.card_reception' },
  { type: 'choice.phone' },
  { type: 'choice.voice' },
];
const visitOutputs = [
  { outcome: 'accepted', unbegun: false, anotherCard: false },
  { outcome: 'cancelled', unbegun: true, anotherCard: false },
  { outcome: 'abandoned', unbegun: false, anotherCard: true },
];
const deskOf = (profile: ProfileId, cardIn: boolean) =>
  walk(deskMachine, {
    input: { profile: profiles[profile], cardIn },
    events: deskEvents,
    endings: { visit: visitOutputs },
    matters: (context: {
      host: typeof host | null;
      hostUp: boolean;
      cardIn: boolean;
      earphonesCame: boolean;
    }) => [context.host?.disaster ?? null, context.hostUp, context.cardIn, context.earphonesCame],
  });
const desks = profileIds.flatMap((profile) => [deskOf(profile, false), deskOf(profile, true)]);

const overlayEvents = [
  { type: 'staff.asked' },
  { type: 'language.asked' },
  { type: 'time.warning' },
  { type: 'time.over' },
  { type: 'card.gone' },
  { type: 'card.placed' },
  { type: 'card.removed' },
  { type: 'key.any' },
  { type: 'choice.back' },
  { type: 'choice.end' },
  { type: 'choice.language', place: 0 },
  { type: 'outcome' },
  { type: 'uncover' },
];
const overlays = walk(overlaysMachine, {
  events: overlayEvents,
  endings: { recogniseCard: [{ kind: 'same' }, { kind: 'other' }, { kind: 'gone' }] },
  matters: (context: { beneath: readonly string[]; cardIn: boolean }) => [context.beneath, context.cardIn],
});

const unreached = (
  machine: AnyStateMachine,
  walks: Parameters<typeof statesReached>[1],
): readonly string[] => {
  const reached = statesReached(machine, walks);
  return statesOf(machine).flatMap(({ id }) => (reached.has(id) ? [] : [id]));
};

const metas = (machine: AnyStateMachine): readonly StateScreen[] =>
  statesOf(machine).flatMap(({ meta }) => (meta === undefined ? [] : [meta as StateScreen]));

/** The screen of the innermost state that names one. */
const screenOf = (snapshot: AnyMachineSnapshot): ScreenId | null =>
  snapshot._nodes.reduce<ScreenId | null>(
    (found, { meta }) => (meta === undefined ? found : (meta as StateScreen).screen),
    null,
  );

describe('walks over the machines of the reader', () => {
  it('reach every state of the visit, the desk and the overlays', () => {
    expect(unreached(visitMachine, visits)).toEqual([]);
    expect(unreached(deskMachine, desks)).toEqual([]);
    expect(unreached(overlaysMachine, [overlays])).toEqual([]);
  });

  it('find from every moment of a visit a way to its end', () => {
    for (const visit of visits) expect(stranded(visit, ({ status }) => status === 'done')).toEqual([]);
  });

  it('find from every moment of the desk a way back to idle', () => {
    for (const desk of desks) {
      expect(stranded(desk, (snapshot) => snapshot.matches({ resting: 'idle' }))).toEqual([]);
    }
  });

  it('find from every stack of overlays a way back to the screen beneath', () => {
    expect(stranded(overlays, (snapshot) => snapshot.matches('clear'))).toEqual([]);
  });

  it('never stack an overlay upon itself', () => {
    for (const { context } of overlays.snapshots.values()) {
      expect(new Set(context.beneath).size).toBe(context.beneath.length);
    }
  });
});

describe('the screens of the catalogue', () => {
  it('are each shown by some state', () => {
    const shownBySome = new Set(
      [visitMachine, deskMachine, overlaysMachine].flatMap(metas).map(({ screen }) => screen),
    );
    expect(screenIds.filter((id) => !shownBySome.has(id))).toEqual([]);
  });

  it('are shown in each of their variants', () => {
    const named = new Set(metas(visitMachine).map(({ screen, variant }) => `${screen} ${variant}`));
    for (const id of ['card_refused', 'checking', 'hold_phone'] as const) {
      for (const variant of screens[id].variants?.values ?? []) expect(named).toContain(`${id} ${variant}`);
    }
  });
});

/** Keys of a moment whose choice nobody hears. */
function deadKeys(
  snapshot: AnyMachineSnapshot,
  screen: ScreenId,
  profile: ProfileId,
  facts: Facts,
  eventOf: (choice: string) => { readonly type: string },
): readonly string[] {
  return keyOrder.flatMap((key) => {
    const meaning = keyMeaning(key, screen, profiles[profile], facts);
    if (meaning.kind !== 'choice') return [];
    const event = eventOf(meaning.choice);
    const hears = event.type.startsWith('choice.') ? snapshot : clear;
    return hears.can(event)
      ? []
      : [`${screen} ${key} ${meaning.choice} in ${JSON.stringify(snapshot.value)}`];
  });
}
const clear = overlaysMachine.resolveState({
  value: 'clear',
  context: { beneath: [], cardIn: false },
}) as AnyMachineSnapshot;
/** Staff and language lie above whatever is shown. */
const eventOfChoice = (choice: string) => ({
  type: choice === 'staff' ? 'staff.asked' : choice === 'language' ? 'language.asked' : `choice.${choice}`,
});
const moment = { digitsEntered: 0, cue: null, secondsLeft: null, hidable: true };

describe('keys', () => {
  it.each(profileIds)('all do what their screen says at every moment of a visit, profile %s', (profile) => {
    const dead = new Set<string>();
    for (const { snapshots } of visits) {
      for (const snapshot of snapshots.values()) {
        const screen = screenOf(snapshot);
        if (screen === null || snapshot.context.profile.id !== profile) continue;
        for (const earphones of [false, true]) {
          const facts = factsOfVisit(snapshot.context, { ...moment, earphones });
          for (const key of deadKeys(snapshot, screen, profile, facts, eventOfChoice)) dead.add(key);
        }
      }
    }
    expect([...dead]).toEqual([]);
  });

  it('all do what their screen says while nobody is served', () => {
    const dead = new Set<string>();
    for (const { snapshots } of desks) {
      for (const snapshot of snapshots.values()) {
        const screen = screenOf(snapshot);
        if (screen === null) continue;
        const { id } = snapshot.context.profile as { readonly id: ProfileId };
        for (const key of deadKeys(snapshot, screen, id, noFacts, eventOfChoice)) dead.add(key);
      }
    }
    expect([...dead]).toEqual([]);
  });

  it('all do what their screen says on every overlay', () => {
    const dead = new Set<string>();
    for (const snapshot of overlays.snapshots.values()) {
      const screen = screenOf(snapshot);
      if (screen === null) continue;
      for (const key of keyOrder) {
        const meaning = keyMeaning(key, screen, profiles['next-generation'], noFacts);
        const event =
          meaning.kind === 'choice'
            ? eventOfChoice(meaning.choice)
            : meaning.kind === 'any'
              ? { type: 'key.any' }
              : meaning.kind === 'language'
                ? { type: 'choice.language', place: meaning.place }
                : null;
        if (event !== null && !snapshot.can(event)) dead.add(`${screen} ${key} ${event.type}`);
      }
    }
    expect([...dead]).toEqual([]);
  });

  it('confirm a full field wherever digits are asked for', () => {
    const asking = statesOf(visitMachine).filter(({ meta }) => {
      const screen = (meta as StateScreen | undefined)?.screen ?? null;
      return screen !== null && screens[screen].digits !== undefined;
    });
    expect(asking.map(({ key }) => key)).toEqual(['phonePin', 'pinEntry', 'staffPassword']);
    for (const node of asking) expect(node.ownEvents).toContain('entry.complete');
  });
});

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const anyContext: fc.Arbitrary<VisitContext> = fc.record({
  settings: fc.record({
    kind: fc.constantFrom('clinic' as const, 'pharmacy' as const),
    groups: fc.record({ surgery: fc.boolean(), treatment: fc.boolean(), checkup: fc.boolean() }),
    phones: fc.boolean(),
    prescriptionQuestion: fc.boolean(),
    recipientQuestion: fc.boolean(),
    faceTries: fc.nat(10),
    limitScreen: fc.boolean(),
    passwordSalt: fc.constant(new Uint8Array(16)),
    passwordDigest: fc.constant(new Uint8Array(32)),
  }),
  profile: fc.constantFrom(...profileIds.map((id) => profiles[id])),
  disaster: fc.boolean(),
  begin: fc.constantFrom('card' as const, 'chose_card' as const, 'chose_phone' as const, 'voice' as const),
  cardIn: fc.boolean(),
  card: maybe(fc.record({ pinTries: maybe(fc.nat(3)), hasPhoto: fc.boolean() })),
  failedReadings: fc.record({
    unreadable: fc.nat(3),
    notMyNumberCard: fc.nat(3),
    trouble: maybe(fc.constantFrom(...cardTroubles)),
  }),
  phone: maybe(
    fc.record({
      kind: fc.constantFrom('android' as const, 'iphone' as const),
      triesLeft: maybe(fc.nat(2)),
      failed: fc.nat(3),
      trouble: maybe(fc.constantFrom(...phoneTroubles)),
    }),
  ),
  faceTriesLeft: fc.integer({ min: -1, max: 10 }),
  cameraWorks: fc.boolean(),
  lastCue: maybe(fc.constantFrom('dark' as const, 'hold' as const)),
  faceReason: maybe(fc.constantFrom('fault' as const, 'no_face' as const)),
  passwordTriesLeft: fc.nat(3),
  method: maybe(fc.constantFrom('face' as const, 'pin' as const, 'staff' as const, 'phone' as const)),
  eligibility: maybe(
    fc
      .record({
        registered: fc.boolean(),
        graceUntil: maybe(fc.constant('2027-01-31')),
        expires: maybe(fc.constant('2026-12-01')),
        recipientCertificates: fc.boolean(),
        viewing: fc.boolean(),
      })
      .map(eligible),
  ),
  marked: maybe(fc.constantFrom('register' as const, 'not_register' as const, 'provide' as const)),
  answers: fc.record({
    consent: fc.record(
      { surgery: fc.boolean(), treatment: fc.boolean(), checkup: fc.boolean() },
      { requiredKeys: [] },
    ),
    recipient: maybe(fc.boolean()),
    prescription: maybe(fc.constantFrom('electronic' as const, 'paper' as const)),
    provideLimit: maybe(fc.boolean()),
  }),
  ending: maybe(
    fc.record({
      outcome: fc.constantFrom('accepted' as const, 'problem' as const, 'cancelled' as const),
      reason: fc.constant(null),
    }),
  ),
  anotherCard: fc.boolean(),
});

describe('guards', () => {
  it('answer yes or no whatever the visit has come to', () => {
    const guards = Object.entries(visitMachine.implementations.guards ?? {});
    expect(guards.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(anyContext, fc.constantFrom(...guards), (context, [, guard]) => {
        const ask = guard as (moment: { readonly context: VisitContext; readonly event: unknown }) => unknown;
        expect(typeof ask({ context, event: { type: 'time.over' } })).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });

  it('let no event break a visit in any of its states', () => {
    const states = statesOf(visitMachine).filter(({ invoke, states: inner, type, always }) => {
      return invoke.length === 0 && Object.keys(inner).length === 0 && type !== 'final' && !always?.length;
    });
    fc.assert(
      fc.property(
        anyContext,
        fc.constantFrom(...states),
        fc.constantFrom(...visitEvents),
        (context, node, event) => {
          if (node.path.length !== 1) return;
          const snapshot = visitMachine.resolveState({ value: node.key as 'chooseMethod', context });
          expect(snapshot.status).toBe('active');
          expect(typeof snapshot.can(event as never)).toBe('boolean');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('offer nothing that the card of the visit does not have', () => {
    fc.assert(
      fc.property(anyContext, (context) => {
        const facts = factsOfVisit({ ...context, card: null }, { ...moment, earphones: false });
        expect([facts.face, facts.pin]).toEqual([false, false]);
        const own = factsOfVisit({ ...context, card: usualCard }, { ...moment, earphones: false });
        expect(own.face).toBe(context.cameraWorks && context.faceTriesLeft > 0);
        expect(own.pin).toBe(true);
      }),
    );
  });
});
