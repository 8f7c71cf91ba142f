import { describe, expect, it } from 'vitest';
import { type Facility, facilitySchema } from '../../../host-bridge/facility.ts';
import type { LookupStore } from '../../../host-bridge/lookups/lookup.ts';
import {
  createLookups,
  heldLimit,
  type Lookups,
  personalStays,
} from '../../../host-bridge/lookups/lookups.ts';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { value } from '../eligibility/desk.ts';
import { VirtualClock } from '../readers/virtual-clock.ts';
import { found, memoryLookups, order, type ScriptedSearches, scriptedSearches } from './scripted-searches.ts';

interface LookupDesk {
  readonly clock: VirtualClock;
  readonly searches: ScriptedSearches;
  readonly store: LookupStore;
  readonly observed: BridgeObservation[];
  facility: Facility;
  /** Lookups over the store, as a process that begins has them. */
  begin(): Lookups;
}

function lookupDesk(store: LookupStore = memoryLookups()): LookupDesk {
  let keys = 0;
  const desk: LookupDesk = {
    clock: new VirtualClock(),
    searches: scriptedSearches(),
    store,
    observed: [],
    facility: facilitySchema.parse({}),
    begin() {
      const lookups = createLookups({
        store,
        ask: desk.searches.ask,
        facility: () => desk.facility,
        disaster: () => desk.searches.disasterOn,
        clock: desk.clock,
        entropy: {
          bytes(count) {
            keys += 1;
            return new Uint8Array(count).fill(keys);
          },
        },
        observe: (observation) => desk.observed.push(observation),
      });
      lookups.recover();
      return lookups;
    },
  };
  return desk;
}

const minute = 60_000;

describe('four facts that are looked up', () => {
  it('lead to one person, whose eligibility can be fetched', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    const status = value(await lookups.hold(order()));
    expect(status).toMatchObject({ lookup: 1, state: 'one', code: null, personal: true, fetchedAt: null });
    expect(value(lookups.fetch(1))).toMatchObject({
      facts: { name: '見本太郎' },
      declaration: null,
      result: found,
      fetchedAt: desk.clock.now(),
    });
  });

  it.each([
    ['見本花子', 'none', 'カナでも照会できます'],
    ['見本双子', 'several', '保険者名も加えて'],
  ])('of %s lead to %s, and staff are told what to change', async (name, state, todo) => {
    const lookups = lookupDesk().begin();
    const facts = { name, birth: '19850410', sex: 'male', address: '見本県見本市' };
    const status = value(await lookups.hold(order({ facts })));
    expect(status.state).toBe(state);
    expect(status.todo.ja).toContain(todo);
  });

  it('are searched with the facility, the consent and who authorised it', async () => {
    const desk = lookupDesk();
    desk.facility = facilitySchema.parse({ municipality: '見本県隣町', emergencyHospital: true });
    const authorised = { by: '見本医師', as: 'clinician' };
    await desk.begin().hold(order({ mode: 'emergency', consent: '3', lifeAtStake: true, authorised }));
    expect(desk.searches.asked).toEqual([
      {
        operation: 'search',
        request: {
          search: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
          facility: { institution: '9999999999', municipality: '見本県隣町', emergencyHospital: true },
          mode: 'emergency',
          facts: order().facts,
          consent: '3',
          lifeAtStake: true,
          authorised,
        },
      },
    ]);
  });

  it.each(['EMU-481', 'EMU-486', 'EMU-487', 'EMU-400', 'EMU-413'] as const)(
    'are not held where they are refused for good with %s',
    async (code) => {
      const desk = lookupDesk();
      desk.searches.failing = code;
      const lookups = desk.begin();
      expect(await lookups.hold(order())).toMatchObject({ ok: false, problem: { code } });
      expect([lookups.list(), desk.store.all()]).toEqual([[], []]);
    },
  );

  it('are not taken in disaster mode where this desk is not switched to it', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    expect(await lookups.hold(order({ mode: 'disaster' }))).toMatchObject({ problem: { code: 'EMU-557' } });
    desk.searches.disasterOn = true;
    expect(value(await lookups.hold(order({ mode: 'disaster' }))).state).toBe('one');
  });
});

describe('four facts that cannot be looked up yet', () => {
  it.each([
    ['EMU-420', '4情報は保存されています'],
    ['EMU-480', '2026-11-02T10:00:00+09:00'],
    ['EMU-482', 'コールセンターに電話'],
    ['EMU-483', '折り返し'],
    ['EMU-484', '報告様式'],
    ['EMU-485', '自動で行われます'],
  ] as const)('are held for %s, and staff are told what comes next', async (code, todo) => {
    const desk = lookupDesk();
    desk.searches.failing = code;
    const status = value(await desk.begin().hold(order()));
    expect(status).toMatchObject({ state: 'held', code, personal: true });
    expect(status.todo.ja).toContain(todo);
  });

  it('are looked up by themselves when the back end answers, each with the key it always had', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-420';
    const lookups = desk.begin();
    await lookups.hold(order());
    await lookups.hold(order());
    await desk.clock.advance(30 * minute);
    desk.searches.failing = null;
    await desk.clock.advance(minute);
    expect(lookups.list().map(({ state }) => state)).toEqual(['one', 'one']);
    expect(new Set(desk.searches.arrived).size).toBe(2);
    expect([lookups.waiting, desk.observed.filter(({ event }) => event === 'lookedUp')]).toEqual([
      0,
      [
        { event: 'lookedUp', lookup: 1, mode: 'outage', result: 'EMU-420' },
        { event: 'lookedUp', lookup: 2, mode: 'outage', result: 'EMU-420' },
        { event: 'lookedUp', lookup: 1, mode: 'outage', result: 'one' },
        { event: 'lookedUp', lookup: 2, mode: 'outage', result: 'one' },
      ],
    ]);
  });

  it('are tried at most once a minute when it takes long, one of them for all', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-420';
    const lookups = desk.begin();
    for (let i = 0; i < 5; i += 1) await lookups.hold(order());
    await desk.clock.advance(10 * minute);
    const before = desk.searches.arrived.length;
    await desk.clock.advance(10 * minute);
    expect(desk.searches.arrived.length - before).toBe(10);
    lookups.stop();
    expect(desk.clock.pending).toBe(0);
  });

  it('are tried at once when somebody asks for it', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-482';
    const lookups = desk.begin();
    await lookups.hold(order());
    desk.searches.failing = null;
    expect(value(await lookups.again(1)).state).toBe('one');
  });

  it('are refused later where they are refused for good then, and the facts can still be read', async () => {
    const desk = lookupDesk();
    desk.searches.disasterOn = true;
    desk.searches.failing = 'EMU-420';
    const lookups = desk.begin();
    await lookups.hold(order({ mode: 'disaster' }));
    desk.searches.failing = 'EMU-481';
    await desk.clock.advance(minute);
    expect(value(lookups.fetch(1))).toMatchObject({
      state: 'refused',
      code: 'EMU-481',
      facts: order().facts,
      result: null,
    });
  });

  it('are still held after the process was killed', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-420';
    const before = desk.begin();
    await before.hold(order());
    before.stop();
    desk.searches.failing = null;
    const after = desk.begin();
    await desk.clock.advance(0);
    expect(value(after.fetch(1)).result).toEqual(found);
    expect(new Set(desk.searches.arrived).size).toBe(1);
  });

  it('may be as many as the limit, and no more', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-420';
    const lookups = desk.begin();
    for (let i = 0; i < heldLimit; i += 1) value(await lookups.hold(order()));
    expect(await lookups.hold(order())).toMatchObject({
      problem: { code: 'EMU-559', detail: { limit: heldLimit } },
    });
  });

  it('stand in a declaration for the desk, with the share that may be asked for', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-420';
    const lookups = desk.begin();
    const declaration = { contact: '000-0000-0000', insurerKind: 'employees', employer: '見本商事' };
    await lookups.hold(order({ declaration }));
    expect(value(lookups.fetch(1)).declaration).toEqual({
      name: '見本太郎',
      birth: '19850410',
      sex: 'male',
      address: '見本県見本市',
      ...declaration,
      shares: [30],
    });
  });
});

describe('personal data', () => {
  it('leave ten minutes after the result was first fetched', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    await lookups.hold(order());
    value(lookups.fetch(1));
    await desk.clock.advance(personalStays.fetched - 1);
    expect(value(lookups.fetch(1)).result).toEqual(found);
    await desk.clock.advance(1);
    expect(value(lookups.fetch(1))).toMatchObject({
      state: 'one',
      personal: false,
      facts: null,
      result: null,
      todo: {
        ja: expect.stringContaining('結果は取り出し済みで、個人情報は消去されました'),
        en: expect.stringContaining('The result was fetched, and personal data have been erased'),
      },
    });
    expect(lookups.list()[0]?.todo.en).not.toContain('Fetch the result');
    expect(JSON.stringify(desk.store.all())).not.toMatch(/見本|1985/);
    expect(desk.observed.at(-1)).toEqual({ event: 'lookupForgotten', lookup: 1 });
  });

  it('leave after a day where nobody fetched the result', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    await lookups.hold(order());
    await desk.clock.advance(personalStays.unfetched - 1);
    expect(lookups.list()).toMatchObject([{ personal: true }]);
    expect(lookups.list()[0]?.todo.en).toContain('Fetch the result');
    await desk.clock.advance(1);
    expect(lookups.list()).toMatchObject([{ personal: false }]);
    expect(lookups.list()[0]?.todo).toEqual({
      ja: expect.stringContaining('結果が取り出されないまま'),
      en: expect.stringContaining('Nobody fetched the result'),
    });
  });

  it.each([
    ['見本だれか', 'none'],
    ['見本双子', 'several'],
  ])('that have left change nothing of what to do about %s: %s', async (name, state) => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    const { facts } = order();
    const { todo } = value(await lookups.hold(order({ facts: { ...facts, name } })));
    value(lookups.fetch(1));
    await desk.clock.advance(personalStays.fetched);
    expect(lookups.list()).toMatchObject([{ state, personal: false, todo }]);
  });

  it('leave after a week where nothing was answered, and are asked for no more', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-482';
    const lookups = desk.begin();
    await lookups.hold(order());
    value(lookups.fetch(1));
    await desk.clock.advance(personalStays.held);
    const asked = desk.searches.arrived.length;
    await desk.clock.advance(60 * minute);
    expect([lookups.list()[0]?.state, lookups.waiting, desk.searches.arrived.length]).toEqual([
      'refused',
      0,
      asked,
    ]);
    expect(lookups.list()[0]?.todo).toEqual({
      ja: expect.stringContaining('期限までに回答がなく'),
      en: expect.stringContaining('no answer in time'),
    });
    expect(JSON.stringify(desk.store.all())).not.toContain('見本');
  });

  it('leave when a process begins after their time', async () => {
    const desk = lookupDesk();
    const before = desk.begin();
    await before.hold(order());
    before.stop();
    await desk.clock.advance(2 * personalStays.unfetched);
    desk.begin();
    expect(JSON.stringify(desk.store.all())).not.toContain('見本');
  });

  it('leave at once when the lookup is removed, and its number is not given again', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    await lookups.hold(order());
    value(lookups.remove(1));
    expect(desk.store.all()).toEqual([]);
    expect(lookups.fetch(1)).toMatchObject({ problem: { code: 'EMU-555', detail: { lookup: 1 } } });
    expect(value(await lookups.hold(order())).lookup).toBe(2);
  });

  it('are in nothing that is observed', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    await lookups.hold(order());
    value(lookups.fetch(1));
    await lookups.information(1, 'drugs');
    expect(JSON.stringify(desk.observed)).not.toMatch(/見本|1985/);
    expect(desk.observed).toContainEqual({ event: 'lookupHeld', lookup: 1, mode: 'outage' });
  });
});

describe('medical information of somebody who was found', () => {
  it('is asked for with the key of the search, and not kept', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    await lookups.hold(order());
    const kept = JSON.stringify(desk.store.all());
    expect(value(await lookups.information(1, 'checkup'))).toMatchObject({ kind: 'checkup' });
    expect(desk.searches.asked.at(-1)).toEqual({
      operation: 'foundInformation',
      request: { search: desk.searches.arrived[0], institution: '9999999999', kind: 'checkup' },
    });
    expect(JSON.stringify(desk.store.all())).toBe(kept);
  });

  it('is not asked for of nobody', async () => {
    const desk = lookupDesk();
    desk.searches.failing = 'EMU-420';
    const lookups = desk.begin();
    await lookups.hold(order());
    expect(await lookups.information(1, 'drugs')).toMatchObject({ problem: { code: 'EMU-558' } });
    expect(await lookups.information(2, 'drugs')).toMatchObject({ problem: { code: 'EMU-555' } });
  });

  it('is refused as the back end refuses it', async () => {
    const desk = lookupDesk();
    const lookups = desk.begin();
    await lookups.hold(order());
    desk.searches.failing = 'EMU-488';
    expect(await lookups.information(1, 'drugs')).toMatchObject({ problem: { code: 'EMU-488' } });
  });
});

describe('a store that takes nothing', () => {
  const full = (): LookupStore => ({
    ...memoryLookups(),
    add() {
      throw new EmulatorError({ code: 'EMU-556', detail: { reason: 'ENOSPC' } });
    },
  });

  it('is told to who looks somebody up, before anything is asked', async () => {
    const desk = lookupDesk(full());
    expect(await desk.begin().hold(order())).toMatchObject({ problem: { code: 'EMU-556' } });
    expect(desk.searches.asked).toEqual([]);
  });

  it('leaves a lookup held, and what was answered is asked for again', async () => {
    const store = memoryLookups();
    let refusing = true;
    const desk = lookupDesk({
      ...store,
      save(lookup) {
        if (refusing) throw new EmulatorError({ code: 'EMU-556', detail: { reason: 'ENOSPC' } });
        store.save(lookup);
      },
    });
    const lookups = desk.begin();
    expect(value(await lookups.hold(order())).state).toBe('held');
    refusing = false;
    await desk.clock.advance(minute);
    expect(value(lookups.fetch(1)).result).toEqual(found);
  });
});
