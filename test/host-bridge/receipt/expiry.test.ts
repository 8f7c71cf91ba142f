import { beforeEach, describe, expect, it } from 'vitest';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import { createExpiry, type Expiry } from '../../../host-bridge/receipt/expiry.ts';
import { faceFileName, instantInName } from '../../../host-bridge/receipt/file-name.ts';
import { type MemoryReceiptFolder, memoryReceiptFolder } from '../../../host-bridge/receipt/memory-folder.ts';
import { VirtualClock } from '../readers/virtual-clock.ts';
import { visit } from './visits.ts';

const minute = 60_000;
const bytes = Buffer.from('<XmlMsg/>');
const answer = (tail: number) => `OQSsiquc01res_${tail}.xml`;

let clock: VirtualClock;
let receipt: MemoryReceiptFolder;
let observed: BridgeObservation[];
let stayMinutes: number;
let expiry: Expiry;

beforeEach(() => {
  clock = new VirtualClock();
  receipt = memoryReceiptFolder(clock);
  observed = [];
  stayMinutes = 10;
  expiry = make();
});

const make = (folder = receipt): Expiry =>
  createExpiry({
    receipt: folder,
    stayMinutes: () => stayMinutes,
    clock,
    observe: (seen) => observed.push(seen),
  });
const put = (tail: number): void => {
  receipt.exchange.answer({ name: '', version: '' }, answer(tail), bytes);
  expiry.written();
};
const push = (): string => {
  const name = faceFileName('9999999999', visit, clock.now());
  receipt.write(name, bytes);
  expiry.written();
  return name;
};
const answers = (): string[] => receipt.exchange.answers().map(({ name }) => name);

describe('Files that no receipt computer fetches', () => {
  it('go when their time is over, pushed or asked for, within a minute', async () => {
    expiry.start();
    push();
    put(1);
    await clock.advance(5 * minute);
    put(2);
    await clock.advance(5 * minute - 1);
    expect([receipt.list().length, answers()]).toEqual([1, [answer(1), answer(2)]]);
    await clock.advance(minute + 1);
    expect([receipt.list(), answers()]).toEqual([[], [answer(2)]]);
    await clock.advance(5 * minute);
    expect(answers()).toEqual([]);
    expect(observed).toEqual([
      { event: 'resultsExpired', of: 'face', count: 1 },
      { event: 'resultsExpired', of: 'res', count: 1 },
      { event: 'resultsExpired', of: 'res', count: 1 },
    ]);
  });

  it('are not looked for while nothing lies there', async () => {
    expiry.start();
    expect(clock.pending).toBe(0);
    put(1);
    receipt.exchange.removeAnswer(answer(1));
    await clock.advance(minute);
    expect(clock.pending).toBe(0);
  });

  it('that lay there before the start are as old as they are', async () => {
    put(1);
    const pushed = push();
    await clock.advance(6 * minute);
    expiry = make();
    expiry.start();
    await clock.advance(4 * minute - 1);
    expect([receipt.list(), answers()]).toEqual([[pushed], [answer(1)]]);
    await clock.advance(1);
    expect([receipt.list(), answers()]).toEqual([[], []]);
  });

  it('are not older because the wall clock was set forward meanwhile', async () => {
    const wall = { ...receipt, list: receipt.list };
    const jumping = {
      now: () => clock.now() + 365 * 24 * 60 * minute,
      ticks: () => clock.ticks(),
      setTimeout: clock.setTimeout.bind(clock),
      clearTimeout: clock.clearTimeout.bind(clock),
    };
    expiry = createExpiry({
      receipt: wall,
      stayMinutes: () => 10,
      clock: jumping,
      observe: (seen) => observed.push(seen),
    });
    expiry.start();
    const pushed = push();
    await clock.advance(9 * minute);
    expect(receipt.list()).toEqual([pushed]);
  });

  it('that another program holds stay, and go when they can', async () => {
    let held = true;
    expiry = make({ ...receipt, remove: (name) => !held && receipt.remove(name) });
    expiry.start();
    push();
    await clock.advance(15 * minute);
    expect(receipt.list()).toHaveLength(1);
    expect(observed).toEqual([]);
    held = false;
    await clock.advance(minute);
    expect(receipt.list()).toEqual([]);
    expect(observed).toEqual([{ event: 'resultsExpired', of: 'face', count: 1 }]);
  });

  it('of days are looked for every ten minutes and go no later than that, however many come', async () => {
    stayMinutes = 3 * 24 * 60;
    let looks = 0;
    expiry = make({
      ...receipt,
      list() {
        looks += 1;
        return receipt.list();
      },
    });
    expiry.start();
    push();
    for (let passed = 0; passed < 60; passed += 1) {
      await clock.advance(minute);
      put(passed);
    }
    expect(looks).toBe(1 + 6);
    await clock.advance((stayMinutes - 60) * minute - 1);
    expect(receipt.list()).toHaveLength(1);
    await clock.advance(10 * minute + 1);
    expect(receipt.list()).toEqual([]);
  });

  it('follow a setting that is changed while they lie there', async () => {
    expiry.start();
    put(1);
    await clock.advance(2 * minute);
    stayMinutes = 1;
    put(2);
    await clock.advance(minute);
    expect(answers()).toEqual([answer(2)]);
  });

  it('stay where they are when the bridge has stopped', async () => {
    expiry.start();
    push();
    await clock.advance(5 * minute);
    expiry.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('The time in the name of a face file', () => {
  it('is read back to the second; other names have none', () => {
    const at = Date.parse('2026-11-02T09:00:12+09:00');
    expect(instantInName(faceFileName('9999999999', visit, at))).toBe(at);
    expect(instantInName('OQSsiquc01res_face_1_20261102090012.xml')).toBeNull();
    expect(instantInName(faceFileName('9999999999', visit, at).replace('20261102', '20261399'))).toBeNull();
  });
});
