import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

const runAll = (clock: VirtualClock): void => {
  while (clock.next() !== null) clock.runNext();
};

describe('virtual time', () => {
  it('runs timers by time, and those of one moment in the order in which they were set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 60 }), (waits) => {
        const clock = new VirtualClock(1000);
        const ran: number[] = [];
        waits.forEach((wait, i) => {
          clock.setTimeout(() => ran.push(i), wait);
        });
        runAll(clock);
        const expected = waits.map((wait, i) => ({ wait, i })).sort((a, b) => a.wait - b.wait || a.i - b.i);
        expect(ran).toEqual(expected.map(({ i }) => i));
        expect(clock.ticks()).toBe(1000 + Math.max(0, ...waits));
      }),
    );
  });

  it('never runs a timer that was cleared, not even one that is due at the same moment', () => {
    const clock = new VirtualClock(0);
    const ran: string[] = [];
    const second: { timer: unknown } = { timer: null };
    clock.setTimeout(() => {
      ran.push('first');
      clock.clearTimeout(second.timer);
    }, 5);
    second.timer = clock.setTimeout(() => ran.push('second'), 5);
    clock.setTimeout(() => ran.push('third'), 5);
    runAll(clock);
    expect(ran).toEqual(['first', 'third']);
  });

  it('runs what was not cleared in the same order, whichever timers were cleared meanwhile', () => {
    const timers = fc.array(fc.record({ wait: fc.nat(50), clears: fc.option(fc.nat(59)) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(timers, (wanted) => {
        const clock = new VirtualClock(0);
        const ran: number[] = [];
        const cleared = new Set<number>();
        const set: unknown[] = [];
        wanted.forEach(({ wait, clears }, i) => {
          set.push(clock.setTimeout(() => ran.push(i), wait));
          if (clears === null || clears > i) return;
          clock.clearTimeout(set[clears]);
          cleared.add(clears);
        });
        runAll(clock);
        const expected = wanted
          .map(({ wait }, i) => ({ wait, i }))
          .filter(({ i }) => !cleared.has(i))
          .sort((a, b) => a.wait - b.wait || a.i - b.i);
        expect(ran).toEqual(expected.map(({ i }) => i));
      }),
    );
  });

  it('lets the wall clock be set without a timer noticing', () => {
    const clock = new VirtualClock(1000);
    const ran: number[] = [];
    clock.setTimeout(() => ran.push(clock.now()), 10);
    clock.setWall(500_000);
    expect([clock.now(), clock.ticks()]).toEqual([500_000, 1000]);
    runAll(clock);
    expect(ran).toEqual([500_010]);
  });
});
