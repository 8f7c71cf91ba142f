import { describe, expect, it } from 'vitest';
import { linkFaultNames } from '../../../simulator/faults/link-faults.ts';
import { bareReader } from './bare-reader.ts';

const word = Uint8Array.of(1, 2, 3, 0);

describe('a fault', () => {
  it('is observed with the figures that it takes, told or usual, and no others', async () => {
    const { begin, seen, pass } = await bareReader();
    await begin({ fault: 'noise' });
    await begin({ fault: 'delayed', rate: 0.5, by: 70, for: 10 });
    await begin({ fault: 'stuck' });
    await pass(10);
    expect(seen).toEqual([
      { event: 'linkFault', fault: 'noise', rate: 0.001, by: null },
      { event: 'linkFault', fault: 'delayed', rate: 0.5, by: 70 },
      { event: 'linkFault', fault: 'stuck', rate: null, by: null },
      { event: 'linkFaultEnded', fault: 'delayed' },
    ]);
  });

  it('ends by itself when its time is over, however many there are', async () => {
    const { begin, hostWrites, toReader, pass } = await bareReader();
    await begin({ fault: 'lost', rate: 1, for: 1000 });
    await begin({ fault: 'noise', rate: 1, for: 2000 });
    await pass(1500);
    await hostWrites(word);
    expect(toReader().length).toBe(4);
    expect(toReader()).not.toEqual(word);
    await pass(500);
    await hostWrites(word);
    expect(toReader().subarray(4)).toEqual(word);
  });

  it('that begins again counts from there, with its new figures', async () => {
    const { begin, hostWrites, toReader, pass } = await bareReader();
    await begin({ fault: 'lost', rate: 1, for: 1000 });
    await pass(900);
    await begin({ fault: 'lost', rate: 1, for: 1000 });
    await pass(900);
    await hostWrites(word);
    expect(toReader().length).toBe(0);
    await begin({ fault: 'lost', rate: 0 });
    await hostWrites(word);
    expect(toReader()).toEqual(word);
  });

  it('that befalls two readers is refused where there is one, and nothing is observed', async () => {
    const { begin, seen } = await bareReader();
    expect(await begin({ fault: 'swap' })).toMatchObject({ ok: false, problem: { code: 'EMU-657' } });
    expect(seen).toEqual([]);
  });

  it('is left as it is when the desk is taken down', async () => {
    const { begin, faults, clock } = await bareReader();
    await begin({ fault: 'noise', for: 1000 });
    await begin({ fault: 'unplug', for: 1000 });
    faults.close();
    expect(clock.next()).toBeNull();
  });
});

describe('clean', () => {
  it('ends every fault but a cable that was pulled out', async () => {
    const { begin, reader, hostWrites, toReader } = await bareReader();
    await begin({ fault: 'lost', rate: 1 });
    await begin({ fault: 'stuck', for: 5000 });
    await begin({ fault: 'clean' });
    await hostWrites(word);
    expect(toReader()).toEqual(word);
    await begin({ fault: 'unplug' });
    await begin({ fault: 'clean' });
    expect(reader.plugged).toBe(false);
  });

  it('brings a reader back that has lost its power', async () => {
    const { begin, reader } = await bareReader();
    reader.powerOn();
    await begin({ fault: 'brown-out', for: 60_000 });
    expect(reader.status).toBeNull();
    await begin({ fault: 'clean' });
    expect(reader.status).not.toBeNull();
  });
});

describe('plug', () => {
  it('ends every fault and puts the cable in', async () => {
    const { begin, reader, clock } = await bareReader();
    reader.powerOn();
    for (const fault of linkFaultNames) await begin({ fault });
    await begin({ fault: 'unplug', for: 5000 });
    await begin({ fault: 'plug' });
    expect(reader.plugged).toBe(true);
    expect(reader.status).not.toBeNull();
    reader.powerOff();
    expect(clock.next()).toBeNull();
  });
});

describe('a brown-out', () => {
  it('takes power and cable for a moment, and the store keeps what it holds', async () => {
    const { begin, reader, pass } = await bareReader();
    reader.powerOn();
    await begin({ fault: 'brown-out', for: 300 });
    await pass(299);
    expect(reader.status).toBeNull();
    await pass(1);
    expect(reader.status).not.toBeNull();
  });

  it('leaves a cable out that somebody has pulled meanwhile', async () => {
    const { begin, reader, pass, open } = await bareReader();
    reader.powerOn();
    await begin({ fault: 'brown-out' });
    await begin({ fault: 'unplug' });
    await pass(5000);
    expect(reader.plugged).toBe(false);
    expect(await open()).toMatchObject({ ok: false, problem: { code: 'EMU-502' } });
  });
});
