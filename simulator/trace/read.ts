/** Reads a `trace.jsonl` back: its scenarios, each with its header and its lines. */

import { EmulatorError } from '../../protocol/errors.ts';
import { type TraceHeader, traceHeaderSchema, traceLineSchemas } from './catalogue.ts';

export interface RecordedScenario {
  readonly header: TraceHeader;
  /** As they stand in the file; the header is the first. */
  readonly lines: readonly string[];
  /** Where the header stands in the file, counted from 1. */
  readonly line: number;
}

/**
 * @param file what messages call the text
 * @throws EmulatorError EMU-615: a line is not JSON, not in the catalogue, or stands before any header.
 */
export function readTrace(text: string, file: string): RecordedScenario[] {
  const recorded: { header: TraceHeader; lines: string[]; line: number }[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const refuse = (reason: string): never => {
      throw new EmulatorError({ code: 'EMU-615', detail: { file, line: i + 1, reason } });
    };
    const value = parsed(line) ?? refuse('no JSON object');
    if (!('event' in value)) {
      const header = traceHeaderSchema.safeParse(value);
      if (!header.success) return refuse('no header of a scenario');
      recorded.push({ header: header.data, lines: [line], line: i + 1 });
      continue;
    }
    if (traceLineSchemas.get(String(value.event))?.safeParse(value).success !== true)
      refuse('no event of the catalogue');
    (recorded.at(-1) ?? refuse('no header before it')).lines.push(line);
  }
  if (recorded.length === 0)
    throw new EmulatorError({ code: 'EMU-615', detail: { file, line: 1, reason: 'empty' } });
  return recorded;
}

function parsed(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
