/** The real `fcr`, as a shell would start it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReaderState } from '../../../simulator/automation/reader-state.ts';

export const fcr = fileURLToPath(new URL('../../../simulator/cli/fcr.js', import.meta.url));

/** English unless a test says otherwise, whatever the machine's settings. */
export const plainEnv = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'C.UTF-8', TERM: 'xterm' };

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the (n-th) line of this form when stdout has it; rejects when the program ends before. */
  line(form: RegExp, nth?: number): Promise<string>;
  ended(): Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: 'pipe' | 'ignore';
  /** The folder in which the command is given; the project's unless told. */
  readonly cwd?: string;
}

export const start = (words: readonly string[], options: StartOptions = {}): Running =>
  startProgram([process.execPath, fcr, ...words], options);

/** Any program, with what is given to it. */
export function startProgram(
  [program = '', ...words]: readonly string[],
  options: StartOptions = {},
): Running {
  const child = spawn(program, words, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...plainEnv, ...options.env },
    stdio: [options.stdin ?? 'ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  let changed = (): void => {};
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    changed();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let over = false;
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(child);
    over = true;
    changed();
    return { code, stdout, stderr };
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    async line(form, nth = 1) {
      for (;;) {
        const found = stdout
          .split('\n')
          .slice(0, -1)
          .filter((line) => form.test(line))[nth - 1];
        if (found !== undefined) return found;
        if (over) throw new Error(`ended without ${form}: ${stdout}${stderr}`);
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
    ended: () => ended,
    kill: (signal) => child.kill(signal),
  };
}

export const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  start(words, { env }).ended();

/** A folder of its own, gone with `cleanUp`. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-test-'));
  folders.add(folder);
  return folder;
}

/** Ends what a failed test has left running, and removes its folders. */
export async function cleanUp(): Promise<void> {
  for (const child of running) {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

/** The automation API of a page server, whose answers must be good; what it answers is a reader unless told. */
export const automation =
  (page: string) =>
  async <T = ReaderState>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${page}api${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };

/** What a program says when it is ready, after that word. */
export const urlsOf = async (program: Running): Promise<string[]> =>
  (await program.line(/^ready /)).split(' ').slice(1);

/** Asks until it is so: programs find each other in their own time. */
export async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
