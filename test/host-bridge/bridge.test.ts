import { describe, expect, it } from 'vitest';
import { type Bridge, createBridge } from '../../host-bridge/bridge.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { refuse } from '../../protocol/result.ts';
import { consent, Desk, ended, identified, used } from './eligibility/desk.ts';

describe('the bridge', () => {
  it('takes a visit from its beginning to its end, with one consent and one file', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(bridge.readers()).toMatchObject([
      { id: 'FCR-000001', link: 'connected', profile: 'next-generation', firmware: '1.0.0', visit: null },
    ]);

    const visit = await identified(desk, reader);
    expect(reader.last('eligibilityAnswer')).toMatchObject({
      verdict: 'valid',
      name: '見本　太郎',
      registered: true,
      graceUntil: null,
      recipientCertificates: true,
    });
    expect(bridge.readers()[0]?.visit).toBe(visit);

    const request = await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toEqual({ type: 'useAnswer', request, visit, outcome: 'accepted' });
    expect(desk.receipt.list()).toHaveLength(1);

    await ended(desk, reader, visit, 'accepted');
    expect(reader.last('visitNoted')).toEqual({ type: 'visitNoted', visit });
    expect(bridge.visits(0)).toMatchObject([{ visit, outcome: 'accepted', validity: '1', todo: null }]);
    expect(desk.backEnd.commits.get(visit)).toBe(1);
    expect(desk.receipt.list()).toHaveLength(1);
    await bridge.stop();
  });

  it('keeps nothing personal of a visit that is noted and whose file is written', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    const visit = await identified(desk, reader);
    expect(desk.journal.find(visit)?.eligibility).toContain('見本');
    await used(desk, reader, visit);
    await ended(desk, reader, visit, 'accepted');
    expect(desk.journal.find(visit)).toMatchObject({
      eligibility: null,
      body: null,
      answer: null,
      faced: true,
    });
    await bridge.stop();
  });

  it('counts requests that are under way as busy and tells when they are over', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    let idle = 0;
    bridge.onIdle(() => {
      idle += 1;
    });
    desk.backEnd.late = true;
    const visit = await identified(desk, reader);
    expect(bridge.busy).toBe(1);
    desk.backEnd.release();
    await desk.clock.advance(0);
    expect(bridge.busy).toBe(0);
    expect(idle).toBe(1);
    desk.backEnd.failing = 'EMU-420';
    await used(desk, reader, visit);
    expect(bridge.busy).toBe(0);
    await bridge.stop();
  });

  it('tells every reader of new settings and of disaster mode', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(reader.last('welcome')).toMatchObject({ disaster: false, settings: { kind: 'clinic' } });
    bridge.setDisaster(true);
    bridge.setDisaster(true);
    bridge.changeFacility({ ...desk.facility, kind: 'pharmacy' });
    await desk.clock.advance(10);
    expect(reader.count('settingsChanged')).toBe(2);
    expect(reader.last('settingsChanged')).toMatchObject({ disaster: true, settings: { kind: 'pharmacy' } });
    await bridge.stop();
  });

  it('asks a connected reader to restart and refuses (EMU-503) for one that is not there', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(bridge.restart(reader.serial)).toEqual({ ok: true, value: undefined });
    await desk.clock.advance(10);
    expect(reader.count('restart')).toBe(1);
    reader.unplug();
    await desk.clock.advance(10);
    expect(bridge.restart(reader.serial)).toMatchObject({ problem: { code: 'EMU-503' } });
    await bridge.stop();
  });

  it('adds and removes readers while it runs, each URL once (EMU-505), and refuses what is no URL (EMU-500)', async () => {
    const desk = new Desk();
    const bridge = desk.bridge();
    const reader = desk.reader();
    expect(bridge.addReader('memory:FCR-000001').ok).toBe(true);
    expect(bridge.addReader('memory:FCR-000001')).toMatchObject({ problem: { code: 'EMU-505' } });
    expect(bridge.addReader('carrier-pigeon:1')).toMatchObject({ problem: { code: 'EMU-500' } });
    await desk.clock.advance(10);
    expect(reader.count('welcome')).toBe(1);
    await bridge.removeReader('memory:FCR-000001');
    await desk.clock.advance(10_000);
    expect(bridge.readers()).toMatchObject([{ link: 'lost' }]);
    expect(reader.connections).toHaveLength(1);
    await bridge.stop();
  });

  it('ends the conversation with a reader that takes nothing any more (EMU-105), and begins a new one', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    // All within one turn, so that no acknowledgement can come in between.
    for (let i = 0; i < 1000; i += 1) bridge.setDisaster(i % 2 === 0);
    await desk.clock.advance(10);
    expect(reader.closings).toContain('EMU-105');
    await desk.clock.advance(10_000);
    expect(bridge.readers()).toMatchObject([{ link: 'connected' }]);
    await bridge.stop();
  });

  it('throws when it is made with something that is no URL of a reader', () => {
    const desk = new Desk();
    const make = () =>
      createBridge({
        ...desk,
        readers: ['nonsense'],
        channel: null,
        openPort: async () => ({ ok: false, problem: { code: 'EMU-502', detail: {} } }),
      });
    expect(make).toThrow(EmulatorError);
  });

  it('leaves no timer behind when it is stopped', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    desk.reader('FCR-000002').plugged = false;
    desk.backEnd.failing = 'EMU-420';
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    const visit = reader.nextVisit();
    reader.say({ type: 'visitBegan', visit });
    reader.say({
      type: 'useRequest',
      request: 1,
      visit,
      consent,
      recipient: null,
      prescription: null,
      provideLimit: null,
    });
    await desk.clock.advance(10);
    await bridge.stop();
    await desk.clock.advance(0);
    expect(reader.closings).toEqual(['']);
    expect(desk.clock.pending).toBe(0);
  });

  it('numbers its observations so that a listener can go on where it was', async () => {
    const desk = new Desk();
    desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    const all = bridge.eventsSince(0);
    const [first = 0] = all.map(({ number }) => number);
    expect(all.map(({ number }) => number)).toEqual(all.map((_, i) => first + i));
    expect(all.map(({ observation }) => observation)).toEqual(desk.observed);
    expect(bridge.eventsSince(first)).toEqual(all.slice(1));
    await bridge.stop();
  });
});

const window = { from: '2026-11-02T12:00:00+09:00', until: '2026-11-02T13:00:00+09:00' };
const announced = {
  event: 'maintenance',
  change: 'announced',
  from: Date.parse(window.from),
  until: Date.parse(window.until),
};
const minute = 60_000;

describe('the bridge asks about maintenance by itself', () => {
  it('and the desk hears of it once, in its events and when it asks', async () => {
    const desk = new Desk();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    desk.backEnd.maintenance = window;
    await desk.clock.advance(100 * minute);
    expect(desk.backEnd.callsOf('situation')).toBe(4);
    expect(bridge.eventsSince(0).map(({ observation }) => observation)).toEqual([announced]);
    expect(await bridge.situation()).toMatchObject({
      maintenance: window,
      maintenanceTold: { at: desk.clock.now(), old: false },
    });
    await desk.clock.advance(0);
    expect(desk.events('maintenance')).toEqual([announced]);
    await bridge.stop();
  });

  it('and observes no asking of its own, answered or not', async () => {
    const desk = new Desk();
    const bridge = desk.bridge();
    await desk.clock.advance(31 * minute);
    desk.backEnd.failing = 'EMU-420';
    await desk.clock.advance(30 * minute);
    expect([desk.backEnd.callsOf('situation'), desk.observed]).toEqual([3, []]);
    await bridge.stop();
  });

  it('and never between check-ins that are sent after an outage, nor while they wait', async () => {
    const desk = new Desk();
    desk.facility = { ...desk.facility, maintenanceAskingMinutes: 1 };
    const readers = [desk.reader('FCR-000001'), desk.reader('FCR-000002')];
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    const visits = [];
    for (const reader of readers) visits.push(await identified(desk, reader));
    desk.backEnd.failing = 'EMU-420';
    desk.backEnd.asked.length = 0;
    for (const [place, reader] of readers.entries()) {
      const visit = visits[place];
      if (visit !== undefined) await used(desk, reader, visit);
      await desk.clock.advance(3_000);
    }
    await desk.clock.advance(10 * minute);
    expect(desk.backEnd.callsOf('situation')).toBe(0);
    desk.backEnd.failing = null;
    await desk.clock.advance(minute);
    expect([...desk.backEnd.commits.values()]).toEqual([1, 1]);
    const { asked } = desk.backEnd;
    expect(asked.indexOf('situation')).toBeGreaterThan(asked.lastIndexOf('use'));
    await bridge.stop();
  });

  it('and a visit goes on while an answer about it is waited for', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const call = desk.backEnd.call.bind(desk.backEnd);
    desk.backEnd.call = (operation, request) =>
      operation === 'situation' ? new Promise(() => {}) : call(operation, request);
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    const visit = await identified(desk, reader);
    await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toMatchObject({ outcome: 'accepted' });
    await bridge.stop();
  });

  it('from when its settings say so, until they say never', async () => {
    const desk = new Desk();
    desk.facility = { ...desk.facility, maintenanceAskingMinutes: 'never' };
    const bridge = desk.bridge();
    await desk.clock.advance(90 * minute);
    expect(desk.backEnd.callsOf('situation')).toBe(0);
    bridge.changeFacility({ ...desk.facility, maintenanceAskingMinutes: 10 });
    await desk.clock.advance(25 * minute);
    expect(desk.backEnd.callsOf('situation')).toBe(3);
    bridge.changeFacility(desk.facility);
    await desk.clock.advance(90 * minute);
    expect(desk.backEnd.callsOf('situation')).toBe(3);
    await bridge.stop();
  });
});

/** What the desk can see of maintenance, wherever it looks. */
function desksView(desk: Desk, bridge: Bridge) {
  const changes = desk.events('maintenance').map(({ change }) => change);
  const { maintenance, maintenanceTold, todo } = bridge.maintenance();
  return { changes, maintenance, at: maintenanceTold?.at, todo: todo.length };
}

describe('a bridge that is killed and starts again', () => {
  it('tells the desk nothing twice, and knows the same', async () => {
    const desk = new Desk();
    desk.backEnd.maintenance = window;
    const first = desk.bridge();
    await desk.clock.advance(10);
    const told = desksView(desk, first);
    expect(told).toMatchObject({ changes: ['announced'], maintenance: window, todo: 1 });
    await first.stop();

    desk.backEnd.failing = 'EMU-420';
    await desk.clock.advance(minute);
    const second = desk.bridge();
    expect(desksView(desk, second)).toEqual(told);
    expect(second.eventsSince(0).map(({ observation }) => observation)).toEqual([
      { event: 'maintenanceTakenUp', from: announced.from, until: announced.until, old: false },
    ]);
    desk.backEnd.failing = null;
    await desk.clock.advance(minute);
    expect(desksView(desk, second)).toMatchObject({ changes: ['announced'], maintenance: window });
    await second.stop();
  });

  it('tells all that has happened since to a listener of the process before', async () => {
    const desk = new Desk();
    desk.backEnd.maintenance = window;
    const first = desk.bridge();
    await desk.clock.advance(10);
    const seen = first.eventsSince(0).map(({ number }) => number);
    expect(seen).toHaveLength(1);
    await first.stop();

    await desk.clock.advance(minute);
    desk.reader();
    const second = desk.bridge();
    await desk.clock.advance(10);
    const all = second.eventsSince(0);
    expect(all.length).toBeGreaterThan(seen.length);
    for (const number of seen) expect(second.eventsSince(number)).toEqual(all);
    await second.stop();
  });
});

describe('a visit that is refused for maintenance', () => {
  it.each([30, 'never'] as const)('tells the desk of it at once, and once (asking: %s)', async (asks) => {
    const desk = new Desk();
    desk.facility = { ...desk.facility, maintenanceAskingMinutes: asks };
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    const underWay = { ...window, from: '2026-11-02T08:00:00+09:00' };
    desk.backEnd.failing = 'EMU-480';
    desk.backEnd.detail = underWay;
    await identified(desk, reader);
    expect(desksView(desk, bridge)).toEqual({
      changes: ['announced'],
      maintenance: underWay,
      at: desk.clock.now(),
      todo: 1,
    });
    await desk.clock.advance(minute);
    expect(desk.backEnd.callsOf('eligibility')).toBeGreaterThan(5);
    expect(desksView(desk, bridge).changes).toEqual(['announced']);

    desk.backEnd.failing = null;
    await desk.clock.advance(minute);
    expect(reader.last('eligibilityAnswer')).toMatchObject({ verdict: 'valid' });
    expect(desksView(desk, bridge)).toMatchObject({
      changes: ['announced', 'over'],
      maintenance: null,
      todo: 0,
    });
    await bridge.stop();
  });

  it('has the bridge hear nothing of an answer that comes after it was stopped', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    let release = (): void => {};
    const call = desk.backEnd.call.bind(desk.backEnd);
    desk.backEnd.call = async (operation, request) => {
      if (operation === 'situation') return call(operation, request);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return refuse('EMU-480', window);
    };
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    await identified(desk, reader);
    await bridge.stop();
    release();
    await desk.clock.advance(minute);
    expect([desk.events('maintenance'), desk.maintenance.kept()?.window]).toEqual([[], null]);
  });
});
