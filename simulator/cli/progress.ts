/** How far a long piece of work is, on stderr: stdout is for results. */

import type { Io } from './io.ts';

/** People between two reports: a moment of work each. */
const step = 1_000;

/**
 * Hears of every person how many of how many are done, and reports every thousandth: in place on a terminal, else a line
 * each.
 * @param words what is done, such as "making the town"
 */
export function peopleProgress({ stderr }: Pick<Io, 'stderr'>, words: string) {
  const inPlace = stderr.isTTY === true;
  return (done: number, of: number): void => {
    if (of < step || (done % step !== 0 && done !== of)) return;
    const text = `${words}: ${done} / ${of}`;
    stderr.write(inPlace ? `\r${text}${done === of ? '\n' : ''}` : `${text}\n`);
  };
}
