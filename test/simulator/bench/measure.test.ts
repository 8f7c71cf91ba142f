import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../../simulator/bench/measure.ts';

describe('Two ways of doing the same, beside each other', () => {
  it('take turns in every round, each as often as asked, and every round is told', async () => {
    const done: string[] = [];
    const told: string[] = [];
    const contender = (name: string) => ({ name, run: () => void done.push(name) });
    await sideBySide([contender('a'), contender('b')], {
      warmUp: 1,
      rounds: 2,
      repetitions: 2,
      progress: (round, of) => void told.push(`${done.length} after ${round} of ${of}`),
    });
    expect(done.join('')).toBe('aabbaabbaabb');
    expect(told).toEqual(['4 after 1 of 3', '8 after 2 of 3', '12 after 3 of 3']);
  });

  it('count by the process that each of them names, without the rounds that come first', async () => {
    let cpu = 0;
    const measured = await sideBySide(
      [
        {
          name: 'elsewhere',
          run: () => {
            cpu += cpu === 0 ? 9_000_000 : 3_000;
          },
          cpu: () => cpu,
        },
      ],
      { warmUp: 1, rounds: 3, repetitions: 1, progress: () => {} },
    );
    expect(measured.get('elsewhere')?.cpuMs).toBe(3);
  });
});
