/** Writes observations as lines of `trace.jsonl`: numbered, timed, and with the fields that the catalogue names. */

import { fieldsOf, type Observation, type TraceHeader, type Where } from './catalogue.ts';

export interface TraceRecorder {
  record(at: Where, observation: Observation): void;
  /** The header, then a line of JSON each, without line ends. */
  readonly lines: readonly string[];
}

/** @param elapsed milliseconds of the scenario's clock since it began */
export function recordTrace(header: TraceHeader, elapsed: () => number): TraceRecorder {
  const lines = [JSON.stringify(header)];
  return {
    record(at, observation) {
      const values: Readonly<Record<string, unknown>> = { ...observation };
      const line: Record<string, unknown> = {
        seq: lines.length,
        t: Math.round(elapsed()),
        at,
        event: observation.event,
      };
      for (const field of fieldsOf(observation.event)) line[field] = values[field];
      lines.push(JSON.stringify(line));
    },
    lines,
  };
}
