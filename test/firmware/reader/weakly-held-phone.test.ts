import { expect, it } from 'vitest';
import { type Coupling, unharmed, weakCoupling } from '../../../simulator/peripherals/coupling.ts';
import { VirtualDesk } from './virtual-desk.ts';

/** Holds the phone again and again until the reader does not ask for it any more; how often it did. */
async function holdUntilRead(virtual: VirtualDesk, person: string, coupling: Coupling): Promise<number> {
  const { desk, reader } = virtual;
  const phone = desk.phones.of(person);
  for (let holdings = 1; holdings <= 30; holdings += 1) {
    const device = { chip: phone.chip, coupling };
    phone.setBiometrics('agreed');
    reader.present(device);
    await virtual.wait(8);
    reader.takeAway(device);
    await desk.quiet();
    if (virtual.screen !== 'hold_phone') return holdings;
  }
  throw new Error('the phone was never read');
}

it.each([
  ['android', '215678#'],
  ['iphone', '22'],
] as const)(
  'a phone of %s that is held badly is accepted in the end, whatever is lost or torn',
  async (person, keys) => {
    await using virtual = await VirtualDesk.open();
    let holdings = 0;
    const seeds = 25;
    for (let seed = 0; seed < seeds; seed += 1) {
      await virtual.press(keys);
      const coupling = weakCoupling(`${person} ${seed}`, { lost: 0.2, extended: 0.2, torn: 0.05 });
      holdings += await holdUntilRead(virtual, person, coupling);
      expect(virtual.screen, `seed ${seed}`).toBe('consent_all');
      await virtual.press('1#9');
      await virtual.wait(30);
      expect(virtual.screen).toBe('idle');
    }
    // Some were lost on the way, or this has tried nothing.
    expect(holdings).toBeGreaterThan(seeds);
    const visits = virtual.desk.backEnd.backEnd.listVisits();
    expect(visits.map(({ state, method }) => [state, method])).toEqual(
      Array.from({ length: seeds }, () => ['committed', 'phone']),
    );
    // Typed right once each, however often it was held: no PIN was ever counted as wrong.
    expect(virtual.screens).not.toContain('phone_pin_wrong');
    expect(virtual.screens).not.toContain('phone_refused');
  },
);

it('a phone that asks for more time at every command is read in one holding', async () => {
  await using virtual = await VirtualDesk.open();
  await virtual.press('215678#');
  const device = {
    chip: virtual.desk.phones.of('android').chip,
    coupling: () => ({ ...unharmed, extensions: 5 }),
  };
  virtual.reader.present(device);
  await virtual.wait(4);
  expect(virtual.screen).toBe('consent_all');
});
