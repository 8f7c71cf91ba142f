/**
 * The bridge's log. It takes catalogued lines only, whose fields are ids, codes, numbers and fixed words, so that
 * nothing personal can be logged: a free sentence has no type here, and a field that the table does not name is
 * not written. Two lines hold the detail of a problem: the port as it was configured with the system's reason, and the field
 * of a message with the rule that it broke. No process id, no host name, no time but the clock's: the same run gives the same bytes.
 */

import { pino } from 'pino';
import { type ErrorCode, errorCatalogue, type Language } from '../protocol/errors.ts';
import type { ReaderId } from '../protocol/ids.ts';
import type { Problem } from '../protocol/result.ts';
import type { Clock } from './clock.ts';
import type { BridgeObservation } from './observed.ts';

/** The bridge's own life, beside what it observes. */
type LifeCycle =
  | { readonly event: 'started'; readonly version: `${number}.${number}.${number}` }
  | { readonly event: 'listening'; readonly of: 'control'; readonly port: number }
  /** A port that was configured cannot be opened now: EMU-501, EMU-502, EMU-510, EMU-511. */
  | { readonly event: 'portNotOpened'; readonly problem: Problem }
  /** As `backOff`, of the driver of the phone reader beside this reader. */
  | {
      readonly event: 'phoneReaderBackOff';
      readonly beside: ReaderId;
      readonly attempt: number;
      readonly wait: number;
    }
  /** A phone reader that was configured is of no use beside this reader: EMU-746, EMU-747. */
  | { readonly event: 'phoneReaderUnused'; readonly beside: ReaderId; readonly code: ErrorCode }
  | { readonly event: 'stopped' };

export type LogLine = BridgeObservation | LifeCycle;

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Fields whose type is not any text at all: ids are branded, codes and words are listed. */
type LoggableField<L> = {
  [K in keyof L]-?: K extends 'event' ? never : string extends L[K] ? never : K;
}[keyof L];

type Level = Exclude<LogLevel, 'silent'>;

type Catalogue = {
  readonly [E in LogLine['event']]: {
    readonly level: Level;
    /** In place of `level` where the line tells of a failure. */
    readonly failed?: { readonly level: Level; when(line: Extract<LogLine, { event: E }>): boolean };
    readonly fields: readonly LoggableField<Extract<LogLine, { event: E }>>[];
    /** The code whose remedy is written too, where there is one: for what somebody must mend before it works. */
    readonly remedy?: (line: Extract<LogLine, { event: E }>) => ErrorCode | undefined;
  };
};

const catalogue: Catalogue = {
  started: { level: 'info', fields: ['version'] },
  listening: { level: 'info', fields: ['of', 'port'] },
  portNotOpened: { level: 'warn', fields: ['problem'], remedy: ({ problem }) => problem.code },
  phoneReaderBackOff: { level: 'warn', fields: ['beside', 'attempt', 'wait'] },
  phoneReaderUnused: { level: 'warn', fields: ['beside', 'code'], remedy: ({ code }) => code },
  stopped: { level: 'info', fields: [] },
  readerConnected: { level: 'info', fields: ['reader', 'resumed'] },
  readerLost: { level: 'warn', fields: ['reader'] },
  readerTurnedAway: { level: 'warn', fields: ['reader', 'code'], remedy: ({ code }) => code },
  backOff: { level: 'warn', fields: ['reader', 'attempt', 'wait'] },
  linkRefused: { level: 'warn', fields: ['reader', 'code', 'theirs'], remedy: ({ code }) => code },
  channelBroken: { level: 'warn', fields: ['reader', 'code'], remedy: ({ code }) => code },
  phoneReader: {
    level: 'info',
    failed: { level: 'warn', when: ({ there }) => !there },
    fields: ['reader', 'there'],
  },
  channelOff: { level: 'warn', fields: ['reader'] },
  bridgeMessage: { level: 'debug', fields: ['reader', 'direction', 'name', 'size'] },
  messageRefused: { level: 'warn', fields: ['reader', 'code', 'detail'], remedy: ({ code }) => code },
  // Of a reader that was greeted `lineDisturbed` gives the sum; damage before that may be all that is ever heard of it.
  frameDamaged: {
    level: 'debug',
    failed: { level: 'warn', when: ({ reader }) => reader === null },
    fields: ['reader', 'code'],
  },
  lineDisturbed: {
    level: 'info',
    failed: { level: 'warn', when: ({ damaged }) => damaged > 0 },
    fields: ['reader', 'visit', 'resent', 'damaged'],
  },
  requested: { level: 'debug', fields: ['operation', 'visit'] },
  answered: {
    level: 'info',
    failed: { level: 'warn', when: ({ result }) => result !== 'ok' },
    fields: ['operation', 'visit', 'result'],
  },
  visitNotKept: { level: 'warn', fields: ['visit', 'code'], remedy: ({ code }) => code },
  useKept: { level: 'debug', fields: ['visit'] },
  useSettled: { level: 'info', fields: ['visit', 'state'] },
  faceFile: {
    level: 'info',
    failed: { level: 'warn', when: ({ written }) => !written },
    fields: ['visit', 'written', 'code', 'reason'],
    remedy: ({ code }) => code,
  },
  requestTaken: { level: 'debug', fields: ['kind'] },
  requestAnswered: { level: 'info', fields: ['kind', 'result'] },
  requestUnanswered: { level: 'warn', fields: ['kind', 'code'], remedy: ({ code }) => code },
  requestSetAside: { level: 'warn', fields: ['code'], remedy: ({ code }) => code },
  resultsExpired: { level: 'info', fields: ['of', 'count'] },
  visitNoted: { level: 'info', fields: ['reader', 'visit', 'outcome'] },
  disasterMode: { level: 'info', fields: ['on'] },
  maintenance: { level: 'info', fields: ['change', 'from', 'until'] },
  maintenanceNews: {
    level: 'info',
    failed: { level: 'warn', when: ({ old }) => old },
    fields: ['old'],
  },
  maintenanceTakenUp: { level: 'debug', fields: ['from', 'until', 'old'] },
  maintenanceNotKept: { level: 'warn', fields: ['code'], remedy: ({ code }) => code },
  lookupHeld: { level: 'info', fields: ['lookup', 'mode'] },
  lookedUp: {
    level: 'info',
    failed: { level: 'warn', when: ({ result }) => result.startsWith('EMU-') },
    fields: ['lookup', 'mode', 'result'],
  },
  lookupForgotten: { level: 'info', fields: ['lookup'] },
  staffCalledAt: { level: 'info', fields: ['reader'] },
};

/** The entry is the line's own: it was found by the line's event. */
const levelOf = ({ level, failed }: Catalogue[LogLine['event']], line: LogLine): Level =>
  failed?.when(line as never) === true ? failed.level : level;

export interface Log {
  write(line: LogLine): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Takes one line of JSON a call. */
  readonly destination: { write(line: string): void };
  readonly clock: Pick<Clock, 'now'>;
  /** In which remedies are written, the only sentences here; English where nobody is told to speak another. */
  readonly language?: Language;
}

export function createLog({ level, destination, clock, language = 'en' }: LogOptions): Log {
  const log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":${clock.now()}`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    write(line) {
      const entry = catalogue[line.event];
      const level = levelOf(entry, line);
      if (!log.isLevelEnabled(level)) return;
      const values: ReadonlyMap<string, unknown> = new Map(Object.entries(line));
      const written: Record<string, unknown> = { event: line.event };
      for (const field of entry.fields) written[field] = values.get(field);
      const code = entry.remedy?.(line as never);
      if (code !== undefined) written['remedy'] = errorCatalogue[code].remedy[language];
      log[level](written);
    },
  };
}
