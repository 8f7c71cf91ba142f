/** How far a long piece of work is, on stderr: stdout is for results. */

import type { Words } from './command.ts';
import type { Io } from './io.ts';

export type Progress = (done: number, of: number) => void;

/** People between two reports: a moment of work each. */
const peopleStep = 1_000;

/**
 * Hears of every person how many of how many are done, and reports every thousandth; of fewer nothing.
 * @param words what is done, such as "making the town"
 */
export function peopleProgress(io: Pick<Io, 'stderr'>, words: string): Progress {
  const report = progress(io, words, peopleStep);
  return (done, of) => {
    if (of >= peopleStep) report(done, of);
  };
}

/** Visits between two reports. */
const visitsStep = 50;
const visits: Words = { en: 'visits', ja: '受付' };

/** Hears of every visit how many of how many are done, and reports every fiftieth. */
export const visitsProgress = (io: Pick<Io, 'stderr' | 'language'>): Progress =>
  progress(io, visits[io.language], visitsStep);

/** Of a benchmark's rounds, whose number differs, every tenth part is reported. */
const roundsParts = 10;

/** Gives, for each thing that a benchmark measures, what hears of its rounds how many of how many are done. */
export type RoundsProgress = (measured: Words) => Progress;

export const roundsProgress =
  (io: Pick<Io, 'stderr' | 'language'>, bench: string): RoundsProgress =>
  (measured) => {
    const write = writing(io, `${bench}, ${measured[io.language]}`);
    return (done, of) => {
      const part = (rounds: number): number => Math.floor((rounds * roundsParts) / of);
      if (part(done) !== part(done - 1)) write(done, of);
    };
  };

function progress(io: Pick<Io, 'stderr'>, words: string, step: number): Progress {
  const write = writing(io, words);
  return (done, of) => {
    if (done % step === 0 || done === of) write(done, of);
  };
}

/** In place on a terminal, else a line each. */
function writing({ stderr }: Pick<Io, 'stderr'>, words: string): Progress {
  const inPlace = stderr.isTTY === true;
  return (done, of) => {
    const text = `${words}: ${done} / ${of}`;
    stderr.write(inPlace ? `\r${text}${done === of ? '\n' : ''}` : `${text}\n`);
  };
}
