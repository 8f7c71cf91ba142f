import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorRate } from '../../../../simulator/face/evaluation/error-rate.ts';

describe('an error rate', () => {
  // Found by halving on the binomial sum itself, in decimals of 60 places.
  it.each([
    [1, 10, 0.002529, 0.445016],
    [5, 10, 0.187086, 0.812914],
    [5, 100, 0.016432, 0.112835],
    [50, 1000, 0.0373354, 0.0653905],
    [1, 100_000, 0.0000002532, 0.0000557152],
  ])('of %d in %d has the exact interval', (errors, of, from, to) => {
    const { rate, interval } = errorRate(errors, of);
    expect(rate).toBe(errors / of);
    expect(interval?.by).toBe('clopper-pearson');
    expect(interval?.from).toBeCloseTo(from, 5);
    expect(interval?.to).toBeCloseTo(to, 5);
  });

  it('of all attempts reaches to one', () => {
    expect(errorRate(10, 10).interval?.from).toBeCloseTo(0.691503, 5);
    expect(errorRate(10, 10).interval?.to).toBe(1);
  });

  it('without an error is bounded by the rule of three, never said to be nothing', () => {
    expect(errorRate(0, 300)).toEqual({
      errors: 0,
      of: 300,
      rate: 0,
      interval: { from: 0, to: 0.01, by: 'rule-of-three' },
    });
    expect(errorRate(0, 2).interval?.to).toBe(1);
  });

  it('of nothing is not known', () => {
    expect(errorRate(0, 0)).toEqual({ errors: 0, of: 0, rate: null, interval: null });
  });

  it('lies within its interval, which narrows as attempts grow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, share) => {
          const errors = Math.round(of * share);
          const { rate, interval } = errorRate(errors, of);
          const more = errorRate(errors * 10, of * 10).interval;
          if (rate === null || interval === null || more === null) throw new Error('there were attempts');
          expect(interval.from).toBeLessThanOrEqual(rate);
          expect(interval.to).toBeGreaterThanOrEqual(rate);
          expect(more.to - more.from).toBeLessThanOrEqual(interval.to - interval.from);
        },
      ),
    );
  });
});
