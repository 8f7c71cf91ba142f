import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPeople } from '../../simulator/people/registry.ts';
import { receiptFields } from '../../simulator/scenario/receipt-fields.ts';
import { byNumbers } from '../host-bridge/receipt/requests/asked.ts';
import { KillableDesk } from './killable-desk.ts';

const count = 1_000;
/** The bridge is killed when the back end has carried out so many, and the answer to the last never comes. */
const kills = [250, 600];
/** Milliseconds; three starts of a bridge and a thousand answers. */
const patience = 120_000;

const person = loadPeople().get('insured') ?? expect.unreachable();
let desk: KillableDesk;

beforeAll(async () => {
  desk = await KillableDesk.open();
});
afterAll(() => desk.close());

interface Dropped {
  readonly tail: string;
  /** InsuredIdentificationNumber, by which a request is told from the others. */
  readonly number: string;
  /** Modification time, seconds. */
  readonly written: number;
}

/** In the order in which they are to be answered: by time, and by name where the time is the same. */
const dropped: readonly Dropped[] = Array.from({ length: count }, (_, i) => ({
  number: String(i + 1),
  written: 1_700_000_000 + Math.floor(i / 3),
  // Names go against time, but for those of one time.
  tail: `${String(count - Math.floor(i / 3)).padStart(4, '0')}-${i % 3}`,
}));

/** All at once: the folder is made beside and put in the place of the empty one. */
function dropAll(root: string): void {
  const beside = join(root, 'dropped');
  mkdirSync(beside);
  for (const { tail, number, written } of dropped.toReversed()) {
    const path = join(beside, `OQSsiquc01req_${tail}.xml`);
    const search = `<InsurerNumber>06999999</InsurerNumber><InsuredIdentificationNumber>${number}</InsuredIdentificationNumber>`;
    writeFileSync(path, byNumbers({ search }));
    utimesSync(path, written, written);
  }
  rmSync(join(root, 'req'), { recursive: true });
  renameSync(beside, join(root, 'req'));
}

const numberIn = (body: unknown): string =>
  (body as { readonly who: { readonly number: string } }).who.number;

describe('A thousand requests at once, with a bridge that is killed (SIGKILL) in the middle and visits beside', () => {
  const asked: string[] = [];
  const fetched = new Map<string, Buffer>();
  const answeredAgain: string[] = [];

  /** What a receipt computer does: reads each answer and takes it away. */
  const fetchAll = (): void => {
    const res = join(desk.receiptRoot, 'res');
    for (const name of readdirSync(res)) {
      const bytes = readFileSync(join(res, name));
      const before = fetched.get(name);
      if (before !== undefined && !before.equals(bytes)) answeredAgain.push(name);
      fetched.set(name, bytes);
      rmSync(join(res, name));
    }
  };

  it(
    'answers all of them',
    async () => {
      const left = [...kills];
      let deaths = 0;
      desk.onDone = (operation, body) => {
        if (operation !== 'qualification') return;
        asked.push(numberIn(body));
        if (asked.length !== left[0]) return;
        left.shift();
        deaths += 1;
        desk.killBridge();
      };
      desk.onSaid = (event) => {
        if (event === 'requestAnswered') fetchAll();
      };
      dropAll(desk.receiptRoot);
      for (const death of kills.keys()) {
        await desk.until(
          () => deaths === death + 1 && desk.bridgeHasEnded,
          () => `${fetched.size} answered, not killed for the ${death + 1}. time`,
          patience,
        );
        await desk.startBridge();
      }
      const visit = await desk.begin(person, null);
      const besides = fetched.size;
      await desk.follow(person);
      await desk.becomes(visit, { outcome: 'accepted', files: 1 });
      expect(besides).toBeLessThan(count);
      await desk.until(
        () => fetched.size === count,
        () => `${fetched.size} of ${count} answered`,
        patience,
      );
      expect(readdirSync(join(desk.receiptRoot, 'req'))).toEqual([]);
    },
    2 * patience,
  );

  it('answers each with its own answer', () => {
    for (const { tail, number } of dropped) {
      const fields = receiptFields(fetched.get(`OQSsiquc01res_${tail}.xml`) ?? expect.unreachable());
      expect([tail, fields.get('InsuredIdentificationNumber'), fields.get('SegmentOfResult')]).toEqual([
        tail,
        [number],
        ['1'],
      ]);
    }
  });

  it('answers none of them twice with other contents', () => {
    expect(answeredAgain).toEqual([]);
  });

  it('asks in the order of modification time and name, and again only what the kill cut off', () => {
    expect([...new Set(asked)]).toEqual(dropped.map(({ number }) => number));
    expect(asked.length - count).toBeLessThanOrEqual(kills.length);
  });
});
