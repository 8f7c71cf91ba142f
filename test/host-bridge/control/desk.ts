/** A bridge with two readers and one visit, for the tests of the control room. */

import type { Clock } from '../../../host-bridge/clock.ts';
import type { ControlledBridge } from '../../../host-bridge/control/desk-view.ts';
import { createEventLog, type EventLog } from '../../../host-bridge/control/event-log.ts';
import { createMetrics } from '../../../host-bridge/control/metrics.ts';
import type { ControlOptions } from '../../../host-bridge/control/server.ts';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import { knowMaintenance } from '../../../host-bridge/lookups/announced-maintenance.ts';
import { askingFacility } from '../../../host-bridge/lookups/asking-facility.ts';
import { createLookups } from '../../../host-bridge/lookups/lookups.ts';
import { memoryMaintenance } from '../../../host-bridge/lookups/memory-maintenance.ts';
import { watchSituation } from '../../../host-bridge/lookups/situation.ts';
import type { ReaderId, VisitId } from '../../../protocol/ids.ts';
import { ok, refuse } from '../../../protocol/result.ts';
import { memoryLookups, type ScriptedSearches, scriptedSearches } from '../lookups/scripted-searches.ts';

export const reader = 'FCR-000001' as ReaderId;
export const lostReader = 'FCR-000002' as ReaderId;
export const visit = 'FCR-000001.3.17' as VisitId;
export const token = 'a-token-of-the-tests';

/** Time stands still; what waits is counted. */
export function stillClock(now: number) {
  const waiting = new Set<() => void>();
  const clock: Clock & { readonly waiting: Set<() => void> } = {
    waiting,
    now: () => now,
    ticks: () => now,
    setTimeout(callback) {
      waiting.add(callback);
      return callback;
    },
    clearTimeout: (timer) => void waiting.delete(timer as () => void),
  };
  return clock;
}

export interface Desk {
  readonly options: ControlOptions;
  readonly clock: ReturnType<typeof stillClock>;
  readonly events: EventLog;
  /** What the API has made the bridge do. */
  readonly done: string[];
  /** The back end behind its lookups. */
  readonly searches: ScriptedSearches;
}

export function createDesk(keep?: number): Desk {
  const clock = stillClock(1_000);
  const events = createEventLog(clock, keep === undefined ? {} : { keep });
  const metrics = createMetrics();
  const done: string[] = [];
  const status = { profile: 'next-generation', firmware: '1.0.0', since: 500 };
  const visits = [
    {
      number: 1,
      visit,
      reader,
      began: 900,
      outcome: null,
      reason: null,
      validity: null,
      notice: null,
      hints: [],
      called: null,
      unanswered: null,
      todo: null,
    },
    {
      number: 2,
      visit,
      reader,
      began: 900,
      outcome: 'problem',
      reason: null,
      validity: '2',
      notice: 'EMU-442',
      hints: ['pin_locked'],
      called: 'problem',
      unanswered: null,
      todo: { ja: '確認', en: 'check' },
    },
  ] as const;
  const searches = scriptedSearches();
  const lookups = createLookups({
    store: memoryLookups(),
    ask: searches.ask,
    facility: () => facilitySchema.parse({}),
    disaster: () => searches.disasterOn,
    clock,
    entropy: { bytes: (count) => new Uint8Array(count).fill(1) },
    observe: () => {},
  });
  const situation = watchSituation({
    ask: () => searches.ask('situation', { facility: askingFacility(facilitySchema.parse({})) }),
    maintenance: knowMaintenance({ store: memoryMaintenance(), clock, observe: () => {} }),
    disasterOn: () => searches.disasterOn,
    waiting: () => lookups.waiting,
  });
  const bridge: ControlledBridge = {
    readers: () => [
      { id: reader, link: 'connected', secure: true, problem: null, visit, ...status },
      { id: lostReader, link: 'lost', secure: false, problem: null, visit: null, ...status },
    ],
    visits: (since) => visits.filter(({ number }) => number > since),
    restart(id) {
      if (id === lostReader) return refuse('EMU-503', { reader: id });
      done.push(`restart ${id}`);
      return ok(undefined);
    },
    lookups,
    situation: () => situation.now(),
    maintenance: () => situation.known(),
    setDisaster: (on) => void done.push(`disaster ${on}`),
    eventsSince: events.eventsSince,
    subscribe: events.subscribe,
  };
  const options = { bridge, metrics, clock, token, version: '0.1.0' };
  return { options, clock, events, done, searches };
}
