import { describe, expect, it } from 'vitest';
import {
  knowMaintenance,
  type MaintenanceWindow,
} from '../../../host-bridge/lookups/announced-maintenance.ts';
import { memoryMaintenance } from '../../../host-bridge/lookups/memory-maintenance.ts';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import { ok, refuse } from '../../../protocol/result.ts';

const today = (time: string): string => `2026-11-02T${time}:00+09:00`;
const between = (from: string, until: string): MaintenanceWindow => ({
  from: today(from),
  until: today(until),
});
const ten = between('10:00', '11:00');

function knowing() {
  const seen: BridgeObservation[] = [];
  const store = memoryMaintenance();
  const disk = { full: false, writes: 0 };
  let now = Date.parse(today('09:00'));
  const begin = () =>
    knowMaintenance({
      store: {
        ...store,
        keep(known, durably) {
          disk.writes += 1;
          return disk.full ? refuse('EMU-513', { reason: 'ENOSPC' }) : store.keep(known, durably);
        },
      },
      clock: { now: () => now },
      observe: (one) => seen.push(one),
    });
  let maintenance = begin();
  const hour = (at: number | null): string =>
    at === null ? 'none' : new Date(at + 9 * 3_600_000).toISOString().slice(11, 16);
  const news = (one: BridgeObservation): string => {
    switch (one.event) {
      case 'maintenance':
        return `${one.change} ${hour(one.from)}-${hour(one.until)}`;
      case 'maintenanceNews':
        return `old: ${one.old}`;
      case 'maintenanceTakenUp':
        return `taken up ${hour(one.from)}-${hour(one.until)}${one.old ? ', old' : ''}`;
      case 'maintenanceNotKept':
        return `not kept: ${one.code}`;
      default:
        return one.event;
    }
  };
  return {
    get maintenance() {
      return maintenance;
    },
    disk,
    at(time: string) {
      now = Date.parse(today(time));
    },
    /** The bridge is killed, and another one begins. */
    restart() {
      maintenance.stop();
      maintenance = begin();
      maintenance.recover();
    },
    told: (window: MaintenanceWindow | null) =>
      maintenance.heard(ok({ disaster: null, outageSearch: 'off', maintenance: window })),
    underWay: (window: MaintenanceWindow) => maintenance.heard(refuse('EMU-480', { ...window })),
    unreachable: () => maintenance.heard(refuse('EMU-420')),
    /** What has been told since this was asked last. */
    news: () => seen.splice(0).map(news),
  };
}

describe('announced maintenance', () => {
  it('is told once, however often it is heard of', () => {
    const { told, news } = knowing();
    for (let time = 0; time < 3; time++) told(ten);
    expect(news()).toEqual(['announced 10:00-11:00']);
  });

  it('is nothing to tell where there is none', () => {
    const { maintenance, told, news } = knowing();
    told(null);
    expect([maintenance.window, news()]).toEqual([null, []]);
  });

  it.each([
    ['another day', between('13:00', '14:00')],
    ['a later end', between('10:00', '11:30')],
    ['an earlier begin', between('09:30', '11:00')],
  ])('that has got %s before it begins has moved, and moves once', (_, other) => {
    const { maintenance, told, news } = knowing();
    told(ten);
    told(other);
    told(other);
    expect(news()).toEqual(['announced 10:00-11:00', expect.stringMatching(/^moved /)]);
    expect(maintenance.window).toEqual(other);
  });

  it('that has begun and ends later has moved, also where its end had come', () => {
    const { at, told, underWay, news } = knowing();
    told(ten);
    at('10:30');
    underWay(between('10:00', '11:15'));
    at('11:15');
    underWay(between('10:00', '11:30'));
    expect(news()).toEqual(['announced 10:00-11:00', 'moved 10:00-11:15', 'moved 10:00-11:30']);
  });

  it('that begins and ends as it was told is no news until it is over', () => {
    const { at, told, underWay, news } = knowing();
    told(ten);
    news();
    at('10:00');
    underWay(ten);
    expect(news()).toEqual([]);
    at('11:00');
    told(null);
    told(null);
    expect(news()).toEqual(['over 10:00-11:00']);
  });

  it('that is not told of any more is called off before it begins, and over afterwards', () => {
    const early = knowing();
    early.told(ten);
    early.told(null);
    expect(early.news()).toEqual(['announced 10:00-11:00', 'calledOff 10:00-11:00']);
    const begun = knowing();
    begun.told(ten);
    begun.at('10:20');
    begun.told(null);
    expect(begun.news()).toEqual(['announced 10:00-11:00', 'over 10:00-11:00']);
  });

  it('that is over is another than the one that is announced for later', () => {
    const { at, told, news } = knowing();
    told(ten);
    at('11:00');
    told(between('15:00', '16:00'));
    expect(news()).toEqual(['announced 10:00-11:00', 'over 10:00-11:00', 'announced 15:00-16:00']);
  });

  it('is told where it is met before it was announced', () => {
    const { maintenance, underWay, news } = knowing();
    expect(underWay(between('08:50', '09:20'))).toBe(true);
    expect([maintenance.window, news()]).toEqual([between('08:50', '09:20'), ['announced 08:50-09:20']]);
  });

  it('is none where the back end tells of what is over already', () => {
    const { maintenance, told, news } = knowing();
    told(between('07:00', '08:00'));
    expect([maintenance.window, news()]).toEqual([null, []]);
  });
});

describe('a back end that cannot be asked', () => {
  it('changes nothing of what is known, nor of when it was told', () => {
    const { maintenance, at, told, unreachable, news } = knowing();
    told(ten);
    at('09:30');
    expect(unreachable()).toBe(false);
    expect([maintenance.window, maintenance.told]).toEqual([
      ten,
      { at: Date.parse(today('09:00')), old: false },
    ]);
    expect(news()).toEqual(['announced 10:00-11:00']);
  });

  it('lets a window be over by the clock, and once', () => {
    const { maintenance, at, told, unreachable, news } = knowing();
    told(ten);
    at('10:59');
    unreachable();
    expect(maintenance.window).toEqual(ten);
    at('11:00');
    expect(maintenance.window).toBeNull();
    unreachable();
    maintenance.missed();
    expect(news()).toEqual(['announced 10:00-11:00', 'over 10:00-11:00']);
  });

  it('makes what is known old at the second asking that is missed, and it is told once', () => {
    const { maintenance, told, news } = knowing();
    told(ten);
    news();
    maintenance.missed();
    expect([maintenance.told?.old, news()]).toEqual([false, []]);
    maintenance.missed();
    expect([maintenance.told?.old, news()]).toEqual([true, ['old: true']]);
    maintenance.missed();
    expect(news()).toEqual([]);
  });

  it('that answers again makes it new, and the next two that are missed make it old again', () => {
    const { maintenance, at, told, news } = knowing();
    told(ten);
    for (let missed = 0; missed < 2; missed++) maintenance.missed();
    at('09:45');
    told(ten);
    expect(maintenance.told).toEqual({ at: Date.parse(today('09:45')), old: false });
    for (let missed = 0; missed < 2; missed++) maintenance.missed();
    expect(news()).toEqual(['announced 10:00-11:00', 'old: true', 'old: false', 'old: true']);
  });

  it('has nothing become old where nothing was ever told', () => {
    const { maintenance, told, news } = knowing();
    for (let missed = 0; missed < 5; missed++) maintenance.missed();
    expect([maintenance.told, news()]).toEqual([null, []]);
    told(null);
    expect(news()).toEqual([]);
  });

  it('refuses for maintenance without saying when: nothing was learned', () => {
    const { maintenance, told } = knowing();
    told(ten);
    expect(maintenance.heard(refuse('EMU-480', { until: 'soon' }))).toBe(false);
    expect(maintenance.window).toEqual(ten);
  });
});

describe('a bridge that starts again', () => {
  it('tells nothing of what was told before, and knows it, with when it was told', () => {
    const desk = knowing();
    desk.told(ten);
    desk.news();
    desk.at('09:30');
    desk.restart();
    expect([desk.maintenance.window, desk.maintenance.told]).toEqual([
      ten,
      { at: Date.parse(today('09:00')), old: false },
    ]);
    desk.told(ten);
    expect(desk.news()).toEqual(['taken up 10:00-11:00']);
  });

  it.each([
    ['moved', between('10:00', '12:00'), 'moved 10:00-12:00'],
    ['been called off', null, 'calledOff 10:00-11:00'],
  ])('tells once what has %s in between', (_, now, told) => {
    const desk = knowing();
    desk.told(ten);
    desk.restart();
    desk.news();
    desk.told(now);
    desk.restart();
    desk.told(now);
    expect(desk.news().filter((one) => !one.startsWith('taken up'))).toEqual([told]);
  });

  it('tells that it is over when it hears so, where the end came in between', () => {
    const desk = knowing();
    desk.told(ten);
    desk.news();
    desk.at('11:30');
    desk.restart();
    expect([desk.maintenance.window, desk.news()]).toEqual([null, []]);
    desk.told(null);
    desk.restart();
    desk.told(null);
    expect(desk.news()).toEqual(['over 10:00-11:00']);
  });

  it('hears that the end has moved where it came in between and the work goes on', () => {
    const desk = knowing();
    desk.told(ten);
    desk.news();
    desk.at('11:10');
    desk.restart();
    desk.underWay(between('10:00', '11:30'));
    expect(desk.news()).toEqual(['moved 10:00-11:30']);
  });

  it('knows that what it knows is old, without telling it again, and tells when it is new', () => {
    const desk = knowing();
    desk.told(ten);
    for (let missed = 0; missed < 2; missed++) desk.maintenance.missed();
    desk.news();
    desk.restart();
    desk.maintenance.missed();
    expect([desk.maintenance.told?.old, desk.news()]).toEqual([true, ['taken up 10:00-11:00, old']]);
    desk.told(ten);
    desk.restart();
    expect([desk.maintenance.told?.old, desk.news()]).toEqual([
      false,
      ['old: false', 'taken up 10:00-11:00'],
    ]);
  });

  it('tells nothing where nothing was known', () => {
    const desk = knowing();
    desk.restart();
    desk.told(null);
    desk.restart();
    expect([desk.maintenance.told?.old, desk.news()]).toEqual([false, []]);
  });
});

describe('a disk that takes nothing', () => {
  it('is told of once and again after it has taken something, and what is known stays right', () => {
    const { maintenance, disk, told, news } = knowing();
    disk.full = true;
    told(ten);
    told(ten);
    expect([maintenance.window, news()]).toEqual([ten, ['not kept: EMU-513', 'announced 10:00-11:00']]);
    disk.full = false;
    told(ten);
    disk.full = true;
    told(ten);
    expect(news()).toEqual(['not kept: EMU-513']);
  });
});

describe('what has been stopped', () => {
  it('hears, tells and keeps nothing more', () => {
    const { maintenance, disk, told, news } = knowing();
    told(ten);
    const { writes } = disk;
    news();
    maintenance.stop();
    expect(told(null)).toBe(false);
    for (let missed = 0; missed < 3; missed++) maintenance.missed();
    maintenance.over();
    expect([disk.writes, news()]).toEqual([writes, []]);
  });
});
