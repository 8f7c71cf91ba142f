/**
 * The fresh world in which a scenario runs: a desk of its own at a fixed instant, and everything that was observed of
 * it. Nothing of an earlier scenario is in it; what is costly and the same for all is made once.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScreenId } from '../../firmware/screens/catalogue.ts';
import type { ScreenView } from '../../firmware/screens/vocabulary.ts';
import { createMetrics } from '../../host-bridge/control/metrics.ts';
import { createLog, type LogLevel } from '../../host-bridge/log.ts';
import project from '../../package.json' with { type: 'json' };
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import { protocolVersion, type VisitOutcome } from '../../protocol/messages.ts';
import { Desk, type DeskObservation, type LinkKind } from '../desk/desk.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { People } from '../people/registry.ts';
import { createPki, type Pki } from '../pki/link-and-tls.ts';
import { seededChannel } from '../pki/link-channel.ts';
import { Activity } from '../time/activity.ts';
import { realClock } from '../time/real-clock.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { traceVersion, type Where } from '../trace/catalogue.ts';
import { recordTrace } from '../trace/recorder.ts';
import type { WorldObservation } from '../trace/world-observed.ts';
import { type DroppedRequests, droppedRequests } from './dropped-requests.ts';
import { type Pace, realPace, virtualPace } from './pace.ts';
import type { Scenario } from './parse.ts';

/** When every scenario begins. */
export const beginning = Date.parse('2026-11-02T09:00:00+09:00');

export interface WorldOptions {
  readonly link: LinkKind;
  readonly seed: string;
  readonly realTime: boolean;
  readonly people: People;
  readonly logLevel: LogLevel;
  readonly observe?: (seen: DeskObservation | WorldSeen) => void;
}

export interface WorldSeen {
  readonly at: Where;
  readonly observation: WorldObservation;
}

export interface EndedVisit {
  readonly reader: ReaderId;
  readonly visit: VisitId;
  readonly outcome: VisitOutcome;
  /** Why the reader itself turned card or phone down, the last time in the visit; null: it did not. */
  readonly refusal: ErrorCode | null;
}

export interface World {
  readonly desk: Desk;
  readonly pace: Pace;
  /** In the order in which they ended. */
  readonly visits: readonly EndedVisit[];
  /** Names of the files that were written for a visit, by visit. */
  readonly files: ReadonlyMap<VisitId, string>;
  /** What the receipt computer has asked for. */
  readonly requests: DroppedRequests;
  readonly trace: readonly string[];
  readonly log: readonly string[];
  /** The reader with this number, counted from 1; the parser has seen that there is one. */
  reader(number: number): EmulatedReader;
  /** Every screen that the reader has shown, in order. */
  shown(reader: EmulatedReader): readonly ScreenId[];
  /** Every view that the reader has shown, in order. Private words are in them. */
  views(reader: EmulatedReader): readonly ScreenView[];
  /** Writes down what was done to the desk from outside. */
  did(at: Where, observation: WorldObservation): void;
  metrics(): Promise<string>;
  /** Ends everything and leaves nothing behind. */
  stop(): Promise<void>;
}

let pki: Pki | null = null;
/** Made once a process: only the TLS of real links needs it. */
const sharedPki = (): Pki => {
  pki ??= createPki();
  return pki;
};

/** Rejects with an EmulatorError where the desk cannot be had on this machine. */
export async function openWorld(scenario: Scenario, options: WorldOptions): Promise<World> {
  const { link, seed, realTime, people, logLevel } = options;
  const virtual = realTime ? null : new VirtualClock(beginning);
  const clock = virtual ?? realClock();
  if (realTime) clock.setWall(beginning);
  const activity = new Activity();
  const pace = virtual === null ? realPace(clock, activity) : virtualPace(virtual, activity);
  const data = link === 'memory' ? null : mkdtempSync(join(tmpdir(), 'fcr-'));

  const began = clock.ticks();
  const trace = recordTrace(
    {
      scenario: scenario.name,
      file: scenario.file,
      sha256: scenario.sha256,
      seed,
      link,
      profile: scenario.profile.id,
      versions: { fcr: project.version, protocol: protocolVersion, trace: traceVersion },
    },
    () => clock.ticks() - began,
  );
  const log: string[] = [];
  const logger = createLog({
    level: logLevel,
    destination: { write: (line) => log.push(line.trimEnd()) },
    clock,
  });
  const metrics = createMetrics();
  const visits: EndedVisit[] = [];
  const files = new Map<VisitId, string>();
  const shown = new Map<Where, ScreenId[]>();
  const views = new Map<Where, ScreenView[]>();
  /** In the visit under way. */
  const refusals = new Map<Where, ErrorCode>();

  const noteFile = (visit: VisitId): void => {
    const known = new Set(files.values());
    const fresh = desk.bridge.receipt.list().find((name) => !known.has(name));
    if (fresh !== undefined) files.set(visit, fresh);
  };
  let over = false;
  const observe = (seen: DeskObservation | WorldSeen): void => {
    // That its parts are taken down is no part of a scenario.
    if (over) return;
    trace.record(seen.at, seen.observation);
    options.observe?.(seen);
    pace.changed();
  };

  const desk = new Desk({
    readers: scenario.readers,
    link,
    profile: scenario.profile,
    phoneReader: scenario.phoneReader,
    language: scenario.language,
    facility: scenario.facility,
    people,
    clock,
    activity,
    entropy: seededEntropy(seed),
    seed,
    data,
    https: link === 'memory' ? null : { pki: sharedPki(), port: 0 },
    channel: seededChannel(beginning),
    answersLast: !realTime,
    onView: (reader, view) => void listOf(views, reader).push(view),
    // A folder that is watched reports when it likes; in virtual time the bridge looks again by its own timers.
    ...(realTime ? {} : { watchForPort: () => () => {}, pollsReceipt: false }),
    observe(seen) {
      observe(seen);
      if (isOfBridge(seen)) {
        logger.write(seen.observation);
        metrics.observe(seen.observation);
        if (seen.observation.event === 'faceFile' && seen.observation.written)
          noteFile(seen.observation.visit);
      } else if (isOfReader(seen)) {
        const { observation } = seen;
        if (observation.event === 'screen') listOf(shown, seen.at).push(observation.screen);
        if (observation.event === 'visitBegan') refusals.delete(seen.at);
        if (observation.event === 'cardRefused' || observation.event === 'phoneRefused')
          refusals.set(seen.at, observation.code);
        if (observation.event === 'visitEnded') {
          const { visit, outcome } = observation;
          visits.push({ reader: seen.at, visit, outcome, refusal: refusals.get(seen.at) ?? null });
        }
      }
    },
  });

  const stop = async (): Promise<void> => {
    over = true;
    await desk.stop();
    if (data !== null) rmSync(data, { recursive: true, force: true });
  };
  try {
    await desk.start();
  } catch (error) {
    await stop();
    throw error;
  }
  await desk.quiet();

  return {
    desk,
    pace,
    visits,
    files,
    requests: droppedRequests(desk.bridge.receipt.exchange),
    trace: trace.lines,
    log,
    reader(number) {
      const reader = desk.readers[number - 1];
      if (reader === undefined) throw new RangeError(`no reader ${number}`);
      return reader;
    },
    shown: (reader) => shown.get(reader.serial) ?? [],
    views: (reader) => views.get(reader.serial) ?? [],
    did: (at, observation) => observe({ at, observation }),
    metrics: () => metrics.text(),
    stop,
  };
}

type SeenAt<A extends DeskObservation['at']> = Extract<DeskObservation, { at: A }>;
const isOfBridge = (seen: DeskObservation): seen is SeenAt<'bridge'> => seen.at === 'bridge';
const isOfReader = (seen: DeskObservation): seen is SeenAt<ReaderId> =>
  seen.at !== 'bridge' && seen.at !== 'back-end';

function listOf<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
