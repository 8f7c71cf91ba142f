/** The desk that benchmarks run on, and the visit that they repeat: card, face, consent to everything, card taken. */

import { profiles } from '../../firmware/profiles.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import { Desk, type DeskObservation, type DeskOptions } from '../desk/desk.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import { loadPeople } from '../people/registry.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';
import { Activity } from '../time/activity.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { VirtualClock } from '../time/virtual-clock.ts';

const morning = Date.parse('2026-11-02T09:00:00+09:00');

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
    observe,
  };
  const desk = new Desk(options);
  prepare(desk);
  await desk.start();
  await desk.quiet();
  const reader = desk.readers[0];
  if (reader === undefined) throw new Error('a desk has a reader');

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
      reader.place(card);
      await desk.quiet();
      reader.see('match');
      for (const key of ['1', '1', '#'] as const) {
        reader.press(key, 'keypad');
        await desk.quiet();
      }
      if (reader.status?.visit?.outcome !== 'accepted')
        throw new Error(`the visit stands at ${reader.status?.view?.id}`);
      reader.press('9', 'keypad');
      await desk.quiet();
      reader.removeCard();
      await desk.quiet();
      await rest(3000);
      if (reader.status?.view?.id !== 'idle') throw new Error(`the reader shows ${reader.status?.view?.id}`);
    },
  };
}
