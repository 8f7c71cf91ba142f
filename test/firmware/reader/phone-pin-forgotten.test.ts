import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Digits } from '../../../protocol/personal.ts';
import { EmulatedKeypad } from '../../../simulator/peripherals/keypad.ts';
import { VirtualDesk } from './virtual-desk.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The entry that the keypad handed over last; whether anybody still has it is seen by collecting garbage. */
let entry: WeakRef<Digits> | null;
beforeEach(() => {
  entry = null;
  const handOver = EmulatedKeypad.prototype.takeEntry;
  EmulatedKeypad.prototype.takeEntry = function take(this: EmulatedKeypad) {
    const digits = handOver.call(this);
    entry = new WeakRef(digits);
    return digits;
  };
  return () => {
    EmulatedKeypad.prototype.takeEntry = handOver;
  };
});

/** In a turn of its own: what was reached in this one is kept until its end. */
async function isStillKept(): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  return entry?.deref() !== undefined;
}

const holdTooShort = async (desk: VirtualDesk): Promise<void> => {
  const phone = desk.desk.phones.of('android');
  desk.reader.present(phone);
  desk.reader.takeAway(phone);
  await desk.desk.quiet();
};

describe('the PIN that was typed for a phone', () => {
  it('is kept until a phone has answered to it', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('215678#');
    expect(desk.screen).toBe('hold_phone');
    expect(await isStillKept()).toBe(true);
    await holdTooShort(desk);
    expect(desk.screen).toBe('hold_phone');
    expect(await isStillKept()).toBe(true);
    desk.reader.present(desk.desk.phones.of('android'));
    await desk.desk.quiet();
    expect(desk.screen).toBe('consent_all');
    expect(await isStillKept()).toBe(false);
  });

  it.each([
    ['a card is read instead', 'choose_method', (desk) => desk.place()],
    [
      'a card is read after the phone was taken away too early',
      'choose_method',
      async (desk) => {
        await holdTooShort(desk);
        await desk.place();
      },
    ],
    ['the kind of phone is chosen anew', 'choose_phone', (desk) => desk.press('*')],
    [
      'the kind of phone is chosen anew after the phone was taken away too early',
      'choose_phone',
      async (desk) => {
        await holdTooShort(desk);
        await desk.press('*');
      },
    ],
    ['card or phone is chosen anew', 'choose_medium', (desk) => desk.press('**')],
    [
      'an iPhone is held instead',
      'phone_refused',
      async (desk) => {
        desk.reader.present(desk.desk.phones.of('iphone'));
        await desk.desk.quiet();
      },
    ],
    ['the visit is ended', 'ended', (desk) => desk.press('9')],
  ] as const satisfies readonly (readonly [string, string, (desk: VirtualDesk) => Promise<void>])[])(
    'is forgotten as soon as %s',
    async (_, screen, happens) => {
      await using desk = await VirtualDesk.open();
      await desk.press('215678#');
      expect(await isStillKept()).toBe(true);
      await happens(desk);
      expect(desk.screen).toBe(screen);
      expect(await isStillKept()).toBe(false);
    },
  );
});
