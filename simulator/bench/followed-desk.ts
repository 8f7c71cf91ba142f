/** A desk in the machine's own time whose readers are followed: how their links stand and what their patients see, hear and cause. */

import { profiles } from '../../firmware/profiles.ts';
import type { ScreenId } from '../../firmware/screens/catalogue.ts';
import { facilitySchema } from '../../host-bridge/facility.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { Desk, type DeskObservation } from '../desk/desk.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import { PeoplesCards } from '../desk/peoples-cards.ts';
import { loadPeople } from '../people/registry.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';
import { seededChannel } from '../pki/link-channel.ts';
import { Activity } from '../time/activity.ts';
import { realClock } from '../time/real-clock.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';

/** What one visit was to its patient and to the host, each in its order. */
export interface VisitStory {
  readonly screens: string[];
  readonly spoken: string[];
  readonly messages: string[];
}

export interface FollowedReader {
  readonly reader: EmulatedReader;
  /** Of the same person at every reader, but a card of its own. */
  readonly card: PhysicalCard;
  /** Both ends of the link stand, and the reader's host has greeted. */
  readonly up: boolean;
  /** Neither end does. */
  readonly down: boolean;
  /** How often a link session had to begin anew. */
  readonly begun: number;
  /** Since `tellAnew`. */
  readonly story: VisitStory;
  tellAnew(): void;
}

export interface FollowedDesk {
  readonly desk: Desk;
  readonly readers: readonly FollowedReader[];
  /** Resolves with true when it is so, with false when that takes longer than `limitMs`. */
  until(isSo: () => boolean): Promise<boolean>;
  /** Resolves when so much of the machine's time has passed. */
  pass(milliseconds: number): Promise<void>;
}

/** Milliseconds. Ten times what the slowest recovery may take. */
const limitMs = 30_000;

/** Starts it with serial links; every reader stands at `idle`. @param data where it keeps what it keeps */
export async function startFollowedDesk(readers: number, data: string): Promise<FollowedDesk> {
  const clock = realClock();
  const people = loadPeople();
  const followed = new Map<ReaderId, Following>();
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of waiting) one();
  };
  const desk = new Desk({
    readers,
    link: 'serial',
    profile: profiles['next-generation'],
    facility: facilitySchema.parse({}),
    people,
    clock,
    activity: new Activity(),
    entropy: seededEntropy('recovery'),
    seed: 'recovery',
    data,
    https: null,
    channel: seededChannel(clock.now()),
    observe: (seen) => {
      readerOf(seen, followed)?.observed(seen);
      look();
    },
    onView: look,
  });
  for (const reader of desk.readers) {
    const card = new PeoplesCards({ people, clock, folder: null }).of('insured');
    followed.set(reader.serial, new Following(reader, card));
  }
  const until = (isSo: () => boolean): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (so: boolean): void => {
        waiting.delete(check);
        clock.clearTimeout(timer);
        resolve(so);
      };
      const check = (): void => {
        if (isSo()) end(true);
      };
      const timer = clock.setTimeout(() => end(false), limitMs);
      waiting.add(check);
      check();
    });
  await desk.start();
  const all = [...followed.values()];
  await until(() => all.every((one) => one.up && shows(one.reader, 'idle')));
  return {
    desk,
    readers: all,
    until,
    pass: (milliseconds) => new Promise((resolve) => clock.setTimeout(resolve, milliseconds)),
  };
}

export const shows = (reader: EmulatedReader, screen: ScreenId): boolean =>
  reader.status?.view?.id === screen;

const readerOf = (
  seen: DeskObservation,
  followed: ReadonlyMap<ReaderId, Following>,
): Following | undefined => {
  if (seen.at === 'back-end') return undefined;
  if (seen.at !== 'bridge') return followed.get(seen.at);
  const { observation } = seen;
  return 'reader' in observation && observation.reader !== null
    ? followed.get(observation.reader)
    : undefined;
};

class Following implements FollowedReader {
  readonly reader: EmulatedReader;
  readonly card: PhysicalCard;
  begun = 0;
  story: VisitStory = { screens: [], spoken: [], messages: [] };
  #upAtReader = false;
  #upAtBridge = false;

  constructor(reader: EmulatedReader, card: PhysicalCard) {
    this.reader = reader;
    this.card = card;
  }

  get up(): boolean {
    return this.#upAtBridge && this.#upAtReader && this.reader.status?.hostUp === true;
  }

  get down(): boolean {
    return !this.#upAtBridge && !this.#upAtReader;
  }

  tellAnew(): void {
    this.story = { screens: [], spoken: [], messages: [] };
  }

  observed(seen: DeskObservation): void {
    const { observation } = seen;
    switch (observation.event) {
      case 'readerConnected':
        this.#upAtBridge = true;
        if (!observation.resumed) this.begun += 1;
        return;
      case 'readerLost':
        this.#upAtBridge = false;
        return;
      case 'link':
        if (observation.state !== 'attached') {
          this.#upAtReader = observation.state === 'connected' || observation.state === 'resumed';
        }
        return;
      case 'screen':
        this.story.screens.push(observation.screen);
        return;
      case 'utterance':
        if (observation.phase === 'started') this.story.spoken.push(observation.id);
        return;
      case 'message':
        this.story.messages.push(`${observation.direction} ${observation.name}`);
    }
  }
}
