/**
 * A face matcher that is a program of its own, spoken to in JSON lines: each request holds two picture files, each
 * answer the figures of their comparison. Nothing but what was handed in goes to it, and nothing of it is kept.
 */

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import type { Clock } from '../../../firmware/hal.ts';
import { errnoOf } from '../../../host-bridge/errno.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import type { Problem } from '../../../protocol/result.ts';
import { listenToLines } from '../../programs/lines-of-program.ts';
import type { FaceMatcher, MatcherAnswer } from '../matcher.ts';

/** Milliseconds that a program may take to end by itself. */
const timeToEnd = 5000;

const figure = z.number().min(0).max(1);

/** Bytes of a line of the program; one with every figure written out has some 120. Our figure. */
export const longestAnswer = 4096;

/** A line of the program: figures from 0 to 1, or in which of the two pictures it found no face. */
const programAnswerSchema = z.union([
  z.strictObject({
    id: z.int(),
    similarity: figure.describe('more is more alike'),
    attack: figure
      .default(0)
      .describe('more is more like a copy; left out by a program that does not look for any'),
    quality: figure.default(1).describe('more is better; left out by a program that does not tell'),
  }),
  z.strictObject({ id: z.int(), failed: z.enum(['reference', 'probe']) }),
]);

/** A line to the program: two picture files, in base64url. */
export interface ProgramRequest {
  readonly id: number;
  readonly reference: string;
  readonly probe: string;
}

const base64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');

export interface MatcherProgramParts {
  /** As a shell takes it. */
  readonly command: string;
  readonly clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>;
  /** Milliseconds that one answer may take. */
  readonly patience: number;
  /** What the program writes to its standard error. */
  readonly said: (text: string) => void;
}

interface Waiting {
  readonly answered: (answer: MatcherAnswer) => void;
  readonly failed: (error: EmulatorError) => void;
}

export class MatcherProgram implements FaceMatcher<Uint8Array> {
  readonly #parts: MatcherProgramParts;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #over: Promise<void>;
  #waiting: Waiting | null = null;
  #end: EmulatorError | null = null;
  #asked = 0;

  constructor(parts: MatcherProgramParts) {
    this.#parts = parts;
    // A group of its own, so that what the shell has started ends with it.
    this.#child = spawn(parts.command, { shell: true, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout, stderr } = this.#child;
    stderr.setEncoding('utf8').on('data', parts.said);
    // That it reads no more is told by its end.
    stdin.on('error', () => {});
    listenToLines(stdout, longestAnswer, {
      line: (line) => this.#answered(line),
      tooLong: () =>
        this.#refuse({ code: 'EMU-666', detail: { command: parts.command, longest: longestAnswer } }),
    });
    this.#over = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#stop('EMU-683', errnoOf(error));
        resolve();
      });
      this.#child.on('close', (code, signal) => {
        this.#stop('EMU-683', signal ?? `exit ${code}`);
        resolve();
      });
    });
  }

  /**
   * Rejects with EMU-683 where the program has ended or is silent, EMU-684 where its answer is none, EMU-666 where it has
   * no end. One at a time.
   */
  compare(reference: Uint8Array, probe: Uint8Array): Promise<MatcherAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#end !== null) {
        reject(this.#end);
        return;
      }
      const { clock, patience } = this.#parts;
      const timer = clock.setTimeout(
        () => this.#stop('EMU-683', `silent for ${patience / 1000} s`),
        patience,
      );
      this.#waiting = {
        answered: (answer) => {
          clock.clearTimeout(timer);
          resolve(answer);
        },
        failed: (error) => {
          clock.clearTimeout(timer);
          reject(error);
        },
      };
      this.#asked += 1;
      const request: ProgramRequest = {
        id: this.#asked,
        reference: base64url(reference),
        probe: base64url(probe),
      };
      this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Lets the program end, by the end of its standard input; one that stays is killed, with whatever it has started. */
  async end(): Promise<void> {
    const { clock } = this.#parts;
    this.#child.stdin.end();
    const timer = clock.setTimeout(() => this.#kill(), timeToEnd);
    await this.#over;
    clock.clearTimeout(timer);
  }

  #answered(line: string): void {
    const waiting = this.#waiting;
    const answer = readAnswer(line, this.#asked);
    if (waiting === null || answer === null) {
      this.#stop('EMU-684', line.slice(0, 80).replace(/[^\x20-\x7e]/g, '?'));
      return;
    }
    this.#waiting = null;
    waiting.answered(answer);
  }

  #stop(code: 'EMU-683' | 'EMU-684', reason: string): void {
    this.#refuse({ code, detail: { command: this.#parts.command, reason } });
  }

  #refuse(problem: Problem): void {
    this.#end ??= new EmulatorError(problem);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.failed(this.#end);
    this.#kill();
  }

  #kill(): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
  }
}

function readAnswer(line: string, id: number): MatcherAnswer | null {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return null;
  }
  const read = programAnswerSchema.safeParse(data);
  if (!read.success || read.data.id !== id) return null;
  if ('failed' in read.data) return { kind: 'failed', of: read.data.failed };
  const { similarity, attack, quality } = read.data;
  return { kind: 'compared', comparison: { similarity, attack, quality } };
}
