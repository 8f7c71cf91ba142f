import { describe, expect, it } from 'vitest';
import type { Message } from '../../protocol/messages.ts';
import { Random, runSeed } from '../protocol/random.ts';
import { type Passed, visitPassingTheBridge } from './bridge-between.ts';

const random = new Random(runSeed);
const pins = [
  '0000',
  '1234',
  '9999',
  ...Array.from({ length: 9 }, () => String(random.between(0, 9999)).padStart(4, '0')),
];
const reference = '4711';
const rightOne = '2580';

const isRelayed = (message: Message) =>
  message.type === 'toPhoneReader' || message.type === 'fromPhoneReader';
/** Messages with the packets that are passed on as their lengths alone. */
const readable = ({ messages }: Passed) =>
  messages.map((message) =>
    isRelayed(message) && 'packet' in message ? { ...message, packet: message.packet.length } : message,
  );
const relayed = ({ messages }: Passed): readonly Uint8Array[] =>
  messages.flatMap((message) => (isRelayed(message) && 'packet' in message ? [message.packet] : []));

/** What differs between two visits, whatever it is: only the packets may, and not in their lengths. */
function expectAlike(one: Passed, other: Passed): void {
  expect(readable(one)).toEqual(readable(other));
  expect(one.log).toEqual(other.log);
  expect(one.metrics).toEqual(other.metrics);
  expect(one.trace).toEqual(other.trace);
  expect(one.rows).toEqual(other.rows);
  expect(one.files).toEqual(other.files);
}

/** With which a command that proves a PIN begins, in the clear. */
const proving = Buffer.from([0x00, 0x20, 0x00, 0x98, 0x04]);

function expectUnseen(passed: Passed, entered: readonly string[]): void {
  expect(relayed(passed).length).toBeGreaterThan(8);
  for (const packet of relayed(passed)) {
    expect(Buffer.from(packet).includes(proving)).toBe(false);
    for (const pin of entered) expect(Buffer.from(packet).includes(pin, 0, 'ascii')).toBe(false);
  }
}

describe(`what passes the bridge in a visit with a phone at a phone reader (SEED=${runSeed})`, () => {
  it('is the same whatever the right PIN is, but for what is sealed end to end', async () => {
    const before = await visitPassingTheBridge([reference], reference);
    expect(before.screens).toEqual(['consent_all']);
    expect(Object.keys(before.files)).toHaveLength(1);
    for (const pin of pins) {
      const visit = await visitPassingTheBridge([pin], pin);
      expectAlike(visit, before);
      expectUnseen(visit, [pin]);
    }
  });

  it('is the same whatever wrong PIN is entered before the right one', async () => {
    const before = await visitPassingTheBridge([reference, rightOne], rightOne);
    expect(before.screens).toEqual(['phone_pin_wrong', 'consent_all']);
    for (const pin of pins.filter((one) => one !== rightOne)) {
      const visit = await visitPassingTheBridge([pin, rightOne], rightOne);
      expectAlike(visit, before);
      expectUnseen(visit, [pin, rightOne]);
    }
  });

  it('is the same whatever three wrong PINs lock it', async () => {
    const before = await visitPassingTheBridge([reference, reference, reference], rightOne);
    expect(before.screens).toEqual(['phone_pin_wrong', 'phone_pin_wrong', 'phone_pin_locked']);
    const [a = '', b = '', c = ''] = pins.filter((one) => one !== rightOne);
    const visit = await visitPassingTheBridge([a, b, c], rightOne);
    expectAlike(visit, before);
    expectUnseen(visit, [a, b, c]);
  });

  it('would be told apart if anything differed: a wrong PIN from a right one', async () => {
    const wrong = await visitPassingTheBridge([reference], rightOne);
    const right = await visitPassingTheBridge([rightOne], rightOne);
    expect(readable(wrong)).not.toEqual(readable(right));
    expect(relayed(wrong).map((packet) => Buffer.from(packet).toString('hex'))).not.toEqual(
      relayed(right).map((packet) => Buffer.from(packet).toString('hex')),
    );
  });

  it('seals otherwise what differs in its digits alone', async () => {
    const [one, other] = [
      await visitPassingTheBridge(['0000'], '0000'),
      await visitPassingTheBridge(['0001'], '0001'),
    ];
    expect(
      relayed(one).some((packet, i) => !Buffer.from(packet).equals(relayed(other)[i] as Uint8Array)),
    ).toBe(true);
  });
});
