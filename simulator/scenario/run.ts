/** Runs scenarios, one after the other, each in a world of its own. */

import type { LogLevel } from '../../host-bridge/log.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { Problem } from '../../protocol/result.ts';
import { Acts } from '../automation/acts.ts';
import type { DeskObservation, LinkKind } from '../desk/desk.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';
import { loadPeople, type People } from '../people/registry.ts';
import { act } from './act.ts';
import { checkExpectations, type ExpectationResult } from './expectations.ts';
import { waitUntilLookedUp, waitUntilMaintenanceTold } from './look-up.ts';
import type { Scenario } from './parse.ts';
import type { Reason } from './reasons.ts';
import { receiptFilesOf } from './receipt-folder.ts';
import { type Step, steps } from './steps.ts';
import { type Heardness, watch } from './watch.ts';
import { type EndedVisit, openWorld, type World, type WorldSeen } from './world.ts';

export interface RunOptions {
  readonly link: LinkKind;
  /** Decides nonces, session ids and noise. */
  readonly seed: string;
  /** The machine's own time in place of virtual time. */
  readonly realTime?: boolean;
  /** The built-in people unless told. */
  readonly people?: People;
  /** Called for everything that is observed, as it happens. */
  readonly observe?: (seen: DeskObservation | WorldSeen) => void;
  /** `info` unless told. */
  readonly logLevel?: LogLevel;
}

export interface StepResult {
  readonly step: Step;
  /** `skipped`: an earlier step failed. */
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** A masked field was open as it began: reports show digits of an entry as dots. */
  readonly masked: boolean;
  /** What was there instead; null where the step passed or was skipped. */
  readonly reason: Reason | null;
  /** Milliseconds of the scenario's time at which it ended. */
  readonly t: number;
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly link: LinkKind;
  readonly seed: string;
  readonly passed: boolean;
  readonly steps: readonly StepResult[];
  /** Empty where a step failed. */
  readonly expectations: readonly ExpectationResult[];
  /** In the order in which they ended. */
  readonly visits: readonly EndedVisit[];
  /** Lines of `trace.jsonl`, the header first. */
  readonly trace: readonly string[];
  /** Lines of the bridge's log. */
  readonly log: readonly string[];
  /** The bridge's metrics, as Prometheus would fetch them. */
  readonly metrics: string;
  /** What each reader said. Holds private text. */
  readonly transcripts: ReadonlyMap<ReaderId, readonly TranscriptEntry[]>;
  /** What lay in the receipt folder at the end, by `face/NAME` and `res/NAME`. Holds private text. */
  readonly receiptFiles: ReadonlyMap<string, Uint8Array>;
  /** Why it could not be run at all: no such link on this machine, a fault of the desk. */
  readonly error: Problem | null;
}

/** Does not reject: what cannot be run is a result that did not pass. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const { link, seed, realTime = false, people = loadPeople(), logLevel = 'info', observe } = options;
  const about = { scenario, link, seed };
  let world: World;
  try {
    world = await openWorld(scenario, {
      link,
      seed,
      realTime,
      people,
      logLevel,
      ...(observe === undefined ? {} : { observe }),
    });
  } catch (error) {
    return { ...about, ...nothingDone(scenario), error: problemOf(error) };
  }
  const { desk } = world;
  const acts = new Acts({ desk, clock: desk.options.clock, observe: (at, seen) => world.did(at, seen) });
  let done: readonly StepResult[] = [];
  let expectations: readonly ExpectationResult[] = [];
  try {
    done = await runSteps(scenario, world, acts);
    const allPassed = done.every(({ verdict }) => verdict === 'passed');
    expectations = allPassed ? checkExpectations(scenario, world) : [];
    return {
      ...about,
      passed: allPassed && expectations.every(({ passed }) => passed),
      steps: done,
      expectations,
      visits: world.visits,
      trace: [...world.trace],
      log: [...world.log],
      metrics: await world.metrics(),
      transcripts: new Map(desk.readers.map(({ serial, transcript }) => [serial, [...transcript.entries]])),
      receiptFiles: receiptFilesOf(desk),
      error: null,
    };
  } finally {
    acts.close();
    await world.stop();
  }
}

/** One after the other, in order. `onResult` hears of each as soon as it has ended. */
export async function runAll(
  scenarios: readonly Scenario[],
  options: RunOptions,
  onResult: (result: ScenarioResult) => void = () => {},
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    const result = await runScenario(scenario, options);
    onResult(result);
    results.push(result);
  }
  return results;
}

async function runSteps(scenario: Scenario, world: World, acts: Acts): Promise<StepResult[]> {
  const { clock } = world.desk.options;
  const began = clock.ticks();
  const results: StepResult[] = [];
  let heardBefore: Heardness = new Map();
  let notes = 0;
  let failed = false;

  const carryOut = async (step: Step): Promise<Reason | null> => {
    switch (step.does) {
      case 'see':
      case 'hear':
      case 'look':
      case 'never':
      case 'result':
        return watch(step, world, heardBefore);
      case 'looked-up':
        return waitUntilLookedUp(step, world);
      case 'maintenance-told':
        return waitUntilMaintenanceTold(step, world);
      case 'wait':
        await world.pace.pass(step.wait);
        return null;
      case 'note':
        notes += 1;
        world.did('desk', { event: 'note', number: notes });
        return null;
      default:
        return act(step, world, acts);
    }
  };

  for (const step of scenario.steps) {
    if (steps[step.does].acts && !failed) {
      heardBefore = new Map(world.desk.readers.map((reader) => [reader, reader.transcript.entries.length]));
    }
    const masked = 'at' in step && (world.reader(step.at).status?.view?.masked ?? null) !== null;
    const reason: Reason | null = failed ? null : await carryOut(step).catch(reasonOf);
    const verdict = failed ? 'skipped' : reason === null ? 'passed' : 'failed';
    failed ||= reason !== null;
    results.push({
      step,
      masked,
      verdict,
      reason,
      t: Math.round(clock.ticks() - began),
    });
  }
  return results;
}

const nothingDone = (scenario: Scenario) => ({
  passed: false,
  steps: scenario.steps.map(
    (step): StepResult => ({
      step,
      masked: false,
      verdict: 'skipped',
      reason: null,
      t: 0,
    }),
  ),
  expectations: [],
  visits: [],
  trace: [],
  log: [],
  metrics: '',
  transcripts: new Map(),
  receiptFiles: new Map(),
});

const reasonOf = (error: unknown): Reason => ({ kind: 'problem', problem: problemOf(error) });

/** What is no problem of the catalogue is a fault of ours and is not hidden. */
function problemOf(error: unknown): Problem {
  if (error instanceof EmulatorError) return error.problem;
  throw error;
}
