import { describe, expect, it } from 'vitest';
import type { LinkFault } from '../../../simulator/faults/link-faults.ts';
import { bareReader } from './bare-reader.ts';

/** 200 frames of 20 bytes each, all different. */
const frames = Array.from({ length: 200 }, (_, i) =>
  Uint8Array.from({ length: 20 }, (_, k) => (k === 19 ? 0 : 1 + ((i * 7 + k * 13) % 255))),
);
const stream = new Uint8Array(Buffer.concat(frames));

const turnedBits = (before: Uint8Array, after: Uint8Array): number[] =>
  [...before].map((byte, i) => ((byte ^ (after[i] ?? 0)).toString(2).match(/1/g) ?? []).length);
/** In how many of the places where it may stand the frame stands. */
const timesIn = (bytes: Uint8Array, frame: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(frame[0] ?? 0); at !== -1; at = bytes.indexOf(frame[0] ?? 0, at + 1)) {
    if (Buffer.compare(bytes.subarray(at, at + frame.length), frame) === 0) count += 1;
  }
  return count;
};

describe('both ways, and only until it is over,', () => {
  it.each<[LinkFault, { rate?: number }]>([
    ['noise', { rate: 0.5 }],
    ['bit-errors', { rate: 0.5 }],
    ['lost', { rate: 0.5 }],
    ['doubled', { rate: 0.5 }],
    ['delayed', { rate: 0.5 }],
    ['stuck', {}],
    ['baud-mismatch', {}],
  ])('%s meets what passes', async (fault, figures) => {
    const { begin, hostWrites, readerWrites, toReader, toHost, pass } = await bareReader();
    await begin({ fault, ...figures });
    await hostWrites(stream);
    await readerWrites(stream);
    expect(toReader()).not.toEqual(stream);
    expect(toHost()).not.toEqual(stream);
    await pass(10_000);
    await begin({ fault: 'clean' });
    const [before, beforeHost] = [toReader().length, toHost().length];
    await hostWrites(stream);
    await readerWrites(stream);
    expect(toReader().subarray(before)).toEqual(stream);
    expect(toHost().subarray(beforeHost)).toEqual(stream);
  });

  it.each<LinkFault>(['noise', 'bit-errors', 'lost', 'doubled', 'delayed', 'baud-mismatch'])(
    '%s is the same for the same seed, and another for another',
    async (fault) => {
      const arrived = async (seed: string): Promise<Uint8Array> => {
        const { begin, hostWrites, toReader } = await bareReader(seed);
        await begin({ fault });
        await hostWrites(stream);
        return toReader();
      };
      const [one, again, other] = [await arrived('a'), await arrived('a'), await arrived('b')];
      expect(again).toEqual(one);
      expect(other).not.toEqual(one);
    },
  );
});

it('meets each way by itself: what the one way carries changes nothing for the other', async () => {
  const toReaderWith = async (toHost: Uint8Array): Promise<Uint8Array> => {
    const { begin, hostWrites, readerWrites, toReader } = await bareReader();
    await begin({ fault: 'noise', rate: 0.1 });
    await readerWrites(toHost);
    await hostWrites(stream);
    return toReader();
  };
  expect(await toReaderWith(stream)).toEqual(await toReaderWith(new Uint8Array(0)));
});

describe('what arrives', () => {
  const arrivedAt = async (fault: LinkFault, rate: number): Promise<Uint8Array> => {
    const { begin, hostWrites, toReader } = await bareReader();
    await begin({ fault, rate });
    await hostWrites(stream);
    return toReader();
  };

  it('under noise has one bit turned over in the share of bytes that was told', async () => {
    const turned = turnedBits(stream, await arrivedAt('noise', 0.1));
    expect(Math.max(...turned)).toBe(1);
    const damaged = turned.filter((bits) => bits === 1).length / stream.length;
    expect(damaged).toBeGreaterThan(0.08);
    expect(damaged).toBeLessThan(0.12);
  });

  it('under bit errors has the share of bits turned over that was told', async () => {
    const turned = turnedBits(stream, await arrivedAt('bit-errors', 0.1));
    expect(Math.max(...turned)).toBeGreaterThan(1);
    const share = turned.reduce((sum, bits) => sum + bits) / (8 * stream.length);
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.11);
  });

  it('of what is lost is nothing, of the rest everything', async () => {
    const there = await arrivedAt('lost', 0.25);
    const found = frames.filter((frame) => timesIn(there, frame) > 0);
    expect(new Uint8Array(Buffer.concat(found))).toEqual(there);
    expect(found.length).toBeGreaterThan(130);
    expect(found.length).toBeLessThan(170);
  });

  it('of what is doubled comes twice, one after the other', async () => {
    const there = await arrivedAt('doubled', 1);
    expect(there).toEqual(new Uint8Array(Buffer.concat(frames.flatMap((frame) => [frame, frame]))));
  });

  it('under the wrong speed is half as much, and none of it is what was sent', async () => {
    const { begin, hostWrites, toReader } = await bareReader();
    await begin({ fault: 'baud-mismatch' });
    await hostWrites(stream);
    expect(toReader().length).toBe(stream.length / 2);
    expect(frames.filter((frame) => timesIn(toReader(), frame) > 0)).toEqual([]);
  });
});

describe('delayed chunks', () => {
  it('come after the time that was told, and keep those behind them waiting: the order is kept', async () => {
    const { begin, hostWrites, toReader, pass } = await bareReader();
    await begin({ fault: 'delayed', rate: 0.3, by: 500 });
    await hostWrites(stream);
    const atOnce = toReader().length;
    expect(atOnce).toBeLessThan(stream.length);
    await pass(499);
    expect(toReader().length).toBe(atOnce);
    await pass(1);
    expect(toReader()).toEqual(stream);
  });

  it('are nothing under way: the desk is quiet, and time goes on', async () => {
    const { begin, hostWrites, readerWrites, clock } = await bareReader();
    await begin({ fault: 'delayed', rate: 1, by: 500 });
    await hostWrites(stream);
    await readerWrites(stream);
    expect(clock.ticks()).toBe(0);
    expect(clock.next()).toBe(500);
  });

  it('are lost with the cable they are on', async () => {
    const { begin, hostWrites, toReader, pass, reader } = await bareReader();
    await begin({ fault: 'delayed', rate: 1, by: 500 });
    await hostWrites(stream);
    await reader.unplug();
    await pass(1000);
    expect(toReader().length).toBe(0);
  });
});

describe('a stuck device', () => {
  it('gives what was written when it comes to itself, in order', async () => {
    const { begin, hostWrites, readerWrites, toReader, toHost, pass } = await bareReader();
    await begin({ fault: 'stuck', for: 2000 });
    await hostWrites(stream);
    await readerWrites(stream);
    await pass(1999);
    expect([toReader().length, toHost().length]).toEqual([0, 0]);
    await pass(1);
    expect(toReader()).toEqual(stream);
    expect(toHost()).toEqual(stream);
  });

  it('keeps no more than its buffers hold', async () => {
    const { begin, hostWrites, toReader, pass } = await bareReader();
    await begin({ fault: 'stuck', for: 2000 });
    for (let i = 0; i < 10; i += 1) await hostWrites(stream);
    await pass(2000);
    expect(toReader().length).toBeGreaterThan(4000);
    expect(toReader().length).toBeLessThanOrEqual(4096);
  });
});
