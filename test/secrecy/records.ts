/** Everything that a desk writes down where anybody may read it: trace, metrics, and the log at each of its levels. */

import { createLog, type LogLevel } from '../../host-bridge/log.ts';
import type { DeskObservation } from '../../simulator/desk/desk.ts';
import type { People } from '../../simulator/people/registry.ts';
import type { Scenario } from '../../simulator/scenario/parse.ts';
import { runScenario, type ScenarioResult } from '../../simulator/scenario/run.ts';
import type { WorldSeen } from '../../simulator/scenario/world.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[];

/** Lines by the name of the record. */
export type Records = ReadonlyMap<string, readonly string[]>;

export interface Recorded {
  readonly result: ScenarioResult;
  readonly records: Records;
}

/** Runs the scenario over `memory:` once; loggers of all levels listen to it side by side. */
export async function record(scenario: Scenario, people: People): Promise<Recorded> {
  const logs = levels.map((level) => {
    const lines: string[] = [];
    const log = createLog({
      level,
      destination: { write: (line) => lines.push(line) },
      clock: { now: () => 0 },
    });
    return { level, lines, log };
  });
  const result = await runScenario(scenario, {
    link: 'memory',
    seed: 'secrecy',
    people,
    logLevel: 'debug',
    observe(seen) {
      if (isOfBridge(seen)) for (const { log } of logs) log.write(seen.observation);
    },
  });
  return {
    result,
    records: new Map([
      ['trace.jsonl', result.trace],
      ['metrics', result.metrics.split('\n')],
      ['log with its times', result.log],
      ...logs.map(({ level, lines }) => [`log at ${level}`, lines] as const),
    ]),
  };
}

/** That the bridge is killed is said of it, not by it. */
const isOfBridge = (seen: DeskObservation | WorldSeen): seen is Extract<DeskObservation, { at: 'bridge' }> =>
  seen.at === 'bridge' && seen.observation.event !== 'kill' && seen.observation.event !== 'restart';

export interface Difference {
  readonly record: string;
  /** Counted from 1. */
  readonly line: number;
  readonly one: string | undefined;
  readonly other: string | undefined;
}

/** The first line that is not the same to the byte; null where there is none. */
export function firstDifference(one: Records, other: Records): Difference | null {
  for (const record of new Set([...one.keys(), ...other.keys()])) {
    const [a = [], b = []] = [one.get(record), other.get(record)];
    for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
      if (a[i] !== b[i]) return { record, line: i + 1, one: a[i], other: b[i] };
    }
  }
  return null;
}

/** Every line in which one of the values stands, by record and number, with the value. */
export function found(values: Iterable<string>, records: Records): string[] {
  const wanted = [...values];
  return [...records].flatMap(([record, lines]) =>
    lines.flatMap((line, i) =>
      wanted.filter((value) => line.includes(value)).map((value) => `${value} in ${record}, line ${i + 1}`),
    ),
  );
}
