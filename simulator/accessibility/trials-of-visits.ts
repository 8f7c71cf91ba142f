/** What a person tries in the course of a visit: time, other ways, other answers, PINs. Figures only; checks judge them. */

import { profiles } from '../../firmware/profiles.ts';
import { type ScreenId, screenIds } from '../../firmware/screens/catalogue.ts';
import { screenTime } from '../../firmware/screens/time-limit.ts';
import type { ToneId } from '../../firmware/screens/vocabulary.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import type { Consent } from '../../protocol/messages.ts';
import type { People } from '../people/registry.ts';
import { ordinaryPerson } from './trials-of-speech.ts';
import { TriedDesk } from './tried-desk.ts';

/** Longer than any limit in voice mode. */
const longEnough = 400;
const extensions = 12;

export interface TimeTried {
  readonly screen: ScreenId;
  /** Milliseconds from the end of the first prompt to the warning, and what the limit of the screen is. */
  readonly warnedAfter: number;
  readonly limit: number;
  /** The warning was spoken, and stood on the screen. */
  readonly warningHeard: boolean;
  readonly warningSeen: boolean;
  /** Milliseconds from the end of what the warning says to the end of time. */
  readonly leftAfterSpeech: number;
  /** How often a key gave more time … */
  readonly extended: number;
  /** … and the screen that stood after each, pressed with a key that is a choice there. */
  readonly after: readonly string[];
}

/** Screens at which time is tried, and how a person comes there: the language screen lies above a visit, the others are in it. */
const waysThere: Readonly<Partial<Record<ScreenId, (tried: TriedDesk, pin: string) => Promise<unknown>>>> = {
  language: (tried) => tried.press('*8'),
  choose_medium: async (tried) => {
    await tried.press('*');
    await tried.until('choose_medium', longEnough);
  },
  choose_method: async (tried) => {
    await tried.press('*');
    await tried.place(ordinaryPerson);
  },
  consent_all: async (tried, pin) => {
    await tried.press('*');
    await tried.place(ordinaryPerson);
    await tried.press(`2${pin}#`);
    await tried.until('consent_all', longEnough);
  },
};

/** Waits where a person may stand for long: to the end of time once, and with more time asked for again and again. */
export async function tryTimes(people: People): Promise<readonly TimeTried[]> {
  const pin = people.get(ordinaryPerson)?.pin.reveal() ?? '';
  const times: TimeTried[] = [];
  for (const screen of screenIds) {
    const goThere = waysThere[screen];
    if (goThere === undefined) continue;
    await using tried = await TriedDesk.open({ people });
    await goThere(tried, pin);
    times.push(await tryTime(tried, screen));
  }
  return times;
}

async function tryTime(tried: TriedDesk, screen: ScreenId): Promise<TimeTried> {
  await tried.silence();
  const from = tried.elapsed;
  const after: string[] = [];
  let warnedAfter = 0;
  for (let i = 0; i < extensions; i += 1) {
    if (!(await tried.until('timeout_warning', longEnough))) break;
    if (i === 0) warnedAfter = tried.elapsed - from;
    await tried.press('2');
    after.push(tried.view?.id ?? '');
  }
  await tried.until('timeout_warning', longEnough);
  const warning = tried.heard.length;
  const warningSeen = (tried.view?.text.join('') ?? '') !== '';
  await tried.silence();
  const spoken = tried.elapsed;
  const warningHeard = tried.heard
    .slice(Math.max(0, warning - 1))
    .some(({ screen: of }) => of === 'timeout_warning');
  await tried.leaves('timeout_warning', longEnough);
  const profile = profiles['next-generation'];
  return {
    screen,
    warnedAfter,
    limit: screenTime(screen, profile, true).limit ?? 0,
    warningHeard,
    warningSeen,
    leftAfterSpeech: tried.elapsed - spoken,
    extended: after.length,
    after,
  };
}

export interface ChangedMind {
  /** What was chosen at last, and what the back end holds. */
  readonly chosen: Consent;
  readonly held: Consent | null;
  /** What the back end held while the choice could still be changed. */
  readonly heldBefore: number;
  /** The screen before the card was lifted, and after it was put back. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Agrees to everything, changes it on the summary, has the card lifted and put back meanwhile. */
export async function tryChanging(people: People): Promise<ChangedMind> {
  await using tried = await TriedDesk.open({ people });
  const pin = people.get(ordinaryPerson)?.pin.reveal() ?? '';
  const { backEnd } = tried.desk.backEnd;
  await tried.press('*');
  await tried.place(ordinaryPerson);
  await tried.press(`2${pin}#`);
  await tried.until('consent_all', longEnough);
  await tried.press('1');
  const heldBefore = backEnd.listConsents().length;
  await tried.press('*');
  await tried.press('3');
  const before = tried.view?.id ?? null;
  await tried.take();
  await tried.wait(1);
  await tried.place(ordinaryPerson);
  await tried.silence();
  const after = tried.view?.id ?? null;
  await tried.press('#');
  await tried.until('accepted_clinic', longEnough);
  const row = backEnd.listConsents().at(-1);
  return {
    chosen: { surgery: false, treatment: false, checkup: false },
    held: row === undefined ? null : { surgery: row.surgery, treatment: row.treatment, checkup: row.checkup },
    heldBefore,
    before,
    after,
  };
}

/** The screens of a visit that staff confirms, by keys alone. */
export async function tryStaff(people: People): Promise<readonly string[]> {
  const shown: string[] = [];
  await using tried = await TriedDesk.open({ people, onView: ({ id }) => shown.push(id) });
  await tried.press('*');
  await tried.place(ordinaryPerson);
  await tried.press('0');
  await tried.press(`#${facilitySchema.parse({}).staffPassword}#1`);
  await tried.until('consent_all', longEnough);
  return shown;
}

/** Everything that can be observed of a visit in which this PIN is entered, with its moments. */
export async function observedOfPin(people: People, pin: string): Promise<readonly string[]> {
  const observed: string[] = [];
  let begun = (): number => 0;
  const note = (what: string, told: unknown): void => {
    observed.push(`${begun()} ${what} ${JSON.stringify(told)}`);
  };
  await using tried = await TriedDesk.open({
    people,
    observe: (at, observation) => note(at, observation),
    onView: (view) => note('view', view),
    onHeard: (heard) => note('heard', heard),
  });
  begun = () => tried.elapsed;
  await tried.press('*');
  await tried.place(ordinaryPerson);
  await tried.press('2');
  for (const digit of `${pin}#`) {
    await tried.press(digit);
    await tried.wait(0.3);
  }
  await tried.silence();
  note('transcript', tried.heard);
  return observed;
}

/** The tones of the ten digits in a masked field, in their order. */
export async function tryDigits(people: People): Promise<readonly (readonly ToneId[])[]> {
  const sounded: ToneId[] = [];
  await using tried = await TriedDesk.open({
    people,
    onHeard: (heard) => {
      if ('tone' in heard) sounded.push(heard.tone);
    },
  });
  await tried.press('*');
  await tried.place(ordinaryPerson);
  await tried.press('2');
  const digits: (readonly ToneId[])[] = [];
  for (const digit of '0123456789') {
    const from = sounded.length;
    await tried.press(digit);
    digits.push(sounded.slice(from));
    await tried.press('*');
  }
  return digits;
}
