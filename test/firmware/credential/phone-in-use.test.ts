import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhoneReading } from '../../../firmware/credential/phone-in-use.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { unharmed, weakCoupling } from '../../../simulator/peripherals/coupling.ts';
import {
  agreeing,
  heldAs,
  inTime,
  isSigned,
  nonce,
  onlyAt,
  peopleWith,
  readHolding,
  rightPin,
  scene,
  triesOf,
  wrongPin,
} from './held-phone.ts';

const mostExchanges = 12;
const stillWanted = new AbortController().signal;

const bytesOf = (values: readonly number[]): Uint8Array => Uint8Array.from(values);
const withPhone = (changes: Partial<NonNullable<Person['phone']>>, id = 'android') =>
  peopleWith({
    [id]: (person) =>
      person.phone === undefined ? person : { ...person, phone: { ...person.phone, ...changes } },
  });

describe('a phone that is held still', () => {
  it('with Android signs after its PIN, in at most 12 exchanges', async () => {
    const at = scene();
    const reading = await readHolding(at, at.phones.of('android'), 'android', rightPin);
    expect(isSigned(reading)).toBe(true);
    expect(at.field.commands.length).toBeLessThanOrEqual(mostExchanges);
  });

  it('an iPhone signs after its holder has agreed, without a PIN, in at most 12 exchanges', async () => {
    const at = scene();
    const phone = agreeing(at.phones.of('iphone'));
    expect(isSigned(await readHolding(at, phone, 'iphone', null))).toBe(true);
    expect(at.field.commands.length).toBeLessThanOrEqual(mostExchanges);
    expect(at.field.commands.some((command) => command[1] === 0x20)).toBe(false);
  });

  it('an iPhone is told the end, and asks its holder again the next time', async () => {
    const at = scene();
    const phone = agreeing(at.phones.of('iphone'));
    await readHolding(at, phone, 'iphone', null);
    expect(at.field.commands.at(-1)).toEqual(Uint8Array.of(0x80, 0xfc, 0x00, 0x00));
    expect(await readHolding(at, phone, 'iphone', null)).toEqual({ kind: 'notAgreed' });
  });

  it.each([
    ['refused', 'notAgreed'],
    ['locked', 'biometricsLocked'],
  ] as const)(
    'an iPhone whose holder’s face is %s gives neither certificate nor signature: %s',
    async (state, kind) => {
      const at = scene();
      const phone = at.phones.of('iphone');
      phone.setBiometrics(state);
      expect(await readHolding(at, phone, 'iphone', null)).toEqual({ kind });
      expect(isSigned(await readHolding(at, agreeing(phone), 'iphone', null))).toBe(true);
    },
  );

  it('counts wrong PINs down to the lock by its own counter, not the card’s', async () => {
    const at = scene();
    const phone = at.phones.of('android');
    for (const triesLeft of [2, 1])
      expect(await readHolding(at, phone, 'android', wrongPin)).toEqual({ kind: 'pinWrong', triesLeft });
    for (const pin of [wrongPin, rightPin])
      expect(await readHolding(at, phone, 'android', pin)).toEqual({ kind: 'pinLocked' });
    expect(triesOf(phone)).toBe(0);
    at.phones.unlock('android');
    expect(isSigned(await readHolding(at, phone, 'android', rightPin))).toBe(true);
  });

  it('has its counter back to full after the right PIN', async () => {
    const at = scene();
    const phone = at.phones.of('android');
    await readHolding(at, phone, 'android', wrongPin);
    expect(triesOf(phone)).toBe(2);
    await readHolding(at, phone, 'android', rightPin);
    expect(triesOf(phone)).toBe(3);
  });

  it.each([
    ['android', 'iphone', null],
    ['iphone', 'android', rightPin],
  ] as const)('an %s phone is not taken where %s was chosen', async (id, chosen, pin) => {
    const at = scene();
    expect(await readHolding(at, agreeing(at.phones.of(id)), chosen, pin)).toEqual({ kind: 'otherKind' });
    expect(at.field.commands).toHaveLength(2);
  });

  it.each(['insured', 'next-card', 'other-card'])(
    'the card of %s is no phone, and gets no PIN',
    async (id) => {
      const at = scene();
      expect(await readHolding(at, at.cards.of(id), 'android', rightPin)).toEqual({ kind: 'notAPhone' });
      expect(at.field.commands.some((command) => command[1] === 0x20)).toBe(false);
    },
  );

  it('is waited for while a broken card lies there, which answers nothing', async () => {
    const at = scene();
    at.field.hold(at.cards.of('broken-card'));
    expect(isSigned(await readHolding(at, at.phones.of('android'), 'android', rightPin))).toBe(true);
  });

  it.each([
    ['foreign', 'EMU-331'],
    ['forged', 'EMU-332'],
    ['wrong-usage', 'EMU-338'],
    ['wrong-policy', 'EMU-339'],
    ['damaged', 'EMU-330'],
  ] as const)('with a certificate that is %s cannot be used (%s)', async (defect, code) => {
    const people = peopleWith({
      android: (person) => ({ ...person, certificate: { ...person.certificate, defect } }),
    });
    const at = scene(undefined, people);
    const reading = await readHolding(at, at.phones.of('android'), 'android', rightPin);
    expect(reading).toEqual({ kind: 'unusable', code });
  });

  it('whose PIN was locked before is not sent the PIN', async () => {
    const at = scene(undefined, withPhone({ pinTriesLeft: 0 }));
    expect(await readHolding(at, at.phones.of('android'), 'android', rightPin)).toEqual({
      kind: 'pinLocked',
    });
    expect(at.field.commands.some((command) => command[1] === 0x20 && command.length > 5)).toBe(false);
  });
});

describe('a phone that answers by rules of its own', () => {
  it.each([
    ['its tries with another status word', 0x20, 4, [0x6d, 0x00], 'EMU-371'],
    ['its PIN with another status word', 0x20, 9, [0x65, 0x81], 'EMU-371'],
    ['its certificate with nothing', 0xb0, 5, [0x90, 0x00], 'EMU-370'],
    ['its certificate with a refusal after the right PIN', 0xb0, 5, [0x69, 0x82], 'EMU-370'],
    ['the challenge with a refusal', 0x2a, 57, [0x69, 0x85], 'EMU-372'],
    ['the challenge with nothing', 0x2a, 57, [0x90, 0x00], 'EMU-372'],
    ['nothing but a byte to its certificate', 0xb0, 5, [0x90], 'EMU-370'],
  ] as const)('%s cannot be used', async (_, ins, length, answer, code) => {
    const at = scene();
    const { chip } = at.phones.of('android');
    const bent = {
      chip: {
        powerOn: () => chip.powerOn(),
        powerOff: () => chip.powerOff(),
        transmit: (command: Uint8Array) =>
          command[1] === ins && command.length === length && command[2] !== 0x86
            ? Uint8Array.from(answer)
            : chip.transmit(command),
      },
    };
    expect(await readHolding(at, bent, 'android', rightPin)).toEqual({ kind: 'unusable', code });
  });
});

describe('several devices in the field', () => {
  it('are not read, and the phone alone is when the other is gone', async () => {
    for (const other of ['card', 'phone'] as const) {
      const at = scene();
      const more = other === 'card' ? at.cards.of('insured') : at.phones.of('iphone');
      at.field.hold(more);
      expect(await readHolding(at, at.phones.of('android'), 'android', rightPin)).toEqual({
        kind: 'several',
      });
      expect(at.field.commands).toHaveLength(0);
      const again = at.inUse.read('android', null, nonce, stillWanted);
      at.field.takeAway(more);
      expect(isSigned(await again)).toBe(true);
    }
  });

  it('are not looked at again before one has come or gone', async () => {
    const at = scene();
    at.field.hold(at.cards.of('insured'));
    await readHolding(at, at.phones.of('android'), 'android', rightPin);
    const over = new AbortController();
    const again = at.inUse.read('android', null, nonce, over.signal);
    await new Promise((resolve) => setImmediate(resolve));
    over.abort();
    expect(await again).toEqual({ kind: 'aborted' });
  });
});

describe('waiting for a phone', () => {
  it('ends when nobody wants it any more, with nothing there', async () => {
    const { inUse } = scene();
    const over = new AbortController();
    const reading = inUse.read('iphone', null, nonce, over.signal);
    over.abort();
    expect(await reading).toEqual({ kind: 'aborted' });
    expect(await inUse.read('iphone', null, nonce, over.signal)).toEqual({ kind: 'aborted' });
  });

  it('ends in the middle of an exchange that takes its time, and the phone is not asked any more', async () => {
    const at = scene(onlyAt(3, { extensions: 5 }));
    const over = new AbortController();
    at.field.hold(heldAs(at.phones.of('android'), at.coupling));
    const reading = at.inUse.read('android', rightPin, nonce, over.signal);
    await new Promise((resolve) => setImmediate(resolve));
    expect(at.field.commands).toHaveLength(4);
    over.abort();
    expect(await reading).toEqual({ kind: 'aborted' });
    expect(at.field.commands).toHaveLength(4);
    expect(triesOf(at.phones.of('android'))).toBe(3);
  });

  it('lets go of the PIN when it is wiped', async () => {
    const at = scene(onlyAt(1, { tornAfter: 0 }));
    expect(await readHolding(at, at.phones.of('android'), 'android', rightPin)).toEqual({ kind: 'lost' });
    at.inUse.wipe();
    await expect(at.inUse.read('android', null, nonce, stillWanted)).rejects.toThrow('PIN');
  });
});

describe('a phone that was taken away too early', () => {
  it('is read when it is held again, without its PIN being typed again', async () => {
    const at = scene(onlyAt(5, { tornAfter: 3 }));
    const phone = at.phones.of('android');
    expect(await readHolding(at, phone, 'android', rightPin)).toEqual({ kind: 'lost' });
    expect(isSigned(await readHolding(at, phone, 'android', null))).toBe(true);
  });

  it('is not mistaken for another Android phone, whose tries are not spent on its PIN', async () => {
    const at = scene(onlyAt(2, { tornAfter: 0 }));
    await readHolding(at, at.phones.of('android'), 'android', rightPin);
    const other = at.phones.of('phone-expired');
    expect(await readHolding(at, other, 'android', null)).toEqual({ kind: 'otherPhone' });
    expect(triesOf(other)).toBe(3);
    at.field.takeAway(heldAs(other, at.coupling));
    expect(isSigned(await readHolding(at, at.phones.of('android'), 'android', null))).toBe(true);
  });

  it('leaves the way free for another one whose PIN is typed then', async () => {
    const at = scene(onlyAt(2, { tornAfter: 0 }));
    await readHolding(at, at.phones.of('android'), 'android', wrongPin);
    expect(isSigned(await readHolding(at, at.phones.of('phone-expired'), 'android', rightPin))).toBe(true);
  });

  it('an iPhone may be followed by another, for each holding stands by itself', async () => {
    const people = withPhone({ kind: 'iphone' });
    const at = scene(onlyAt(4, { tornAfter: 3 }), people);
    expect(await readHolding(at, agreeing(at.phones.of('android')), 'iphone', null)).toEqual({
      kind: 'lost',
    });
    const reading = await readHolding(at, agreeing(at.phones.of('iphone')), 'iphone', null);
    expect(isSigned(reading)).toBe(true);
  });
});

/** Bytes of command and answer of every exchange of an undisturbed visit. */
async function exchangesOf(
  id: 'android' | 'iphone',
  pin: typeof rightPin | null,
): Promise<readonly number[]> {
  const at = scene();
  const phone = agreeing(at.phones.of(id));
  const sizes: number[] = [];
  const { chip } = phone;
  const counted = {
    chip: {
      powerOn: () => chip.powerOn(),
      powerOff: () => chip.powerOff(),
      transmit: (command: Uint8Array) => {
        const answer = chip.transmit(command);
        sizes.push(command.length + answer.length);
        return answer;
      },
    },
  };
  await readHolding(at, counted, id, pin);
  return sizes;
}

describe('a phone torn away at every byte of every exchange', () => {
  it('with the right PIN is lost or signed whole, has all its tries, and is read when held again', async () => {
    const sizes = await exchangesOf('android', rightPin);
    for (const [exchange, size] of sizes.entries()) {
      for (let tornAfter = 0; tornAfter <= size; tornAfter += 1) {
        const at = scene(onlyAt(exchange, { tornAfter }));
        const phone = at.phones.of('android');
        const reading = await readHolding(at, phone, 'android', rightPin);
        const whole = exchange === sizes.length - 1 && tornAfter === size;
        if (whole) expect(isSigned(reading)).toBe(true);
        else expect(reading).toEqual({ kind: 'lost' });
        expect(triesOf(phone)).toBe(3);
        if (!whole) expect(isSigned(await readHolding(at, phone, 'android', null))).toBe(true);
      }
    }
  });

  it('with a wrong PIN loses one try for it and no more, and the reader tells the phone’s own count', async () => {
    const sizes = await exchangesOf('android', wrongPin);
    for (const [exchange, size] of sizes.entries()) {
      for (let tornAfter = 0; tornAfter <= size; tornAfter += 1) {
        const at = scene(onlyAt(exchange, { tornAfter }));
        const phone = at.phones.of('android');
        let reading: PhoneReading = await readHolding(at, phone, 'android', wrongPin);
        if (reading.kind === 'lost') reading = await readHolding(at, phone, 'android', null);
        expect(reading).toEqual({ kind: 'pinWrong', triesLeft: 2 });
        expect(triesOf(phone)).toBe(2);
      }
    }
  });

  it('on its last try is locked by one wrong PIN however it is torn, and not before it was compared', async () => {
    const sizes = await exchangesOf('android', wrongPin);
    const verify = sizes.length - 1;
    for (let tornAfter = 0; tornAfter <= (sizes[verify] ?? 0); tornAfter += 1) {
      const at = scene(onlyAt(verify, { tornAfter }), withPhone({ pinTriesLeft: 1 }));
      const phone = at.phones.of('android');
      let reading = await readHolding(at, phone, 'android', wrongPin);
      const arrived = tornAfter >= 9;
      expect(triesOf(phone)).toBe(arrived ? 0 : 1);
      if (reading.kind === 'lost') reading = await readHolding(at, phone, 'android', null);
      expect(reading).toEqual({ kind: 'pinLocked' });
    }
  });

  it('an iPhone is lost or signed whole, and is read when held again without agreeing again', async () => {
    const sizes = await exchangesOf('iphone', null);
    for (const [exchange, size] of sizes.entries()) {
      for (let tornAfter = 0; tornAfter <= size; tornAfter += 1) {
        const at = scene(onlyAt(exchange, { tornAfter }));
        const phone = agreeing(at.phones.of('iphone'));
        let reading = await readHolding(at, phone, 'iphone', null);
        // After the signature there is only the courtesy of the last command.
        const whole = exchange === sizes.length - 1 || (exchange === sizes.length - 2 && tornAfter === size);
        expect(reading.kind).toBe(whole ? 'signed' : 'lost');
        if (!whole) reading = await readHolding(at, phone, 'iphone', null);
        expect(isSigned(reading)).toBe(true);
      }
    }
  });
});

describe('a phone that is weakly coupled', () => {
  it.each(['commandsLost', 'answersLost'] as const)(
    'with %s up to twice is asked again and counts a wrong PIN once; after that it is lost',
    async (lost) => {
      const verify = 3;
      for (const times of [1, 2, 3]) {
        const at = scene(onlyAt(verify, { [lost]: times }));
        const phone = at.phones.of('android');
        const reading = await inTime(readHolding(at, phone, 'android', wrongPin), at.clock);
        expect(reading).toEqual(times < 3 ? { kind: 'pinWrong', triesLeft: 2 } : { kind: 'lost' });
        expect(triesOf(phone)).toBe(times < 3 || lost === 'answersLost' ? 2 : 3);
      }
    },
  );

  it('is waited for as long as it asks for time', async () => {
    const at = scene(() => ({ ...unharmed, extensions: 3 }));
    const began = at.clock.ticks();
    const reading = await inTime(readHolding(at, at.phones.of('android'), 'android', rightPin), at.clock);
    expect(isSigned(reading)).toBe(true);
    expect(at.clock.ticks() - began).toBe(3 * 39 * at.field.commands.length);
  });

  it('over any row of losses, extensions and tears is read at last, its counter never below one wrong PIN', async () => {
    for (let seed = 0; seed < 150; seed += 1) {
      const at = scene(weakCoupling(`phone ${seed}`, { lost: 0.15, extended: 0.1, torn: 0.05 }));
      const phone = at.phones.of('android');
      const hold = (pin: typeof rightPin | null) => inTime(readHolding(at, phone, 'android', pin), at.clock);
      let reading = await hold(wrongPin);
      for (let again = 0; reading.kind === 'lost' && again < 100; again += 1) reading = await hold(null);
      expect(reading).toEqual({ kind: 'pinWrong', triesLeft: 2 });
      reading = await hold(rightPin);
      for (let again = 0; reading.kind === 'lost' && again < 100; again += 1) reading = await hold(null);
      expect(isSigned(reading), `seed ${seed}`).toBe(true);
      expect(triesOf(phone)).toBe(3);
    }
  });
});

describe('a hostile phone', () => {
  const kinds = [
    ...['signed', 'pinWrong', 'pinLocked', 'notAgreed', 'biometricsLocked', 'lost', 'otherKind', 'notAPhone'],
    'unusable',
  ];
  const ok = [0x90, 0x00];
  const anyAnswer = fc.oneof(
    { weight: 4, arbitrary: fc.constant('honest' as const) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 260 }).map((data) => Uint8Array.of(...data, ...ok)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom([0x69, 0x82], [0x69, 0x84], [0x63, 0xc0], [0x63, 0xc5]).map(bytesOf),
    },
    { weight: 1, arbitrary: fc.constant('gone' as const) },
  );

  it('may answer anything at all, and each reading still has one of its values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyAnswer, { minLength: 1, maxLength: 24 }),
        fc.constantFrom('android', 'iphone'),
        async (answers, kind) => {
          const at = scene();
          const { chip } = agreeing(at.phones.of(kind));
          let exchange = 0;
          const hostile = {
            chip: {
              powerOn: () => chip.powerOn(),
              powerOff: () => chip.powerOff(),
              transmit: (command: Uint8Array) => {
                const given = answers[exchange % answers.length] ?? 'honest';
                exchange += 1;
                if (given === 'gone') return new Uint8Array(0);
                return given === 'honest' ? chip.transmit(command) : given;
              },
            },
          };
          const reading = await readHolding(at, hostile, kind, kind === 'android' ? rightPin : null);
          expect(kinds).toContain(reading.kind);
          // Never more than the PIN that was typed, once.
          const tried = at.field.commands.filter((command) => command[1] === 0x20 && command.length > 5);
          expect(tried.length).toBeLessThanOrEqual(kind === 'android' ? 1 : 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
