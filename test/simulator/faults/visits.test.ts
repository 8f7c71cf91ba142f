import { describe, expect, it } from 'vitest';
import type { VisitId } from '../../../protocol/ids.ts';
import type { LinkOrder } from '../../../simulator/faults/faults-under-way.ts';
import { linkFaultNames, linkFaults } from '../../../simulator/faults/link-faults.ts';
import { Random, runSeed } from '../../protocol/random.ts';
import { nextAct, type Patient, type PatientsDesk, patientsDesk } from './patient.ts';

/** Schedules of the property; SCHEDULES asks for more. */
const schedules = Number(process.env['SCHEDULES'] ?? 200);

const patients: readonly Patient[] = [
  { person: 'insured', pin: '1234' },
  { person: 'elderly', pin: '0012' },
];
const rates = [0.001, 0.01, 0.05, 0.2, 1];

/** Milliseconds of a schedule in which faults begin. */
const badTime = 45_000;
const fullMinutes = 6;

function randomOrder(random: Random): LinkOrder {
  const fault = random.of(linkFaultNames);
  const { takes } = linkFaults[fault];
  return {
    fault,
    ...(takes.rate === undefined ? {} : { rate: random.of(rates) }),
    ...(takes.by === undefined ? {} : { by: random.of([10, 200, 1000, 4000]) }),
    ...(takes.for === undefined || random.chance(0.3) ? {} : { for: random.between(50, 15_000) }),
  };
}

async function live(
  { desk, acts, pace, clock }: PatientsDesk,
  random: Random,
): Promise<{ readonly browned: ReadonlySet<string> }> {
  const browned = new Set<string>();
  const began = clock.ticks();
  const patientsAct = async (comes: boolean): Promise<void> => {
    for (const [i, reader] of desk.readers.entries()) {
      const act = nextAct(reader, patients[i] as Patient, random, comes);
      if (act !== null) expect(await acts.at(reader, act)).toMatchObject({ ok: true });
    }
  };
  while (clock.ticks() < began + badTime) {
    if (random.chance(0.15)) {
      const reader = random.of(desk.readers);
      const order = randomOrder(random);
      if (order.fault === 'brown-out') browned.add(reader.serial);
      if (order.fault !== 'swap' || desk.readers.length > 1)
        expect(await acts.at(reader, { does: 'link', ...order })).toMatchObject({ ok: true });
    }
    await patientsAct(true);
    await pace.pass(random.of([50, 300, 1000, 3000]));
  }
  for (const reader of desk.readers) {
    expect(await acts.at(reader, { does: 'link', fault: 'plug' })).toMatchObject({ ok: true });
  }
  const rested = (): boolean =>
    desk.readers.every(({ status, cardIn }) => status?.view?.id === 'idle' && !cardIn);
  for (let i = 0; i < fullMinutes * 60 && !rested(); i += 1) {
    await patientsAct(false);
    await pace.pass(1000);
  }
  // What is still to be sent or withdrawn.
  await pace.pass(120_000);
  return { browned };
}

function listed<T>(pairs: readonly (readonly [VisitId, T])[]): ReadonlyMap<VisitId, readonly T[]> {
  const lists = new Map<VisitId, T[]>();
  for (const [visit, value] of pairs) lists.set(visit, [...(lists.get(visit) ?? []), value]);
  return lists;
}

describe('whatever befalls the links during visits, when it is over', () => {
  it(`readers rest, and each visit ended the same way for everybody, its consent there once (${schedules} schedules)`, async () => {
    let accepted = 0;
    for (let n = 0; n < schedules; n += 1) {
      const seed = (runSeed + n) >>> 0;
      const why = `SEED=${seed} SCHEDULES=1`;
      const random = new Random(seed);
      const test = await patientsDesk(String(seed), random.chance(0.3) ? 2 : 1);
      const { browned } = await live(test, random).catch((error: unknown) => {
        throw new Error(why, { cause: error });
      });
      const { desk, observed } = test;
      expect(
        desk.readers.map(({ status }) => [status?.view?.id, status?.hostUp]),
        why,
      ).toEqual(desk.readers.map(() => ['idle', true]));

      const began: VisitId[] = [];
      const ended: (readonly [VisitId, string])[] = [];
      const noted: (readonly [VisitId, string])[] = [];
      const committed: (readonly [VisitId, true])[] = [];
      for (const { observation: seen } of observed) {
        if (seen.event === 'visitBegan') began.push(seen.visit);
        else if (seen.event === 'visitEnded') ended.push([seen.visit, seen.outcome]);
        else if (seen.event === 'visitNoted') noted.push([seen.visit, seen.outcome]);
        else if (seen.event === 'committed') committed.push([seen.visit, true]);
      }
      const [atReader, atBridge, atBackEnd] = [listed(ended), listed(noted), listed(committed)];
      const rows = listed(desk.backEnd.backEnd.listConsents().map((row) => [row.visit, row]));
      const states = new Map(desk.backEnd.backEnd.listVisits().map(({ visit, state }) => [visit, state]));
      for (const visit of began) {
        const about = `${why}, visit ${visit}`;
        const [outcome, ...more] = atReader.get(visit) ?? [];
        expect(more, about).toEqual([]);
        const [known, ...others] = atBridge.get(visit) ?? [];
        expect(others, about).toEqual([]);
        // A reader that lost its power may have forgotten how a visit ended, and that it began: then it is abandoned,
        // or nobody has heard of it. One that it has shown as accepted is accepted all the same.
        const forgetful = [...browned].some((serial) => visit.startsWith(serial));
        if (!forgetful || outcome === 'accepted') expect([outcome, known], about).toEqual([outcome, outcome]);
        else if (known !== undefined && known !== 'abandoned') expect(known, about).toBe(outcome ?? known);
        if (!forgetful) expect(outcome, about).toBeDefined();
        expect(atBackEnd.get(visit)?.length ?? 0, about).toBeLessThanOrEqual(1);
        expect(rows.get(visit)?.length ?? 0, about).toBe(known === 'accepted' ? 1 : 0);
        if (outcome === 'accepted') expect(states.get(visit), about).toBe('committed');
        if (known === 'accepted') accepted += 1;
      }
      expect(rows.size, why).toBe([...atBridge.values()].flat().filter((o) => o === 'accepted').length);
      await test.close();
    }
    // Not everything failed: visits come through between and under the faults.
    expect(accepted).toBeGreaterThan(schedules);
  }, 240_000);
});
