import { describe, expect, it } from 'vitest';
import { greetedWithin, watchUnusedPhoneReaders } from '../../../host-bridge/readers/unused-phone-readers.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import { VirtualClock } from './virtual-clock.ts';

const one = 'FCR-000001' as ReaderId;
const other = 'FCR-000002' as ReaderId;
const connected = (reader: ReaderId, resumed = false) =>
  ({ event: 'readerConnected', reader, resumed }) as const;

function watched(...beside: ReaderId[]) {
  const clock = new VirtualClock();
  const told: [ReaderId, string][] = [];
  const unused = watchUnusedPhoneReaders(beside, clock, (reader, code) => told.push([reader, code]));
  unused.start();
  return { clock, told, unused };
}

describe('A phone reader that was configured and that no reader uses', () => {
  it('is told of once where the reader beside it has not greeted in time (EMU-746)', async () => {
    const { clock, told } = watched(one);
    await clock.advance(greetedWithin - 1);
    expect(told).toEqual([]);
    await clock.advance(10 * greetedWithin);
    expect(told).toEqual([[one, 'EMU-746']]);
  });

  it('is told of once where that reader has no use for one (EMU-747)', async () => {
    const { clock, told, unused } = watched(one);
    for (const resumed of [false, true, false]) unused.observe(connected(one, resumed));
    await clock.advance(greetedWithin);
    expect(told).toEqual([[one, 'EMU-747']]);
  });

  it('is not told of where the reader asks for it, and readers without one do not count', async () => {
    const { clock, told, unused } = watched(one);
    unused.observe(connected(other));
    unused.askedFor(one);
    unused.observe(connected(one));
    await clock.advance(greetedWithin);
    expect(told).toEqual([]);
  });

  it('is told of no more once the bridge ends', async () => {
    const { clock, told, unused } = watched(one, other);
    unused.stop();
    await clock.advance(greetedWithin);
    expect(told).toEqual([]);
  });
});
