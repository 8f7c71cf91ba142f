import { describe, expect, it } from 'vitest';
import { keepsToBar } from '../../../simulator/bench/benches.ts';
import { percentile } from '../../../simulator/bench/percentile.ts';

describe('A benchmark', () => {
  it.each([
    [{ bench: 'a', bar: { ratio: 2 }, ratio: 2 }, true],
    [{ bench: 'a', bar: { ratio: 2 }, ratio: 2.01 }, false],
    [{ bench: 'a', bar: { ratio: 2, missed: 0 }, ratio: 1, missed: 1 }, false],
    [{ bench: 'a', bar: { ratio: 2 }, ratio: Number.NaN }, false],
    [{ bench: 'a', bar: { ratio: 2 } }, false],
    [{ bench: 'a' }, true],
  ])('keeps to its bar when every figure that has one is there and not above it: %j', (report, kept) => {
    expect(keepsToBar(report)).toBe(kept);
  });

  it('takes for a percentile the value at that rank, and knows none of nothing', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.2, 0.5, 0.8, 0.95, 1].map((share) => percentile(values, share))).toEqual([1, 1, 3, 4, 5, 5]);
    expect(percentile([], 0.5)).toBeNaN();
  });
});
