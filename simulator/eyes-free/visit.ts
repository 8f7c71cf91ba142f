/** One tester at a desk of its own, in virtual time: who goes for what, through which trouble, and how it ended. */

import { profiles } from '../../firmware/profiles.ts';
import type { ScreenView } from '../../firmware/screens/vocabulary.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import type { Language } from '../../protocol/errors.ts';
import type { Consent } from '../../protocol/messages.ts';
import { Desk, type DeskObservation } from '../desk/desk.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';
import { FaultsUnderWay } from '../faults/faults-under-way.ts';
import type { LinkFault } from '../faults/link-faults.ts';
import type { Person } from '../people/person.ts';
import type { People } from '../people/registry.ts';
import type { Heard } from '../peripherals/speaker.ts';
import { virtualPace } from '../scenario/pace.ts';
import { Activity } from '../time/activity.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { BlindTester, type Ending } from './blind-tester.ts';
import type { Goal } from './goal.ts';
import type { Hands } from './hands.ts';
import { type Distortion, Ear } from './hearing.ts';
import { everyMisplacement, Stance } from './stance.ts';
import { type TemperName, tempers } from './temper.ts';
import { isLinkTrouble, linkTrouble, type Trouble } from './trouble.ts';

const morning = Date.parse('2026-11-02T09:00:00+09:00');

/** Milliseconds of virtual time. */
const limits = {
  /** All visits of one tester: nobody tries for longer. */
  whole: 40 * 60_000,
  /** How long the back end is away. */
  away: 20_000,
  /** From the card on the rest until it is lifted. */
  untilLifted: 4000,
  /** Until staff comes. */
  staffWalks: 5000,
  betweenKeys: 300,
} as const;

export interface EyesFreeVisit {
  readonly people: People;
  readonly person: Person;
  readonly goal: Goal;
  readonly temper: TemperName;
  readonly trouble: Trouble;
  readonly seed: string;
  /** In which the reader rests; Japanese unless told. */
  readonly rests?: Language;
  /** Prompts made worse on purpose. */
  readonly distortion?: Distortion;
  /** The key that asks for a repetition does nothing. */
  readonly withoutRepeat?: boolean;
  /** Sees and hears along; nothing of it reaches the tester. */
  readonly witness?: Witness;
}

/** Times in milliseconds since the desk opened, as the transcript counts them. */
export interface Witness {
  begins(reader: EmulatedReader): void;
  /** Before the transcript has it. */
  heard(heard: Heard): void;
  shown(view: ScreenView, t: number): void;
}

export interface EyesFreeResult {
  /** Null: neither accepted nor given up within the time. */
  readonly ending: Ending | null;
  /** What the back end holds; null: no consent was asked for. */
  readonly consent: Consent | null;
  /** What the person agreed to, having heard it. */
  readonly meant: Consent | null;
  /** Consents that the back end holds and the person did not mean. */
  readonly unintended: readonly (keyof Consent)[];
  /** Kept by the back end, where the person believes it. */
  readonly committed: boolean;
  readonly begun: number;
  /** Milliseconds from the first key to the end. */
  readonly lasted: number;
  /** Milliseconds of speech at normal speed, every utterance that began counted in full. */
  readonly speech: number;
  readonly transcript: readonly TranscriptEntry[];
}

export const passed = ({ ending, committed, unintended }: EyesFreeResult): boolean =>
  ending === 'accepted' && committed && unintended.length === 0;

export async function visitEyesFree(options: EyesFreeVisit): Promise<EyesFreeResult> {
  const { people, person, goal, trouble, seed, witness } = options;
  const clock = new VirtualClock(morning);
  const activity = new Activity();
  const pace = virtualPace(clock, activity);
  const facility = facilitySchema.parse({});
  let heard: (sound: Heard) => void = () => {};
  let observed: (seen: DeskObservation) => void = () => {};
  const desk = new Desk({
    readers: 1,
    link: 'memory',
    profile: profiles['next-generation'],
    facility,
    people,
    clock,
    activity,
    entropy: seededEntropy(`${seed} desk`),
    seed,
    data: null,
    https: null,
    // The secure channel changes nothing that can be heard.
    channel: null,
    answersLast: true,
    watchForPort: () => () => {},
    pollsReceipt: false,
    ...(options.rests === undefined ? {} : { language: options.rests }),
    observe: (seen) => observed(seen),
    onView: (_, view) => witness?.shown(view, clock.ticks() - morning),
    onHeard: (_, sound) => {
      witness?.heard(sound);
      heard(sound);
    },
  });
  await desk.start();
  await desk.quiet();
  const reader = desk.readers[0];
  if (reader === undefined) throw new Error('a desk has a reader');
  witness?.begins(reader);

  const stance = new Stance(
    trouble === 'face-cues' ? everyMisplacement : [],
    trouble === 'blurred-face' ? 1 : 0,
    (sight) => reader.see(sight),
  );
  const random = seededEntropy(`${seed} tester`);
  const tester = new BlindTester({
    goal,
    temper: tempers[options.temper],
    hands: handsAt(reader, desk, person.id, stance, options.withoutRepeat === true),
    clock,
    random: () => random.number(),
  });
  const ear = new Ear(clock, tester, options.distortion);
  let speech = 0;
  heard = (sound) => {
    if ('utterance' in sound) speech += sound.utterance.duration * sound.utterance.speed;
    ear.take(sound);
  };
  const faults = new FaultsUnderWay(clock, () => {});
  observed = happenings({ desk, reader, clock, trouble, faults, password: facility.staffPassword });
  if (isLinkTrouble(trouble)) {
    const lasts = linkTrouble[trouble];
    if (lasts === null) {
      await faults.begin(
        { fault: trouble },
        { reader, next: null, swapCables: (a, b) => desk.swapCables(a, b) },
      );
    }
  }
  const from = clock.ticks();
  tester.begin();
  await pace.until(() => tester.ending !== null, limits.whole);
  const lasted = clock.ticks() - from;
  tester.stop();
  ear.close();
  faults.close();
  // What the bridge still holds reaches the back end.
  await pace.pass(limits.away);

  const visits = desk.backEnd.backEnd.listVisits().filter(({ state }) => state === 'committed');
  const consents = desk.backEnd.backEnd.listConsents();
  const given = consents.at(-1) ?? null;
  const consent =
    given === null ? null : { surgery: given.surgery, treatment: given.treatment, checkup: given.checkup };
  const { ending, meant, visitsBegun } = tester;
  const transcript = reader.transcript.entries;
  await desk.stop();
  return {
    ending,
    consent,
    meant,
    unintended: (['surgery', 'treatment', 'checkup'] as const).filter((group) =>
      consents.some((row) => row[group] && meant?.[group] !== true),
    ),
    committed: visits.length > 0,
    begun: visitsBegun,
    lasted,
    speech,
    transcript,
  };
}

const handsAt = (
  reader: EmulatedReader,
  desk: Desk,
  person: string,
  stance: Stance,
  withoutRepeat: boolean,
): Hands => ({
  press: (key) => {
    if (!(withoutRepeat && key === '5')) reader.press(key, 'keypad');
  },
  layCard: () => {
    if (!reader.cardIn) desk.placeCard(reader, person);
  },
  takeCard: () => {
    if (reader.cardIn) reader.removeCard();
  },
  holdPhone: () => {
    const phone = desk.phones.of(person);
    reader.takeAway(phone);
    phone.setBiometrics('agreed');
    reader.present(phone);
  },
  plugEarphones: (plugged) => reader.plugEarphones(plugged),
  move: (how) => stance.move(how),
});

interface Surroundings {
  readonly desk: Desk;
  readonly reader: EmulatedReader;
  readonly clock: VirtualClock;
  readonly trouble: Trouble;
  readonly faults: FaultsUnderWay;
  readonly password: string;
}

/** What others do, and what goes wrong: they see the desk, the tester does not. */
function happenings({
  desk,
  reader,
  clock,
  trouble,
  faults,
  password,
}: Surroundings): (seen: DeskObservation) => void {
  let happened = false;
  const once = (after: number, what: () => void): void => {
    if (happened) return;
    happened = true;
    clock.setTimeout(what, after);
  };
  const later = (what: () => void, after: number): unknown => clock.setTimeout(what, after);
  return ({ at, observation }) => {
    if (at === 'bridge' || at === 'back-end') return;
    if (observation.event === 'screen') {
      const beginsToNeedHost = observation.screen === 'choose_method' || observation.screen === 'hold_phone';
      const waitsForHost = observation.screen === 'checking' || observation.screen === 'reconnecting';
      if (trouble === 'back-end-down' && beginsToNeedHost)
        once(0, () => desk.backEnd.setConduct({ answer: 'down' }));
      if (trouble === 'back-end-down' && waitsForHost)
        later(() => desk.backEnd.setConduct({ answer: 'normal' }), limits.away);
      if (isLinkTrouble(trouble) && linkTrouble[trouble] !== null) {
        const begin = (fault: LinkFault): void =>
          void faults.begin({ fault }, { reader, next: null, swapCables: (a, b) => desk.swapCables(a, b) });
        if (beginsToNeedHost) once(0, () => begin(trouble));
        if (waitsForHost)
          later(() => begin(trouble === 'unplug' ? 'plug' : 'clean'), linkTrouble[trouble] ?? 0);
      }
      if (trouble === 'card-lifted' && observation.screen === 'choose_method')
        once(limits.untilLifted, () => reader.removeCard());
    }
    // The picture is taken; the face is not held there any more.
    if (observation.event === 'face') later(() => reader.see('nobody'), 0);
    if (observation.event === 'staffCalled' && observation.why === 'identity')
      later(() => staffChecks(reader, clock, password), limits.staffWalks);
  };
}

/** Staff sees the screen: the visual check, where it still stands there. */
function staffChecks(reader: EmulatedReader, clock: VirtualClock, password: string): void {
  const press = (keys: readonly string[], from: number): void => {
    const [key, ...rest] = keys;
    if (key === undefined) return;
    const screen = reader.status?.view?.id;
    if (screen !== 'staff_check' && screen !== 'staff_password' && screen !== 'staff_verdict') return;
    reader.press(key as Parameters<EmulatedReader['press']>[0], 'keypad');
    clock.setTimeout(() => press(rest, from + 1), limits.betweenKeys);
  };
  press(['#', ...password, '#', '1'], 0);
}
