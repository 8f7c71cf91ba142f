/**
 * A person who presses keys at random, with cards laid down and taken, earphones plugged and pulled, and time going by,
 * in virtual time; and what must hold whatever is pressed: one voice at a time, no screen without its prompt, and from
 * every screen a way out by keys alone.
 */

import type { ReaderObservation } from '../../firmware/observed.ts';
import { profiles } from '../../firmware/profiles.ts';
import { type ScreenId, screens } from '../../firmware/screens/catalogue.ts';
import { type Key, keyOrder } from '../../firmware/screens/vocabulary.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import { Desk } from '../desk/desk.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import { loadPeople } from '../people/registry.ts';
import { sights } from '../peripherals/camera.ts';
import { Activity } from '../time/activity.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { VirtualClock } from '../time/virtual-clock.ts';

const opens = Date.parse('2026-11-02T09:00:00+09:00');
const facilities = [
  {},
  { kind: 'clinic', prescriptionQuestion: true },
  { groups: { surgery: true, treatment: false, checkup: true } },
] as const;

/** What does not hold, with the keys that led there. */
export class Broken extends Error {}

/** How often each screen was shown. */
export type Shown = ReadonlyMap<ScreenId, number>;

/**
 * Presses so many keys, on several desks one after another. Throws `Broken`.
 * @param seed the same gives the same keys, cards and pauses
 */
export async function pressAtRandom(presses: number, seed: number): Promise<Shown> {
  const shown = new Map<ScreenId, number>();
  let left = presses;
  for (let desk = 0; left > 0; desk += 1) {
    const person = new RandomPerson(new Drawing(seed + desk), desk, shown);
    const here = Math.min(left, pressesAtOneDesk);
    await person.come();
    try {
      await person.press(here);
    } finally {
      await person.leave();
    }
    left -= here;
  }
  return shown;
}

/** What a seed draws. */
class Drawing {
  readonly #number: () => number;

  constructor(seed: number) {
    const entropy = seededEntropy(`keys ${seed}`);
    this.#number = () => entropy.number();
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#number() * (most - least + 1));
  }

  /** True this often, 0 to 1. */
  chance(share: number): boolean {
    return this.#number() < share;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)] as T;
  }
}

const pressesAtOneDesk = 5000;
/** From the worst of screens: an overlay on an overlay on a masked field. */
const stepsOut = 16;

class RandomPerson {
  readonly #random: Drawing;
  readonly #clock = new VirtualClock(opens);
  readonly #desk: Desk;
  readonly #reader: EmulatedReader;
  readonly #people: readonly string[];
  readonly #shown: Map<ScreenId, number>;
  /** The last keys and acts, for whoever looks into what was found. */
  #lately: string[] = [];
  #screen: ScreenId = 'out_of_service';
  #speaking: string | null = null;
  /** A prompt was spoken since the reader rested. */
  #voice = false;
  /** Of the screen that stands: something was said, a key was pressed. */
  #said = false;
  #touched = false;
  #broken: string | null = null;
  /** Whose card lies there. */
  #holder: string | null = null;

  constructor(random: Drawing, number: number, shown: Map<ScreenId, number>) {
    this.#random = random;
    this.#shown = shown;
    const people = loadPeople();
    this.#people = [...people].map(({ id }) => id);
    this.#desk = new Desk({
      readers: 1,
      link: 'memory',
      profile: profiles['next-generation'],
      facility: facilitySchema.parse(facilities[number % facilities.length]),
      people,
      clock: this.#clock,
      activity: new Activity(),
      entropy: seededEntropy(`desk ${number}`),
      seed: 'desk',
      data: null,
      https: null,
      channel: null,
      observe: ({ at, observation }) => {
        if (at !== 'bridge' && at !== 'back-end') this.#observed(observation as ReaderObservation);
      },
    });
    const [reader] = this.#desk.readers;
    if (reader === undefined) throw new Error('a desk has a reader');
    this.#reader = reader;
  }

  async come(): Promise<void> {
    await this.#desk.start();
    await this.#desk.quiet();
  }

  leave(): Promise<void> {
    return this.#desk.stop();
  }

  async press(presses: number): Promise<void> {
    for (let i = 0; i < presses; i += 1) {
      await this.#key(this.#random.of(keyOrder));
      if (this.#random.chance(0.2)) await this.#happens();
      this.#check();
      if (i % 250 === 249) await this.#wayOut();
    }
  }

  /** Something besides a key. */
  async #happens(): Promise<void> {
    const random = this.#random;
    switch (this.#screen) {
      case 'idle':
      case 'place_card':
      case 'choose_medium':
      case 'welcome':
        if (random.chance(0.5)) return this.#place();
        break;
      case 'pin_entry':
        // A person who knows the PIN; else the screens behind it were seldom seen.
        if (random.chance(0.5)) return this.#enterPin();
        break;
      case 'take_card':
      case 'card_missing':
        return random.chance(0.5) ? this.#take() : this.#place();
      default:
    }
    if (random.chance(0.5)) return this.#wait(random.between(100, 9_000));
    if (random.chance(0.3)) return this.#wait(random.between(30_000, 200_000));
    if (random.chance(0.2))
      return this.#act('earphones', () => this.#reader.plugEarphones(!this.#reader.earphones));
    if (random.chance(0.2)) {
      const sight = random.of(sights);
      return this.#act(`sees ${sight}`, () => this.#reader.see(sight));
    }
    if (random.chance(0.05)) return this.#take();
  }

  async #place(): Promise<void> {
    if (this.#reader.cardIn) return;
    const person = this.#random.chance(0.5) ? 'insured' : this.#random.of(this.#people);
    this.#desk.cards.of(person);
    this.#desk.cards.unlock(person);
    this.#holder = person;
    await this.#act(`places ${person}`, () => this.#desk.placeCard(this.#reader, person));
  }

  #take(): Promise<void> {
    return this.#act('takes the card', () => this.#reader.removeCard());
  }

  async #enterPin(): Promise<void> {
    const pin = loadPeople()
      .get(this.#holder ?? '')
      ?.pin.reveal();
    if (pin === undefined) return;
    if ((this.#reader.status?.view?.masked ?? 0) > 0) await this.#key('*');
    for (const digit of `${pin}#`) await this.#key(digit as Key);
  }

  async #key(key: Key): Promise<void> {
    this.#note(key);
    this.#touched = true;
    this.#reader.press(key, 'keypad');
    await this.#desk.quiet();
  }

  async #act(what: string, act: () => void): Promise<void> {
    this.#note(`(${what})`);
    act();
    await this.#desk.quiet();
  }

  async #wait(milliseconds: number): Promise<void> {
    this.#note(`(${milliseconds} ms)`);
    const end = this.#clock.ticks() + milliseconds;
    for (;;) {
      await this.#desk.quiet();
      const next = this.#clock.next();
      if (next === null || next > end) break;
      this.#clock.runNext();
    }
    this.#clock.moveTo(end);
    await this.#desk.quiet();
  }

  /** 9 ends from everywhere; what stands in its way says so. */
  async #wayOut(): Promise<void> {
    this.#note('(wants out)');
    for (let step = 0; step < stepsOut; step += 1) {
      if (this.#screen === 'idle') return;
      if (screens[this.#screen].digits !== undefined) await this.#key('*');
      else if (this.#screen === 'take_card') await this.#take();
      else if (this.#screen === 'ended') await this.#wait(3_100);
      else if (this.#screen === 'language' || this.#screen === 'disaster') await this.#key('*');
      else await this.#key('9');
      this.#check();
    }
    if (this.#screen !== 'idle') this.#break(`there is no way out of ${this.#screen}`);
    this.#check();
  }

  #observed(observation: ReaderObservation): void {
    switch (observation.event) {
      case 'screen': {
        const { screen } = observation;
        if (screen === this.#screen && this.#said) return;
        this.#screen = screen;
        if (screen === 'idle') this.#voice = false;
        this.#said = false;
        this.#touched = false;
        this.#shown.set(screen, (this.#shown.get(screen) ?? 0) + 1);
        return;
      }
      case 'visitEnded':
        // The next person begins with every default, on whichever screen.
        this.#voice = false;
        return;
      case 'utterance':
        this.#utterance(observation);
        return;
      default:
    }
  }

  #utterance({
    phase,
    id,
    kind,
    private: isPrivate,
  }: Extract<ReaderObservation, { event: 'utterance' }>): void {
    if (phase !== 'started') {
      if (this.#speaking !== id) this.#break(`${id} ends, but ${this.#speaking} was spoken`);
      this.#speaking = null;
      return;
    }
    if (this.#speaking !== null) this.#break(`${id} begins while ${this.#speaking} is spoken`);
    this.#speaking = id;
    if (kind === 'prompt') {
      // Answers are read aloud to whoever asks for them, without voice mode too.
      this.#voice ||= !isPrivate;
      this.#said = true;
    }
  }

  #check(): void {
    const { prompt } = screens[this.#screen];
    if (this.#voice && prompt !== undefined && this.#speaking === null && !this.#said && !this.#touched) {
      this.#break(`${this.#screen} stands without its prompt`);
    }
    if (this.#broken !== null) {
      throw new Broken(`${this.#broken}; lately: ${this.#lately.join(' ')}`);
    }
  }

  #break(what: string): void {
    this.#broken ??= what;
  }

  #note(what: string): void {
    this.#lately.push(what);
    if (this.#lately.length > 40) this.#lately = this.#lately.slice(-20);
  }
}
