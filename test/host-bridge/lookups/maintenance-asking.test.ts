import { describe, expect, it } from 'vitest';
import type { Facility } from '../../../host-bridge/facility.ts';
import { knowMaintenance } from '../../../host-bridge/lookups/announced-maintenance.ts';
import { askOfMaintenance, type MaintenanceAsking } from '../../../host-bridge/lookups/maintenance-asking.ts';
import { memoryMaintenance } from '../../../host-bridge/lookups/memory-maintenance.ts';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import { VirtualClock } from '../readers/virtual-clock.ts';
import { scriptedSearches } from './scripted-searches.ts';

const facility = { institution: '9999999999', municipality: '見本県見本市', emergencyHospital: false };
const minute = 60_000;

/** A bridge's asking, from nine o'clock in Japan on. */
function asking(minutes: Facility['maintenanceAskingMinutes'] = 30) {
  const searches = scriptedSearches();
  const clock = new VirtualClock();
  const began = clock.now();
  const seen: BridgeObservation[] = [];
  const maintenance = knowMaintenance({
    store: memoryMaintenance(),
    clock,
    observe: (one) => seen.push(one),
    changed: () => own.windowChanged(),
  });
  const script = { minutes, visitsWait: false };
  /** Minutes from the beginning at which it was asked. */
  const askedAt: number[] = [];
  let hold: Promise<void> | null = null;
  const own: MaintenanceAsking = askOfMaintenance({
    async ask() {
      askedAt.push((clock.now() - began) / minute);
      await hold;
      return searches.ask('situation', { facility });
    },
    maintenance,
    minutes: () => script.minutes,
    visitsWait: () => script.visitsWait,
    clock,
  });
  return {
    own,
    clock,
    script,
    searches,
    maintenance,
    askedAt,
    news: () =>
      seen.map((one) =>
        one.event === 'maintenance' ? one.change : one.event === 'maintenanceNews' && `old: ${one.old}`,
      ),
    pass: (length: number) => clock.advance(length * minute),
    /** Answers wait until what this gives is called. */
    holdAnswers(): () => void {
      let release = (): void => {};
      hold = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        hold = null;
        release();
      };
    },
  };
}
const ten = { from: '2026-11-02T10:00:00+09:00', until: '2026-11-02T11:00:00+09:00' };

describe('the bridge', () => {
  it('asks when it starts and then at the interval', async () => {
    const { own, askedAt, pass } = asking(30);
    own.start();
    await pass(95);
    expect(askedAt).toEqual([0, 30, 60, 90]);
  });

  it('asks as often as the facility says', async () => {
    const { own, askedAt, pass } = asking(5);
    own.start();
    await pass(11);
    expect(askedAt).toEqual([0, 5, 10]);
  });

  it('never asks where the facility says so, and has no timer for it', async () => {
    const { own, clock, askedAt, pass } = asking('never');
    own.start();
    await pass(24 * 60);
    expect([askedAt, clock.pending]).toEqual([[], 0]);
  });

  it('tries every quarter of a minute until it reaches the back end for the first time, then at the interval', async () => {
    const { own, searches, askedAt, pass } = asking(30);
    searches.failing = 'EMU-420';
    own.start();
    await pass(0.9);
    searches.failing = null;
    await pass(60);
    expect(askedAt).toEqual([0, 0.25, 0.5, 0.75, 1, 31]);
  });

  it('does not hurry again once it was reached, nor where a back end answers otherwise', async () => {
    const { own, searches, askedAt, pass } = asking(30);
    searches.failing = 'EMU-421';
    own.start();
    await pass(31);
    searches.failing = 'EMU-420';
    await pass(30);
    expect(askedAt).toEqual([0, 30, 60]);
  });

  it('asks at the end of a window, which may have moved, and hears of each change once', async () => {
    const { own, searches, askedAt, news, pass } = asking(50);
    searches.situation.maintenance = ten;
    own.start();
    await pass(70);
    searches.failing = 'EMU-480';
    searches.detail = ten;
    await pass(45);
    searches.detail = { ...ten, until: '2026-11-02T11:10:00+09:00' };
    await pass(10);
    expect([askedAt, news()]).toEqual([
      [0, 50, 100, 120],
      ['announced', 'moved'],
    ]);
    searches.failing = null;
    searches.situation.maintenance = null;
    await pass(10);
    expect([askedAt.at(-1), news()]).toEqual([130, ['announced', 'moved', 'over']]);
  });

  it('marks what it knows as old after two askings without an answer', async () => {
    const { own, searches, maintenance, news, pass } = asking(30);
    searches.situation.maintenance = { ...ten, until: '2026-11-02T18:00:00+09:00' };
    own.start();
    await pass(1);
    searches.failing = 'EMU-420';
    await pass(30);
    expect(maintenance.told?.old).toBe(false);
    await pass(30);
    expect(maintenance.told?.old).toBe(true);
    searches.failing = null;
    await pass(30);
    expect(news()).toEqual(['announced', 'old: true', 'old: false']);
  });

  it('asks nothing after it was stopped, and hears nothing any more', async () => {
    const { own, clock, searches, askedAt, news, pass, holdAnswers } = asking(30);
    searches.situation.maintenance = ten;
    const release = holdAnswers();
    own.start();
    await pass(1);
    own.stop();
    release();
    await pass(60);
    expect([askedAt, news(), clock.pending]).toEqual([[0], [], 0]);
  });
});

describe('while something of a visit waits for the back end', () => {
  it('nothing is asked, and once soon after it has its answer', async () => {
    const { own, script, askedAt, pass } = asking(30);
    script.visitsWait = true;
    own.start();
    await pass(10);
    expect(askedAt).toEqual([]);
    script.visitsWait = false;
    await pass(1);
    expect(askedAt).toHaveLength(1);
    expect(askedAt[0]).toBeLessThanOrEqual(10 + 5 / 60);
  });

  it('askings that could not go out count as missed', async () => {
    const { own, script, maintenance, askedAt, pass } = asking(30);
    own.start();
    await pass(1);
    script.visitsWait = true;
    await pass(60);
    expect(maintenance.told?.old).toBe(false);
    await pass(30);
    expect([maintenance.told?.old, askedAt]).toEqual([true, [0]]);
  });
});

describe('an answer that takes longer than the interval', () => {
  it('is waited for: nothing is asked beside it, and the asking it has kept back goes out after it', async () => {
    const { own, askedAt, pass, holdAnswers } = asking(1);
    const release = holdAnswers();
    own.start();
    await pass(2.5);
    expect(askedAt).toEqual([0]);
    release();
    await pass(0);
    expect(askedAt).toEqual([0, 2.5]);
  });
});

describe('a change of the interval', () => {
  it('begins with asking', async () => {
    const { own, script, askedAt, pass } = asking('never');
    own.start();
    await pass(10);
    script.minutes = 20;
    own.settingsChanged();
    await pass(20);
    expect(askedAt).toEqual([10, 30]);
  });

  it('to never ends the asking, also what gave way to visits', async () => {
    const { own, clock, script, askedAt, pass } = asking(30);
    own.start();
    await pass(10);
    script.visitsWait = true;
    await pass(21);
    script.minutes = 'never';
    own.settingsChanged();
    script.visitsWait = false;
    await pass(120);
    expect([askedAt, clock.pending]).toEqual([[0], 0]);
  });

  it('is none where other settings change', async () => {
    const { own, askedAt, pass } = asking(30);
    own.start();
    await pass(10);
    own.settingsChanged();
    await pass(25);
    expect(askedAt).toEqual([0, 30]);
  });
});

const refusal = (window: { from: string; until: string }) =>
  ({ code: 'EMU-480', detail: { ...window } }) as const;
const now = { from: '2026-11-02T08:00:00+09:00', until: '2026-11-02T09:20:00+09:00' };

describe('what is refused for maintenance', () => {
  it.each([30, 'never'] as const)('is known at once, and told once (asking: %s)', async (minutes) => {
    const { own, maintenance, news, pass } = asking(minutes);
    own.start();
    await pass(1);
    own.refused(refusal(now));
    own.refused(refusal(now));
    expect([maintenance.window, maintenance.told?.old, news()]).toEqual([now, false, ['announced']]);
    own.stop();
  });

  it('is asked about at its end, whoever was refused', async () => {
    const { own, askedAt, news, pass } = asking(60);
    own.start();
    await pass(1);
    own.refused(refusal(now));
    await pass(30);
    expect([askedAt, news()]).toEqual([
      [0, 20],
      ['announced', 'over'],
    ]);
    own.stop();
  });

  it('makes what was old new', async () => {
    const { own, searches, news, pass } = asking(10);
    searches.situation.maintenance = ten;
    own.start();
    await pass(1);
    searches.failing = 'EMU-420';
    await pass(20);
    own.refused(refusal(ten));
    expect(news()).toEqual(['announced', 'old: true', 'old: false']);
    own.stop();
  });

  it('is nothing to learn from where something else is refused, or where no end is told', async () => {
    const { own, maintenance, news, pass } = asking('never');
    own.start();
    await pass(1);
    own.refused({ code: 'EMU-420', detail: {} });
    own.refused({ code: 'EMU-480', detail: {} });
    expect([maintenance.window, news()]).toEqual([null, []]);
  });

  it('is not heard of after it was stopped', async () => {
    const { own, clock, news } = asking(30);
    own.start();
    own.stop();
    own.refused(refusal(now));
    own.answered(clock.now());
    await clock.advance(60 * minute);
    expect([news(), clock.pending]).toEqual([[], 0]);
  });
});

describe('something that is answered while maintenance is under way as it was told', () => {
  it('makes the bridge ask, once for a window', async () => {
    const { own, clock, searches, askedAt, news, pass } = asking(60);
    searches.situation.maintenance = now;
    own.start();
    await pass(5);
    for (let answered = 0; answered < 3; answered++) {
      own.answered(clock.now());
      await pass(1);
    }
    expect([askedAt, news()]).toEqual([[0, 5], ['announced']]);
    own.stop();
  });

  it('and is over by what is asked then, is over', async () => {
    const { own, clock, searches, news, pass } = asking(60);
    searches.situation.maintenance = now;
    own.start();
    await pass(5);
    searches.situation.maintenance = null;
    own.answered(clock.now());
    await pass(0);
    expect(news()).toEqual(['announced', 'over']);
    own.stop();
  });

  it('gives way to visits', async () => {
    const { own, clock, script, searches, askedAt, pass } = asking(60);
    searches.situation.maintenance = now;
    own.start();
    await pass(5);
    script.visitsWait = true;
    own.answered(clock.now());
    await pass(1);
    expect(askedAt).toEqual([0]);
    script.visitsWait = false;
    await pass(1);
    expect(askedAt).toHaveLength(2);
    own.stop();
  });

  it('says nothing before it begins', async () => {
    const { own, clock, searches, askedAt, pass } = asking(60);
    searches.situation.maintenance = ten;
    own.start();
    await pass(5);
    own.answered(clock.now());
    await pass(1);
    expect(askedAt).toEqual([0]);
    own.stop();
  });
});

describe('where nobody is asked', () => {
  it('a window is over by the clock, however far away its end is, and then no timer is left', async () => {
    const { own, clock, news, pass } = asking('never');
    own.start();
    own.refused(refusal({ ...now, until: '2026-12-24T09:00:00+09:00' }));
    await pass(51 * 24 * 60);
    expect(news()).toEqual(['announced']);
    await pass(24 * 60);
    expect([news(), clock.pending]).toEqual([['announced', 'over'], 0]);
  });

  it('it is over once something is answered that was asked after a refusal, and not by a slow answer', async () => {
    const { own, clock, askedAt, news, pass } = asking('never');
    own.start();
    const before = clock.now();
    await pass(1);
    own.refused(refusal(now));
    own.answered(before);
    expect(news()).toEqual(['announced']);
    await pass(1);
    own.answered(clock.now());
    expect([askedAt, news(), clock.pending]).toEqual([[], ['announced', 'over'], 0]);
  });
});
