/** A process of its own for what a benchmark measures: nothing else has warmed, filled or patched it. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface BenchProcess {
  /** The next message that it sends. Rejects when it ends instead. */
  said(): Promise<unknown>;
  /** Sends a message and waits for its answer. Rejects as `said`. */
  asked(message: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** @param file TypeScript; it ends when it is disconnected */
export function startBenchProcess(file: URL, words: readonly string[]): BenchProcess {
  const child: ChildProcess = fork(fileURLToPath(file), [...words], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}`);
  });
  // Whoever waits for a message hears of it; nobody else need.
  ended.catch(() => {});
  const said = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  return {
    said,
    asked(message) {
      child.send(message);
      return said();
    },
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** What such a process says when it is asked: its CPU time so far, user and system, microseconds. */
export interface CpuSoFar {
  readonly cpu: number;
}

export function cpuSoFar(): CpuSoFar {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system };
}
