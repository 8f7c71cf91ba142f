/** A desk over memory in virtual time behind a page server without a socket. */

import type { FastifyInstance } from 'fastify';
import { type ProfileId, profiles } from '../../../firmware/profiles.ts';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import { Acts } from '../../../simulator/automation/acts.ts';
import { createDeskEvents, type DeskEvents } from '../../../simulator/automation/desk-events.ts';
import { type AutomatedDesk, createPageServer } from '../../../simulator/automation/server.ts';
import { Desk } from '../../../simulator/desk/desk.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import type { Heard } from '../../../simulator/peripherals/speaker.ts';
import { seededChannel } from '../../../simulator/pki/link-channel.ts';
import { Activity } from '../../../simulator/time/activity.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

export interface TestDesk {
  readonly desk: Desk;
  readonly clock: VirtualClock;
  readonly acts: Acts;
  readonly events: DeskEvents;
  readonly views: Set<(reader: Desk['readers'][number]['serial']) => void>;
  /** What was to be heard, of all readers. */
  readonly heard: readonly Heard[];
  readonly app: FastifyInstance;
  /** Lets time go on, timer by timer. */
  pass(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function openTestDesk(
  options: { readonly readers?: number; readonly profile?: ProfileId; readonly alone?: boolean } = {},
): Promise<TestDesk> {
  const clock = new VirtualClock(Date.parse('2026-11-02T09:00:00+09:00'));
  const events = createDeskEvents(clock);
  const views: TestDesk['views'] = new Set();
  const heard: Heard[] = [];
  const desk = new Desk({
    readers: options.readers ?? 1,
    link: 'memory',
    profile: profiles[options.profile ?? 'next-generation'],
    facility: facilitySchema.parse({}),
    people: loadPeople(),
    clock,
    activity: new Activity(),
    entropy: seededEntropy('automation'),
    seed: 'automation',
    data: null,
    https: null,
    channel: seededChannel(clock.now()),
    observe: (event) => events.record(event),
    onView: (reader) => {
      for (const view of views) view(reader);
    },
    onHeard: (_, sound) => void heard.push(sound),
  });
  await desk.start();
  await desk.quiet();
  const acted: AutomatedDesk = options.alone
    ? {
        readers: desk.readers,
        cards: desk.cards,
        phones: desk.phones,
        backEnd: null,
        bridge: null,
        swapCables: async () => {},
        quiet: () => desk.quiet(),
      }
    : desk;
  const acts = new Acts({
    desk: acted,
    clock,
    observe: (at, observation) => events.record({ at, observation }),
  });
  const app = createPageServer({ desk: acted, acts, events, clock, version: '0.0.0', language: 'en' });
  return {
    desk,
    clock,
    acts,
    events,
    views,
    heard,
    app,
    async pass(milliseconds) {
      const end = clock.ticks() + milliseconds;
      for (;;) {
        await desk.quiet();
        const next = clock.next();
        if (next === null || next > end) break;
        clock.runNext();
      }
      clock.moveTo(end);
      await desk.quiet();
    },
    async close() {
      acts.close();
      await app.close();
      await desk.stop();
    },
  };
}
