/**
 * Measures two ways of doing the same thing beside each other: rounds take turns, so that whatever else the machine
 * does falls on both, and the ratio of their medians is what counts.
 */

import type { Progress } from '../cli/progress.ts';
import { cpuSoFar } from './cpu-so-far.ts';

export interface Measured {
  /** Median over the rounds, milliseconds of CPU (user and system) for one repetition. */
  readonly cpuMs: number;
  /** Median over the rounds, milliseconds of the wall clock for one repetition. */
  readonly wallMs: number;
}

export interface Contender {
  readonly name: string;
  /** What must stand before a round and is not measured. */
  readonly prepare?: () => void;
  /** Does it once. */
  run(): void | Promise<void>;
  /** Microseconds of CPU so far of the process that does it; of this one unless told. */
  readonly cpu?: () => number | Promise<number>;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const cpuHere = (): number => cpuSoFar().cpu;

export interface Course {
  /** Rounds that come before and do not count. */
  readonly warmUp: number;
  readonly rounds: number;
  /** Of each contender in a round. */
  readonly repetitions: number;
  /** Hears of every round, the first ones too. */
  readonly progress: Progress;
}

export async function sideBySide(
  contenders: readonly Contender[],
  { warmUp, rounds, repetitions, progress }: Course,
): Promise<ReadonlyMap<string, Measured>> {
  const samples = new Map(
    contenders.map(({ name }) => [name, { cpu: [] as number[], wall: [] as number[] }]),
  );
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const { name, prepare, run, cpu = cpuHere } of contenders) {
      prepare?.();
      const cpuBefore = await cpu();
      const wall = performance.now();
      for (let i = 0; i < repetitions; i += 1) await run();
      const wallMs = performance.now() - wall;
      const cpuUs = (await cpu()) - cpuBefore;
      if (round < warmUp) continue;
      samples.get(name)?.cpu.push(cpuUs / 1000 / repetitions);
      samples.get(name)?.wall.push(wallMs / repetitions);
    }
    progress(round + 1, warmUp + rounds);
  }
  return new Map(
    [...samples].map(([name, { cpu, wall }]) => [name, { cpuMs: median(cpu), wallMs: median(wall) }]),
  );
}

export const ratioOf = (
  measured: ReadonlyMap<string, Measured>,
  of: keyof Measured,
  ours: string,
  bare: string,
): number => (measured.get(ours)?.[of] ?? Number.NaN) / (measured.get(bare)?.[of] ?? Number.NaN);

/** Three digits are all a noisy machine gives. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
