/** What a command speaks through, and the three ways in which one can end. */

import type { ReadStream } from 'node:tty';
import type { Language } from '../../protocol/errors.ts';
import type { Output } from '../ui/output.ts';

export interface Io {
  readonly stdin: ReadStream;
  /** Results only: lines for people, or one JSON document. */
  readonly stdout: Output;
  /** Logs, progress and refusals. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
}

/** 0: done and passed; 1: done, something did not pass; 2: could not be done. */
export type ExitCode = 0 | 1 | 2;

export const writeLine = (io: Io, line: string): void => {
  io.stdout.write(`${line}\n`);
};

/** The one document of a command that was called with `--json`. */
export const writeJson = (io: Io, document: unknown): void => {
  io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
};
