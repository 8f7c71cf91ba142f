import { describe, expect, it } from 'vitest';
import { knowMaintenance } from '../../../host-bridge/lookups/announced-maintenance.ts';
import { memoryMaintenance } from '../../../host-bridge/lookups/memory-maintenance.ts';
import { watchSituation } from '../../../host-bridge/lookups/situation.ts';
import { type ScriptedSearches, scriptedSearches } from './scripted-searches.ts';

const facility = { institution: '9999999999', municipality: '見本県見本市', emergencyHospital: false };

function watched(waiting = 0) {
  const searches: ScriptedSearches = scriptedSearches();
  let now = Date.parse('2026-11-02T09:00:00+09:00');
  const maintenance = knowMaintenance({
    store: memoryMaintenance(),
    clock: { now: () => now },
    observe: () => {},
  });
  const watch = watchSituation({
    ask: () => searches.ask('situation', { facility }),
    maintenance,
    disasterOn: () => searches.disasterOn,
    waiting: () => waiting,
  });
  return {
    searches,
    maintenance,
    now: watch.now,
    moveTo(moment: string) {
      now = Date.parse(moment);
    },
  };
}
const window = { from: '2026-11-02T10:00:00+09:00', until: '2026-11-02T11:00:00+09:00' };

describe('the situation of the desk', () => {
  it('is nothing to do on an ordinary day', async () => {
    expect(await watched().now()).toEqual({
      backEnd: 'up',
      disasterMode: { on: false, opened: null },
      outageSearch: 'off',
      maintenance: null,
      maintenanceTold: { at: Date.parse('2026-11-02T09:00:00+09:00'), old: false },
      waiting: 0,
      todo: [],
    });
  });

  it('tells of maintenance beforehand, while it lasts, and no more afterwards', async () => {
    const { searches, now, moveTo } = watched();
    searches.situation.maintenance = window;
    const before = await now();
    expect([before.backEnd, before.maintenance]).toEqual(['up', window]);
    expect(before.todo[0]?.en).toContain('announced from 2026-11-02T10:00:00+09:00');
    moveTo('2026-11-02T10:30:00+09:00');
    searches.failing = 'EMU-480';
    const during = await now();
    expect([during.backEnd, during.maintenance]).toEqual(['maintenance', window]);
    expect(during.todo[0]?.ja).toContain('メンテナンス中');
    moveTo('2026-11-02T11:00:00+09:00');
    searches.failing = null;
    searches.situation.maintenance = null;
    expect(await now()).toMatchObject({ backEnd: 'up', maintenance: null, todo: [] });
  });

  it('tells of the window that is under way, also where another was announced', async () => {
    const { searches, now, moveTo } = watched();
    searches.situation.maintenance = window;
    await now();
    moveTo('2026-11-02T09:30:00+09:00');
    searches.failing = 'EMU-480';
    searches.detail = { from: '2026-11-02T09:20:00+09:00', until: '2026-11-02T09:40:00+09:00' };
    expect((await now()).maintenance).toEqual(searches.detail);
  });

  it('forgets an announced window that is over, even where nobody answers', async () => {
    const { searches, now, moveTo } = watched();
    searches.situation.maintenance = window;
    await now();
    searches.failing = 'EMU-420';
    moveTo('2026-11-02T10:59:59+09:00');
    expect((await now()).maintenance).toEqual(window);
    moveTo('2026-11-02T11:00:00+09:00');
    expect((await now()).maintenance).toBeNull();
  });

  it('says from when it is what is known of maintenance, where that is old', async () => {
    const { searches, maintenance, now, moveTo } = watched();
    searches.situation.maintenance = window;
    await now();
    searches.failing = 'EMU-420';
    moveTo('2026-11-02T09:50:00+09:00');
    for (const old of [false, true]) {
      maintenance.missed();
      const told = await now();
      expect(told.maintenanceTold).toEqual({ at: Date.parse('2026-11-02T09:00:00+09:00'), old });
      const advice = told.todo.map(({ ja, en }) => ja + en).join('');
      expect(advice.includes('2026-11-02T09:00:00+09:00')).toBe(old);
      expect(advice).toContain('announced from 2026-11-02T10:00:00+09:00');
      expect(advice.match(/four facts/g)).toHaveLength(1);
    }
  });

  it('tells what to do while the back end is away', async () => {
    const { searches, now } = watched();
    searches.failing = 'EMU-420';
    const away = await now();
    expect([away.backEnd, away.outageSearch]).toEqual(['away', null]);
    expect(away.todo[0]?.ja).toContain('被保険者資格申立書');
    expect(away.todo[0]?.en).toContain('four facts');
  });

  it.each([
    [true, null, 'Switch it off'],
    [false, { event: '見本台風', until: '2026-11-04T00:00:00+09:00' }, 'Switch it on'],
  ])('says where disaster mode here (%s) and at the back end disagree', async (on, opened, todo) => {
    const { searches, now } = watched();
    searches.disasterOn = on;
    searches.situation.disaster = opened;
    expect((await now()).todo.map(({ en }) => en)).toEqual([expect.stringContaining(todo)]);
  });

  it('says nothing where they agree', async () => {
    const { searches, now } = watched();
    searches.disasterOn = true;
    searches.situation.disaster = { event: '見本台風', until: '2026-11-04T00:00:00+09:00' };
    expect((await now()).todo).toEqual([]);
  });

  it.each([
    ['off', 'institution code'],
    ['called', 'call back'],
    ['called-back', 'report form'],
    ['reported', 'switched on'],
  ] as const)('names the next step of the procedure after %s, where a lookup waits', async (stage, step) => {
    const { searches, now } = watched(1);
    searches.situation.outageSearch = stage;
    expect((await now()).todo[0]?.en).toContain(step);
  });

  it('names no step once the search is on', async () => {
    const { searches, now } = watched(1);
    searches.situation.outageSearch = 'on';
    expect((await now()).todo).toEqual([]);
  });
});
