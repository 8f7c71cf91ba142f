import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EmulatedPhoneReader } from '../../../simulator/phone-reader/emulated-phone-reader.ts';
import { placementSchema, usualPlacement } from '../../../simulator/phone-reader/placement.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { scene } from '../../firmware/credential/held-phone.ts';

const selectNothing = Uint8Array.of(0x00, 0xa4, 0x04, 0x0c, 0x00);
const clock = new VirtualClock(0);
const reader = (placement: object = usualPlacement) =>
  new EmulatedPhoneReader(clock, placementSchema.parse(placement));
const phone = scene().phones.of('android');

describe('a phone reader', () => {
  it('tells when its cable is pulled out and plugged in, and only then', () => {
    const box = reader();
    const told: boolean[] = [];
    box.listen((connected) => told.push(connected));
    box.plug();
    expect([box.connected, told]).toEqual([true, []]);
    box.unplug();
    box.unplug();
    box.plug();
    expect([box.connected, told]).toEqual([true, [false, true]]);
  });

  it('takes the power from what it has activated when its cable is pulled out', async () => {
    const box = reader();
    box.field.hold(phone);
    expect((await box.field.activate()).kind).toBe('one');
    box.unplug();
    expect(await box.field.transmit(selectNothing)).toEqual({ kind: 'gone' });
    box.field.takeAway(phone);
  });

  it('is not seen by the PC where its cable does not reach, plugged in or not', () => {
    const box = reader({ cableReaches: false });
    const told: boolean[] = [];
    box.listen((connected) => told.push(connected));
    box.unplug();
    box.plug();
    expect([box.connected, told]).toEqual([false, []]);
  });

  it('on metal wakes a phone and hears none of its answers', async () => {
    const box = reader({ onMetal: true });
    box.field.hold(phone);
    expect((await box.field.activate()).kind).toBe('one');
    const reply = box.field.transmit(selectNothing);
    for (let next = clock.next(); next !== null; next = clock.next()) {
      clock.runNext();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await reply).toEqual({ kind: 'gone' });
    box.field.takeAway(phone);
  });
});

describe('visits at a phone reader', () => {
  const scenarios = loadScenarios([
    join(builtInScenarios, 'phone-separate-reader.yaml'),
    join(builtInScenarios, 'rules', 'phone-reader-placement.yaml'),
  ]);

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'of one seed leave the same trace, byte by byte: %s',
    async (_, scenario) => {
      const runs = [
        await runScenario(scenario, { link: 'memory', seed: '11' }),
        await runScenario(scenario, { link: 'memory', seed: '11' }),
      ];
      expect(runs[1]?.trace).toEqual(runs[0]?.trace);
      expect(runs[1]?.log).toEqual(runs[0]?.log);
    },
  );
});
