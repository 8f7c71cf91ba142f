import { describe, expect, it } from 'vitest';
import {
  type ContactlessDevice,
  EmulatedContactlessField,
} from '../../../simulator/peripherals/contactless-field.ts';
import {
  type Coupling,
  type Passage,
  unharmed,
  weakCoupling,
} from '../../../simulator/peripherals/coupling.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

const answerToSelect = Uint8Array.of(0x05, 0x78, 0x80, 0x70, 0x02);
const command = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08);
const answer = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 0x90, 0x00);

/** Counts what it was asked, and says whether it has power. */
function device(says: Uint8Array | null = answerToSelect) {
  let powered = false;
  let asked = 0;
  return {
    chip: {
      powerOn: () => {
        powered = says !== null;
        return says;
      },
      powerOff: () => {
        powered = false;
      },
      transmit: () => {
        asked += 1;
        return powered ? answer : new Uint8Array(0);
      },
    },
    powered: () => powered,
    asked: () => asked,
  };
}

/** A field to which devices are held, all of them coupled so. */
function fieldWith(coupling?: Coupling, ...held: readonly ContactlessDevice[]) {
  const clock = new VirtualClock(0);
  const field = new EmulatedContactlessField(clock);
  for (const one of held) field.hold(coupling === undefined ? one : Object.assign(one, { coupling }));
  return { clock, field };
}

const always =
  (passage: Partial<Passage>): Coupling =>
  () => ({ ...unharmed, ...passage });

/** What comes of something while time passes as far as it needs. */
async function inTime<T>(promise: Promise<T>, clock: VirtualClock): Promise<T> {
  for (let left = 100; left > 0; left -= 1) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.runNext();
  }
  return promise;
}

describe('the contactless field', () => {
  it('tells what comes and goes, each once', () => {
    const { field } = fieldWith();
    const events: string[] = [];
    const unlisten = field.listen((event) => events.push(event));
    const one = device();
    field.hold(one);
    field.hold(one);
    expect(field.holds(one)).toBe(true);
    field.takeAway(one);
    field.takeAway(one);
    unlisten();
    field.hold(one);
    expect(events).toEqual(['arrived', 'left']);
  });

  it('finds none, one or several, and none where a chip does not answer', async () => {
    expect(await fieldWith().field.activate()).toEqual({ kind: 'none' });
    expect(await fieldWith(undefined, device(null)).field.activate()).toEqual({ kind: 'none' });
    const one = { kind: 'one', answerToSelect };
    expect(await fieldWith(undefined, device()).field.activate()).toEqual(one);
    expect(await fieldWith(undefined, device(), device(null)).field.activate()).toEqual(one);
    const [first, second] = [device(), device()];
    expect(await fieldWith(undefined, first, second).field.activate()).toEqual({ kind: 'several' });
    expect(first.powered() || second.powered()).toBe(false);
  });

  it('carries APDUs to the activated device alone', async () => {
    const one = device();
    const { field } = fieldWith(undefined, one);
    expect(await field.transmit(command)).toEqual({ kind: 'gone' });
    await field.activate();
    const other = device();
    field.hold(other);
    expect(await field.transmit(command)).toEqual({ kind: 'answered', apdu: answer });
    expect(other.asked()).toBe(0);
    field.takeAway(one);
    expect(await field.transmit(command)).toEqual({ kind: 'gone' });
    expect([one.asked(), other.asked()]).toEqual([1, 0]);
  });

  it('takes the power from the device when it is off, and from one that leaves', async () => {
    const one = device();
    const { field } = fieldWith(undefined, one);
    for (const ends of [() => field.off(), () => field.takeAway(one)]) {
      await field.activate();
      expect(one.powered()).toBe(true);
      ends();
      expect(one.powered()).toBe(false);
    }
  });
});

describe('a block on its way', () => {
  it.each([
    ['commandsLost', 1],
    ['answersLost', 1],
  ] as const)(
    'that was lost (%s) up to twice is asked for again, and the command is done once',
    async (lost, asked) => {
      for (const times of [1, 2]) {
        const one = device();
        const { clock, field } = fieldWith(always({ [lost]: times }), one);
        await field.activate();
        const reply = await inTime(field.transmit(command), clock);
        expect(reply).toEqual({ kind: 'answered', apdu: answer });
        expect(one.asked()).toBe(asked);
        expect(clock.ticks()).toBe(39 * times);
      }
    },
  );

  it.each([
    ['commandsLost', 0],
    ['answersLost', 1],
  ] as const)(
    'that was lost (%s) three times is given up, with the device still there',
    async (lost, asked) => {
      const one = device();
      const { clock, field } = fieldWith(always({ [lost]: 3 }), one);
      await field.activate();
      expect(await inTime(field.transmit(command), clock)).toEqual({ kind: 'gone' });
      expect(one.asked()).toBe(asked);
      expect(field.holds(one)).toBe(true);
      expect(one.powered()).toBe(false);
    },
  );

  it.each(['off', 'takeAway', 'activate'] as const)(
    'that is waited for is gone when the field is told %s, and the command is not done',
    async (end) => {
      const one = device();
      const { clock, field } = fieldWith(always({ extensions: 2 }), one);
      await field.activate();
      const reply = field.transmit(command);
      await new Promise((resolve) => setImmediate(resolve));
      if (end === 'takeAway') field.takeAway(one);
      else await field[end]();
      expect(await reply).toEqual({ kind: 'gone' });
      expect(one.asked()).toBe(0);
      expect(clock.next()).toBeNull();
    },
  );

  it('torn within the command does nothing, within the answer is done and not heard, and after it is both', async () => {
    for (let tornAfter = 0; tornAfter <= command.length + answer.length; tornAfter += 1) {
      const one = device();
      const { field } = fieldWith(always({ tornAfter }), one);
      await field.activate();
      const whole = tornAfter === command.length + answer.length;
      expect(await field.transmit(command)).toEqual(
        whole ? { kind: 'answered', apdu: answer } : { kind: 'gone' },
      );
      expect(one.asked()).toBe(tornAfter < command.length ? 0 : 1);
      expect(field.holds(one)).toBe(false);
    }
  });
});

describe('weak coupling', () => {
  const row = (seed: string, probabilities: Parameters<typeof weakCoupling>[1], count = 400) => {
    const coupling = weakCoupling(seed, probabilities);
    return Array.from({ length: count }, coupling);
  };

  it('gives the same row for the same seed, and another for another', () => {
    const some = { lost: 0.2, extended: 0.2, torn: 0.1 };
    expect(row('a', some)).toEqual(row('a', some));
    expect(row('a', some)).not.toEqual(row('b', some));
  });

  it('does no more than it was told to', () => {
    expect(row('a', { lost: 0, extended: 0, torn: 0 })).toEqual(Array(400).fill(unharmed));
    expect(row('a', { lost: 0, extended: 0, torn: 1 }).every(({ tornAfter }) => tornAfter !== null)).toBe(
      true,
    );
    const lost = row('a', { lost: 0.25, extended: 0, torn: 0 }, 4000);
    const share = lost.filter(({ commandsLost }) => commandsLost > 0).length / lost.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.3);
    expect(lost.every(({ extensions, tornAfter }) => extensions === 0 && tornAfter === null)).toBe(true);
  });
});
