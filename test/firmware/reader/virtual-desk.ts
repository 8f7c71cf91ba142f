/** A whole desk over `memory:` in virtual time, and what one reader of it showed, said and told. */

import type { FaceThresholds } from '../../../firmware/credential/face-decision.ts';
import type { ReaderObservation } from '../../../firmware/observed.ts';
import { type IphoneWay, type ProfileId, profiles } from '../../../firmware/profiles.ts';
import { isKey, type Key } from '../../../firmware/screens/vocabulary.ts';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import { Desk, type DeskObservation } from '../../../simulator/desk/desk.ts';
import type { EmulatedReader } from '../../../simulator/desk/emulated-reader.ts';
import { loadPeople, type People } from '../../../simulator/people/registry.ts';
import type { Sight } from '../../../simulator/peripherals/camera.ts';
import { type DeskChannel, seededChannel } from '../../../simulator/pki/link-channel.ts';
import { Activity } from '../../../simulator/time/activity.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

const opens = Date.parse('2026-11-02T09:00:00+09:00');

/** Certificates and keys of the ends of every desk, unless told. */
export const usualChannel = (): DeskChannel => seededChannel(opens);

export interface VirtualDeskOptions {
  readonly profile?: ProfileId;
  /** How an iPhone is read, if otherwise than the profile says. */
  readonly iphone?: IphoneWay;
  /** Other thresholds of the face than those of the profile. */
  readonly face?: Partial<FaceThresholds>;
  readonly facility?: Readonly<Record<string, unknown>>;
  /** The built-in people unless told. */
  readonly people?: People;
  readonly channel?: DeskChannel;
  /** Called with everything that any part of the desk lets be observed, as it happens. */
  readonly onObserved?: (observed: DeskObservation) => void;
}

export class VirtualDesk {
  readonly clock = new VirtualClock(opens);
  readonly desk: Desk;
  /** What the reader let be observed, with milliseconds since the desk opened. */
  readonly heard: { readonly t: number; readonly observation: ReaderObservation }[] = [];
  readonly bridged: BridgeObservation[] = [];

  constructor({
    profile: id = 'next-generation',
    iphone = profiles[id].iphone,
    face = {},
    facility = {},
    people = loadPeople(),
    channel = usualChannel(),
    onObserved = () => {},
  }: VirtualDeskOptions = {}) {
    const profile = { ...profiles[id], iphone };
    this.desk = new Desk({
      readers: 1,
      link: 'memory',
      profile: { ...profile, face: { ...profile.face, ...face } },
      facility: facilitySchema.parse(facility),
      people,
      clock: this.clock,
      activity: new Activity(),
      entropy: seededEntropy('desk'),
      seed: 'desk',
      data: null,
      https: null,
      channel,
      observe: (observed) => {
        onObserved(observed);
        const { at, observation } = observed;
        if (at === 'bridge') this.bridged.push(observation as BridgeObservation);
        else if (at !== 'back-end') {
          this.heard.push({ t: this.clock.ticks() - opens, observation: observation as ReaderObservation });
        }
      },
    });
  }

  static async open(options?: VirtualDeskOptions): Promise<VirtualDesk> {
    const virtual = new VirtualDesk(options);
    await virtual.desk.start();
    await virtual.desk.quiet();
    return virtual;
  }

  get reader(): EmulatedReader {
    const reader = this.desk.readers[0];
    if (reader === undefined) throw new Error('the desk has no reader');
    return reader;
  }

  get screen(): string | undefined {
    return this.reader.status?.view?.id;
  }

  get outcome(): string | null | undefined {
    return this.reader.status?.visit?.outcome;
  }

  get elapsed(): number {
    return this.clock.ticks() - opens;
  }

  /** Every screen since the beginning, one after the other. */
  get screens(): readonly string[] {
    return this.observed('screen').map(({ screen }) => screen);
  }

  get said(): readonly string[] {
    return this.observed('utterance')
      .filter(({ phase }) => phase === 'started')
      .map(({ id }) => id);
  }

  observed<E extends ReaderObservation['event']>(
    event: E,
  ): readonly Extract<ReaderObservation, { event: E }>[] {
    return this.heard.flatMap(({ observation }) =>
      observation.event === event ? [observation as Extract<ReaderObservation, { event: E }>] : [],
    );
  }

  async press(keys: string): Promise<void> {
    for (const key of keys) {
      if (!isKey(key)) throw new Error(`no such key: ${key}`);
      await this.key(key);
    }
  }

  async key(key: Key): Promise<void> {
    this.reader.press(key, 'keypad');
    await this.desk.quiet();
  }

  async place(person = 'insured'): Promise<void> {
    this.desk.placeCard(this.reader, person);
    await this.desk.quiet();
  }

  async take(): Promise<void> {
    this.reader.removeCard();
    await this.desk.quiet();
  }

  async see(sight: Sight): Promise<void> {
    this.reader.see(sight);
    await this.desk.quiet();
  }

  async earphones(plugged: boolean): Promise<void> {
    this.reader.plugEarphones(plugged);
    await this.desk.quiet();
  }

  /** Time goes on by so much, with everything that falls due on the way. */
  async wait(seconds: number): Promise<void> {
    const end = this.clock.ticks() + seconds * 1000;
    for (;;) {
      await this.desk.quiet();
      const next = this.clock.next();
      if (next === null || next > end) break;
      this.clock.runNext();
    }
    this.clock.moveTo(end);
    await this.desk.quiet();
  }

  /** Until nothing is spoken any more. */
  async silence(): Promise<void> {
    for (let i = 0; i < 400; i += 1) {
      const spoken = this.observed('utterance');
      if ((spoken.at(-1)?.phase ?? 'ended') !== 'started') return;
      await this.wait(0.25);
    }
    throw new Error('it speaks on and on');
  }

  /** From rest to `consent_all`, by PIN. */
  async toConsent(person = 'insured', pin = '1234'): Promise<void> {
    await this.place(person);
    await this.press(`2${pin}#`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.desk.stop();
  }
}
