import { describe, expect, it } from 'vitest';
import { peopleProgress, roundsProgress } from '../../../simulator/cli/progress.ts';

/** What is written to stderr. */
function listening(isTTY: boolean) {
  const written: string[] = [];
  const stderr = { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
  return { stderr, written };
}

const through = (progress: (done: number, of: number) => void, of: number): void => {
  for (let done = 1; done <= of; done += 1) progress(done, of);
};

describe('How far a benchmark is', () => {
  it('is told at every tenth of its rounds, a line each, with what is measured in the language of who reads', () => {
    const { stderr, written } = listening(false);
    through(roundsProgress({ stderr, language: 'ja' }, 'checkin')({ en: 'on disk', ja: 'ディスク上' }), 275);
    expect(written).toHaveLength(10);
    expect([written[0], written.at(-1)]).toEqual([
      'checkin, ディスク上: 28 / 275\n',
      'checkin, ディスク上: 275 / 275\n',
    ]);
  });

  it('is told at every round where there are fewer than ten, in place on a terminal', () => {
    const { stderr, written } = listening(true);
    through(roundsProgress({ stderr, language: 'en' }, 'scenarios')({ en: 'rounds', ja: '周' }), 3);
    expect(written.join('')).toBe(
      '\rscenarios, rounds: 1 / 3\rscenarios, rounds: 2 / 3\rscenarios, rounds: 3 / 3\n',
    );
  });
});

describe('How far a town is', () => {
  it('is told at every thousandth person and the last, and not at all of fewer', () => {
    const few = listening(false);
    through(peopleProgress(few, 'making the town'), 999);
    expect(few.written).toEqual([]);
    const many = listening(false);
    through(peopleProgress(many, 'making the town'), 2_500);
    expect(many.written).toEqual([1_000, 2_000, 2_500].map((done) => `making the town: ${done} / 2500\n`));
  });
});
