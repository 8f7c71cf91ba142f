/** Runs the scenarios of a recorded trace again and compares what is observed, up to the first difference. */

import { readFileSync } from 'node:fs';
import { EmulatorError } from '../../protocol/errors.ts';
import type { People } from '../people/registry.ts';
import { lanesOf } from '../trace/lanes.ts';
import { type RecordedScenario, readTrace } from '../trace/read.ts';
import type { OtherScenario } from './load.ts';
import type { Scenario } from './parse.ts';
import { runScenario } from './run.ts';

export interface Difference {
  readonly scenario: string;
  /** The line of the trace file, counted from 1; null where the trace has none for it, or over real links. */
  readonly line: number | null;
  /** null: the trace has ended. */
  readonly recorded: string | null;
  /** null: the run has ended. */
  readonly now: string | null;
}

export interface ReplayResult {
  /** Scenarios that ran as recorded, the differing one not counted. */
  readonly same: number;
  readonly difference: Difference | null;
}

export interface ReplayOptions {
  /** Where the scenarios of the trace are looked for, by file and name; told the names and SHA-256 of the files. */
  readonly scenarios: (
    files: ReadonlySet<string>,
    digests: ReadonlySet<string>,
  ) => readonly (Scenario | OtherScenario)[];
  readonly people?: People;
}

/**
 * Replays the trace at `path`.
 * @throws EmulatorError EMU-619 (cannot be read), EMU-615 (no trace), EMU-616 (scenario not there), EMU-617 (its file
 * has changed).
 */
export function replay(path: string, options: ReplayOptions): Promise<ReplayResult> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new EmulatorError({ code: 'EMU-619', detail: { file: path, reason } });
  }
  return replayText(text, path, options);
}

/** @param file what messages call the text */
export async function replayText(text: string, file: string, options: ReplayOptions): Promise<ReplayResult> {
  const trace = readTrace(text, file);
  const headers = trace.map(({ header }) => header);
  const there = options.scenarios(
    new Set(headers.map(({ file }) => file)),
    new Set(headers.map(({ sha256 }) => sha256)),
  );
  const found = trace.map((recorded) => ({ recorded, scenario: scenarioOf(recorded, there) }));
  let same = 0;
  for (const { recorded, scenario } of found) {
    const { seed, link } = recorded.header;
    const { people } = options;
    const { trace, error } = await runScenario(scenario, {
      seed,
      link,
      ...(people === undefined ? {} : { people }),
    });
    if (error !== null) throw new EmulatorError(error);
    const difference = link === 'memory' ? lineDifference(recorded, trace) : laneDifference(recorded, trace);
    if (difference !== null) return { same, difference: { scenario: scenario.name, ...difference } };
    same += 1;
  }
  return { same, difference: null };
}

function scenarioOf(
  { header }: RecordedScenario,
  scenarios: readonly (Scenario | OtherScenario)[],
): Scenario {
  const { file, scenario: name, sha256 } = header;
  const named = scenarios.filter((scenario) => scenario.file === file && scenario.name === name);
  if (named.length === 0) throw new EmulatorError({ code: 'EMU-616', detail: { file, name } });
  const same = named.find((scenario) => scenario.sha256 === sha256);
  if (same === undefined || !('steps' in same))
    throw new EmulatorError({ code: 'EMU-617', detail: { file } });
  return same;
}

type Found = Omit<Difference, 'scenario'>;

/** The header is left out: a newer version may run the scenario just as the one that recorded it. */
function lineDifference({ lines, line }: RecordedScenario, trace: readonly string[]): Found | null {
  for (let i = 1; i < Math.max(lines.length, trace.length); i += 1) {
    const [recorded, now] = [lines[i] ?? null, trace[i] ?? null];
    if (recorded !== now) return { line: recorded === null ? null : line + i, recorded, now };
  }
  return null;
}

function laneDifference({ lines }: RecordedScenario, trace: readonly string[]): Found | null {
  const [before, after] = [lanesOf(lines.slice(1)), lanesOf(trace.slice(1))];
  for (const lane of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(lane) ?? [], after.get(lane) ?? []];
    for (let i = 0; i < Math.max(was.length, is.length); i += 1) {
      const [recorded, now] = [was[i] ?? null, is[i] ?? null];
      if (recorded !== now) return { line: null, recorded, now };
    }
  }
  return null;
}
