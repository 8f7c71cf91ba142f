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
  let now = Date.parse(today('09:00'));
  const maintenance = knowMaintenance({
    store: memoryMaintenance(),
    clock: { now: () => now },
    observe: (one) => seen.push(one),
  });
  const news = (one: BridgeObservation): string => {
    if (one.event === 'maintenance') {
      const [from, until] = [one.from, one.until].map((at) =>
        new Date(at + 9 * 3_600_000).toISOString().slice(11, 16),
      );
      return `${one.change} ${from}-${until}`;
    }
    return one.event === 'maintenanceNews' ? `old: ${one.old}` : one.event;
  };
  return {
    maintenance,
    at(time: string) {
      now = Date.parse(today(time));
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
