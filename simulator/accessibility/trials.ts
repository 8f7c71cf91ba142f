/** Everything that is tried on fresh readers, one trial after the other. */

import { completeLanguages } from '../../firmware/screens/texts.ts';
import type { People } from '../people/registry.ts';
import { Broken, pressAtRandom } from './random-keys.ts';
import { type KeysTried, tryKeys } from './trials-of-keys.ts';
import {
  type Cut,
  type Pace,
  type Plugging,
  type Repetition,
  type Step,
  tryBeginning,
  tryCutting,
  tryEarphones,
  tryLeavingChanged,
  tryPacing,
  tryRepeating,
  tryStepping,
} from './trials-of-speech.ts';
import {
  type ChangedMind,
  observedOfPin,
  type TimeTried,
  tryChanging,
  tryDigits,
  tryStaff,
  tryTimes,
} from './trials-of-visits.ts';

export interface Trials {
  readonly cuts: readonly Cut[];
  readonly repetitions: readonly Repetition[];
  readonly stepsOnSpeaker: readonly Step[];
  readonly stepsOnEarphones: readonly Step[];
  readonly paces: readonly Pace[];
  readonly left: Awaited<ReturnType<typeof tryLeavingChanged>>;
  readonly plugging: Plugging;
  readonly beginnings: Awaited<ReturnType<typeof tryBeginning>>;
  readonly times: readonly TimeTried[];
  readonly changed: ChangedMind;
  readonly staff: readonly string[];
  readonly digits: Awaited<ReturnType<typeof tryDigits>>;
  readonly pins: PinsObserved;
  readonly keys: KeysTried;
  readonly random: RandomKeys;
}

export interface PinsObserved {
  /** How many wrong PINs were entered, and how many things were observed of each. */
  readonly pins: number;
  readonly observed: number;
  /** Those of which something else was observed than of the first. */
  readonly different: readonly string[];
}

export interface RandomKeys {
  readonly presses: number;
  readonly screens: number;
  /** What did not hold; null: everything did. */
  readonly broken: string | null;
}

const presses = 5000;
const seed = 745;
/** Wrong for everybody in the built-in people; all 9,999 are the gate's (`npm run pins`). */
const wrongPins = Array.from({ length: 20 }, (_, i) => String((i * 4999) % 10_000).padStart(4, '0'));

async function comparePins(people: People): Promise<PinsObserved> {
  const rightOnes = new Set([...people].map(({ pin }) => pin.reveal()));
  const pins = wrongPins.filter((pin) => !rightOnes.has(pin));
  const all = new Map<string, readonly string[]>();
  for (const pin of pins) all.set(pin, await observedOfPin(people, pin));
  const [first = []] = all.values();
  return {
    pins: pins.length,
    observed: first.length,
    different: pins.filter((pin) => JSON.stringify(all.get(pin)) !== JSON.stringify(first)),
  };
}

async function pressKeys(): Promise<RandomKeys> {
  try {
    return { presses, screens: (await pressAtRandom(presses, seed)).size, broken: null };
  } catch (error) {
    if (error instanceof Broken) return { presses, screens: 0, broken: error.message };
    throw error;
  }
}

export async function makeTrials(people: People): Promise<Trials> {
  const repetitions: Repetition[] = [];
  for (const language of completeLanguages) repetitions.push(await tryRepeating(people, language));
  return {
    cuts: await tryCutting(people),
    repetitions,
    stepsOnSpeaker: await tryStepping(people, false),
    stepsOnEarphones: await tryStepping(people, true),
    paces: await tryPacing(people),
    left: await tryLeavingChanged(people),
    plugging: await tryEarphones(people),
    beginnings: await tryBeginning(people),
    times: await tryTimes(people),
    changed: await tryChanging(people),
    staff: await tryStaff(people),
    digits: await tryDigits(people),
    pins: await comparePins(people),
    keys: tryKeys(),
    random: await pressKeys(),
  };
}
