import { describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../../protocol/link/frame.ts';
import { reportOf, type Samples } from '../../../simulator/bench/back-end.ts';
import { decodeBare, encodeBare } from '../../../simulator/bench/bare-cobs.ts';
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

describe('The benchmark of the back end', () => {
  const each = (...took: number[]): Samples['bare'] => ({ cpu: took, answering: took, wall: took });
  const samples: Samples = {
    bare: each(1, 2, 10),
    challenge: each(1, 1, 1),
    byCard: each(2.5, 6, 20),
    byCardFirstTime: each(9, 18, 90),
    byNumbers: each(1, 2, 10),
  };
  const alike = { oneAtATime: samples, fourAtATime: samples };

  it('takes the dearer of an answer by card and one by numbers, in the middle of the ratios of the rounds', () => {
    expect(reportOf(alike)).toMatchObject({
      ratio: 2.5,
      oneAtATime: { cpuRatios: { challenge: 0.5, byCard: 2.5, byCardFirstTime: 9, byNumbers: 1 } },
    });
    const dearNumbers = { ...samples, byNumbers: each(4, 8, 40) };
    expect(reportOf({ ...alike, oneAtATime: dearNumbers })).toMatchObject({ ratio: 4, waitRatio: 4 });
  });

  it('takes the dearer load for the CPU, and the wait of who asks alone', () => {
    const crowded = { ...samples, byCard: each(3.5, 7, 35) };
    expect(reportOf({ ...alike, fourAtATime: crowded })).toMatchObject({ ratio: 3.5, waitRatio: 2.5 });
  });

  it('does not let a cheap challenge make an answer cheaper', () => {
    const free = { ...samples, challenge: each(0, 0, 0) };
    expect(reportOf({ oneAtATime: free, fourAtATime: free }).ratio).toBe(2.5);
  });
});

describe('The bare loop that frames are compared with', () => {
  it('makes the same frames and reads them', () => {
    for (const length of [1, 9, 253, 254, 255, 508, 1_024]) {
      for (const fill of [0, 1, 7]) {
        const payload = Uint8Array.from({ length }, (_, i) => (fill * (i + 1)) & 0xff);
        const roomy = new Uint8Array(length + 4);
        roomy.set(payload);
        const frame = new Uint8Array(length + 16);
        const written = encodeBare(roomy, length, frame);
        const [read] = new FrameDecoder().push(frame.subarray(0, written));
        expect(read, `${length} ${fill}`).toEqual({ kind: 'frame', payload });
        const decoded = new Uint8Array(length + 16);
        expect(decodeBare(frame, written, decoded)).toBe(length);
        expect(decoded.subarray(0, length)).toEqual(payload);
        frame[1] = (frame[1] as number) ^ 0x40;
        expect(decodeBare(frame, written, decoded)).toBe(-1);
      }
    }
  });
});
