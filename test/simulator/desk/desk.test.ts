import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profiles } from '../../../firmware/profiles.ts';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import { Desk, type DeskOptions } from '../../../simulator/desk/desk.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { seededChannel } from '../../../simulator/pki/link-channel.ts';
import { Activity } from '../../../simulator/time/activity.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'desk-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const options = (given: Partial<DeskOptions> = {}): DeskOptions => ({
  readers: 1,
  link: 'memory',
  profile: profiles['next-generation'],
  facility: facilitySchema.parse({}),
  people: loadPeople(),
  clock: new VirtualClock(Date.parse('2026-11-02T09:00:00+09:00')),
  activity: new Activity(),
  entropy: seededEntropy('desk'),
  seed: 'desk',
  data: null,
  https: null,
  channel: seededChannel(Date.parse('2026-11-02T09:00:00+09:00')),
  observe: () => {},
  ...given,
});

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const code = (problem: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ code: problem }) });

describe('a desk', () => {
  it('with serial links needs a folder for its data (EMU-640)', () => {
    expect(() => new Desk(options({ link: 'serial' }))).toThrow(code('EMU-640'));
  });

  it('has no card for somebody who is not in the people file (EMU-641)', async () => {
    const desk = new Desk(options());
    expect(() => desk.cards.of('nobody')).toThrow(code('EMU-641'));
    await desk.stop();
  });

  it('keeps the tries of a card over a restart, and gives every boot a number of its own', async () => {
    const tries: (number | undefined)[] = [];
    const boots: (string | undefined)[] = [];
    for (let day = 0; day < 2; day += 1) {
      const desk = new Desk(options({ data }));
      await desk.start();
      await desk.quiet();
      const reader = desk.readers[0];
      if (reader === undefined) throw new Error('a desk has a reader');
      const { chip } = desk.cards.of('insured');
      chip.powerOn();
      chip.transmit(bytes('00a4040c0ad392f000260100000001'));
      chip.transmit(bytes('002000980430303030'));
      tries.push(chip.transmit(bytes('00200098')).at(1));
      chip.powerOff();
      reader.place(desk.cards.of('elderly'));
      await desk.quiet();
      boots.push(reader.status?.visit?.id);
      await desk.stop();
    }
    expect(tries).toEqual([0xc2, 0xc1]);
    expect(boots).toEqual(['FCR-000001.1.1', 'FCR-000001.2.1']);
  });
});
