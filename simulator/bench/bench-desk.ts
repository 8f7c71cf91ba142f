/** The desk that benchmarks run on, and the visit that they repeat: card, face, consent to everything, card taken. */

import { profiles } from '../../firmware/profiles.ts';
import type { ScreenId } from '../../firmware/screens/catalogue.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import { Desk, type DeskObservation, type DeskOptions } from '../desk/desk.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import { loadPeople } from '../people/registry.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';
import { Activity } from '../time/activity.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { VirtualClock } from '../time/virtual-clock.ts';

const morning = Date.parse('2026-11-02T09:00:00+09:00');

/** Milliseconds of the machine's time: a thousand times what a visit takes. */
const patienceMs = 10_000;

export interface BenchDesk {
  readonly desk: Desk;
  readonly reader: EmulatedReader;
  /** One whole visit of `insured`; throws when it does not end in acceptance. */
  visit(card?: PhysicalCard): Promise<void>;
}

/**
 * @param data where the desk keeps what it keeps, as `fcr start` does; null: in memory
 * @param prepare sees the desk before it starts
 */
export async function startBenchDesk(
  data: string | null,
  observe: (observed: DeskObservation) => void = () => {},
  prepare: (desk: Desk) => void = () => {},
): Promise<BenchDesk> {
  const clock = new VirtualClock(morning);
  /** Who waits for a screen. A person goes by what is shown, and so does the bench: it costs a visit nothing. */
  let awaited: {
    readonly screen: ScreenId;
    readonly shown: () => void;
    readonly failed: (error: Error) => void;
  } | null = null;
  const options: DeskOptions = {
    readers: 1,
    link: 'memory',
    profile: profiles['next-generation'],
    facility: facilitySchema.parse({}),
    people: loadPeople(),
    clock,
    activity: new Activity(),
    entropy: seededEntropy('bench'),
    seed: 'bench',
    data,
    // A desk looks into `req` by the clock, whether or not anybody is there: no part of a visit.
    pollsReceipt: false,
    https: null,
    // What the secure channel costs is measured by itself (link.ts): a visit's record must be readable.
    channel: null,
    observe: (observed) => {
      observe(observed);
      const { observation } = observed;
      if (observation.event === 'screen' && observation.screen === awaited?.screen) awaited.shown();
    },
  };
  const desk = new Desk(options);
  prepare(desk);
  await desk.start();
  await desk.quiet();
  const reader = desk.readers[0];
  if (reader === undefined) throw new Error('a desk has a reader');

  /** Resolves when the reader shows this screen next. Ask before what brings it. */
  const shows = (screen: ScreenId): Promise<void> =>
    new Promise((shown, failed) => {
      awaited = { screen, shown, failed };
    });
  const giveUp = (): void => awaited?.failed(new Error(`the visit stands at ${reader.status?.view?.id}`));

  const rest = async (milliseconds: number): Promise<void> => {
    const until = clock.ticks() + milliseconds;
    for (let next = clock.next(); next !== null && next <= until; next = clock.next()) {
      clock.runNext();
      await desk.quiet();
    }
    clock.moveTo(until);
  };

  return {
    desk,
    reader,
    async visit(card = desk.cards.of('insured')) {
      const patience = setTimeout(giveUp, patienceMs);
      const choosing = shows('choose_method');
      reader.place(card);
      await choosing;
      reader.see('match');
      for (const [key, screen] of [
        ['1', 'consent_all'],
        ['1', 'consent_summary'],
        ['#', 'accepted_clinic'],
        ['9', 'take_card'],
      ] as const) {
        const next = shows(screen);
        reader.press(key, 'keypad');
        await next;
      }
      clearTimeout(patience);
      reader.removeCard();
      await desk.quiet();
      await rest(3000);
      if (reader.status?.view?.id !== 'idle') throw new Error(`the reader shows ${reader.status?.view?.id}`);
    },
  };
}
