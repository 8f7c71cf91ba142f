/** One reader at a desk in virtual time, on which something is tried key by key. */

import { profiles, type ReaderProfile } from '../../firmware/profiles.ts';
import { isKey, type Key, type ScreenView } from '../../firmware/screens/vocabulary.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import type { Language } from '../../protocol/errors.ts';
import { Desk } from '../desk/desk.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';
import type { People } from '../people/registry.ts';
import type { Heard } from '../peripherals/speaker.ts';
import { type Pace, virtualPace } from '../scenario/pace.ts';
import { Activity } from '../time/activity.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { VirtualClock } from '../time/virtual-clock.ts';

const opens = Date.parse('2026-11-02T09:00:00+09:00');
/** Milliseconds; nothing is spoken for longer. */
const longestSpeech = 120_000;

export interface TriedDeskOptions {
  readonly people: People;
  readonly language?: Language;
  readonly profile?: ReaderProfile;
  readonly observe?: (at: string, observation: { readonly event: string }) => void;
  readonly onView?: (view: ScreenView) => void;
  readonly onHeard?: (heard: Heard) => void;
}

export class TriedDesk {
  readonly desk: Desk;
  readonly clock = new VirtualClock(opens);
  readonly #pace: Pace;

  constructor({
    people,
    language,
    profile = profiles['next-generation'],
    observe,
    onView,
    onHeard,
  }: TriedDeskOptions) {
    const activity = new Activity();
    this.#pace = virtualPace(this.clock, activity);
    this.desk = new Desk({
      readers: 1,
      link: 'memory',
      profile,
      facility: facilitySchema.parse({}),
      people,
      clock: this.clock,
      activity,
      entropy: seededEntropy('tried desk'),
      seed: 'tried',
      data: null,
      https: null,
      // The secure channel changes nothing that can be seen or heard.
      channel: null,
      ...(language === undefined ? {} : { language }),
      observe: ({ at, observation }) => observe?.(at, observation),
      ...(onView === undefined ? {} : { onView: (_, view) => onView(view) }),
      ...(onHeard === undefined ? {} : { onHeard: (_, heard) => onHeard(heard) }),
    });
  }

  static async open(options: TriedDeskOptions): Promise<TriedDesk> {
    const tried = new TriedDesk(options);
    await tried.desk.start();
    await tried.desk.quiet();
    return tried;
  }

  get reader(): EmulatedReader {
    const [reader] = this.desk.readers;
    if (reader === undefined) throw new Error('a desk has a reader');
    return reader;
  }

  get view(): ScreenView | null {
    return this.reader.status?.view ?? null;
  }

  /** Milliseconds since the desk opened, as the transcript counts them. */
  get elapsed(): number {
    return this.clock.ticks() - opens;
  }

  get heard(): readonly TranscriptEntry[] {
    return this.reader.transcript.entries;
  }

  get isSpeaking(): boolean {
    const last = this.heard.findLast(({ kind }) => kind !== 'tone');
    return last !== undefined && last.endedAt === undefined && last.cutAt === undefined;
  }

  async press(keys: string): Promise<void> {
    for (const key of keys) {
      if (!isKey(key)) throw new RangeError(`no such key: ${key}`);
      await this.key(key);
    }
  }

  async key(key: Key): Promise<void> {
    this.reader.press(key, 'keypad');
    await this.desk.quiet();
  }

  async place(person: string): Promise<void> {
    this.desk.placeCard(this.reader, person);
    await this.desk.quiet();
  }

  async take(): Promise<void> {
    this.reader.removeCard();
    await this.desk.quiet();
  }

  async earphones(plugged: boolean): Promise<void> {
    this.reader.plugEarphones(plugged);
    await this.desk.quiet();
  }

  wait(seconds: number): Promise<void> {
    return this.#pace.pass(seconds * 1000);
  }

  /** Until nothing is spoken any more. */
  async silence(): Promise<void> {
    await this.#pace.until(() => !this.isSpeaking, longestSpeech);
  }

  /** Until this screen stands, for so many seconds at most. */
  until(screen: string, seconds: number): Promise<boolean> {
    return this.#pace.until(() => this.view?.id === screen, seconds * 1000);
  }

  /** Until this screen stands no more, for so many seconds at most. */
  leaves(screen: string, seconds: number): Promise<boolean> {
    return this.#pace.until(() => this.view?.id !== screen, seconds * 1000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.desk.stop();
  }
}
