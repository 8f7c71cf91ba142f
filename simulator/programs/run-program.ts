/** Runs a program to its end, with bytes in and bytes out, no shell between, and a limit of time. */

import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';

export interface ProgramRun {
  /** The program's path. */
  readonly program: string;
  readonly words: readonly string[];
  /** Goes to its standard input: what may be private is never among `words`, which every user of the machine can see. */
  readonly input: string;
  /** Milliseconds; a program that takes longer is killed. */
  readonly limit: number;
}

/**
 * What it wrote to its standard output.
 * Refuses with EMU-700 where it cannot be started, EMU-701 where it takes too long, EMU-702 where it ends with a failure.
 * What it wrote to its standard error may repeat the words it was given, and goes nowhere.
 */
export function runProgram({ program, words, input, limit }: ProgramRun): Promise<Result<Buffer>> {
  const name = basename(program);
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'] });
    const written: Buffer[] = [];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limit);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve(refuse('EMU-700', { program: name, reason: errnoOf(error) }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (late) resolve(refuse('EMU-701', { program: name, seconds: limit / 1000 }));
      else if (code !== 0) resolve(refuse('EMU-702', { program: name, ended: signal ?? `exit ${code}` }));
      else resolve(ok(Buffer.concat(written)));
    });
    child.stdout.on('data', (bytes: Buffer) => written.push(bytes));
    // One that does not read to the end says so by how it ends.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
