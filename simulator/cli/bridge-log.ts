/** Where a program's bridge tells what it does: the log, on stderr or in a file beside a terminal that is drawn on. */

import { appendFileSync } from 'node:fs';
import type { Clock } from '../../host-bridge/clock.ts';
import { createLog, type Log, type LogLevel } from '../../host-bridge/log.ts';
import type { Io } from './io.ts';

/** @param file null: stderr */
export function openBridgeLog(
  level: LogLevel,
  clock: Pick<Clock, 'now'>,
  { stderr, language }: Pick<Io, 'stderr' | 'language'>,
  file: string | null,
): Log {
  const write = (line: string): void => {
    if (file === null) stderr.write(line);
    else appendFileSync(file, line, { mode: 0o600 });
  };
  return createLog({ level, clock, destination: { write }, language });
}
