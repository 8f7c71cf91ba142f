/**
 * A desk over memory in virtual time, and a patient at each reader who does what the screen asks for, whatever befalls
 * the links meanwhile.
 */

import { profiles } from '../../../firmware/profiles.ts';
import type { ScreenId } from '../../../firmware/screens/catalogue.ts';
import { isKey } from '../../../firmware/screens/vocabulary.ts';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import { Acts, type ReaderAct } from '../../../simulator/automation/acts.ts';
import { Desk, type DeskObservation } from '../../../simulator/desk/desk.ts';
import type { EmulatedReader } from '../../../simulator/desk/emulated-reader.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { seededChannel } from '../../../simulator/pki/link-channel.ts';
import { type Pace, virtualPace } from '../../../simulator/scenario/pace.ts';
import { Activity } from '../../../simulator/time/activity.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import type { Random } from '../../protocol/random.ts';

export interface PatientsDesk {
  readonly desk: Desk;
  readonly acts: Acts;
  readonly pace: Pace;
  readonly clock: VirtualClock;
  readonly observed: readonly DeskObservation[];
  close(): Promise<void>;
}

export async function patientsDesk(seed: string, readers: number): Promise<PatientsDesk> {
  const clock = new VirtualClock(Date.parse('2026-11-02T09:00:00+09:00'));
  const activity = new Activity();
  const observed: DeskObservation[] = [];
  const desk = new Desk({
    readers,
    link: 'memory',
    profile: profiles['next-generation'],
    facility: facilitySchema.parse({}),
    people: loadPeople(),
    clock,
    activity,
    entropy: seededEntropy(seed),
    seed,
    data: null,
    https: null,
    channel: seededChannel(clock.now()),
    observe: (seen) => observed.push(seen),
    watchForPort: () => () => {},
  });
  await desk.start();
  await desk.quiet();
  const acts = new Acts({ desk, clock, observe: () => {} });
  return {
    desk,
    acts,
    pace: virtualPace(clock, activity),
    clock,
    observed,
    async close() {
      acts.close();
      await desk.stop();
    },
  };
}

export interface Patient {
  readonly person: string;
  readonly pin: string;
}

const keys = (text: string): ReaderAct => ({ does: 'press', keys: [...text].filter(isKey) });

/** Screens at which the visit is over and the card is taken. */
const ends: readonly ScreenId[] = [
  'accepted_clinic',
  'eligibility_problem',
  'take_card',
  'card_refused',
  'out_of_service',
];

/**
 * What a patient does at a screen; null where it only has to wait. Now and then somebody leaves by key 9, or takes the
 * card too soon.
 * @param comes whether somebody comes to an idle reader
 */
export function nextAct(
  reader: EmulatedReader,
  { person, pin }: Patient,
  random: Random,
  comes: boolean,
): ReaderAct | null {
  const screen = reader.status?.view?.id;
  const inVisit = reader.cardIn && screen !== undefined && !ends.includes(screen);
  if (inVisit && random.chance(0.02)) return keys('9');
  if (inVisit && random.chance(0.02)) return { does: 'remove' };
  switch (screen) {
    case 'idle':
      return comes && !reader.cardIn ? { does: 'place', of: person } : null;
    case 'card_missing':
      return { does: 'place', of: person };
    case 'choose_method':
      if (random.chance(0.5)) return keys('2');
      return reader.sight === 'match' ? keys('1') : { does: 'camera', sees: 'match' };
    case 'pin_entry':
      return keys(`${pin}#`);
    case 'consent_all':
      return keys('1');
    case 'consent_summary':
    case 'timeout_warning':
      return keys('#');
    default:
      return reader.cardIn && screen !== undefined && ends.includes(screen) ? { does: 'remove' } : null;
  }
}
