/** How a scenario's time goes on: timer by timer where the clock is virtual, by itself where it is real. */

import type { Activity } from '../time/activity.ts';
import type { DeskClock } from '../time/desk-clock.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';

export interface Pace {
  /** Lets so many milliseconds of the scenario's time pass. The desk is quiet then. */
  pass(milliseconds: number): Promise<void>;
  /** Lets time go on until it is so, for at most so many milliseconds. True when it is so. */
  until(isSo: () => boolean, within: number): Promise<boolean>;
  /** Something may have come true: called at each observation. */
  changed(): void;
}

export function virtualPace(clock: VirtualClock, activity: Activity): Pace {
  /** Runs what is due up to `end`, one timer after the other, and stops where it is so. */
  const runUntil = async (end: number, isSo: () => boolean): Promise<boolean> => {
    for (;;) {
      await activity.quiet();
      if (isSo()) return true;
      const next = clock.next();
      if (next === null || next > end) break;
      clock.runNext();
    }
    clock.moveTo(end);
    return false;
  };
  return {
    pass: async (milliseconds) => void (await runUntil(clock.ticks() + milliseconds, () => false)),
    until: (isSo, within) => runUntil(clock.ticks() + within, isSo),
    changed: () => {},
  };
}

export function realPace(clock: DeskClock, activity: Activity): Pace {
  let wake = (): void => {};
  const changeOr = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = clock.setTimeout(resolve, milliseconds);
      wake = () => {
        clock.clearTimeout(timer);
        resolve();
      };
    });
  const untilTime = async (end: number, isSo: () => boolean): Promise<boolean> => {
    for (;;) {
      await activity.quiet();
      if (isSo()) return true;
      const left = end - clock.ticks();
      if (left <= 0) return false;
      await changeOr(left);
    }
  };
  return {
    pass: async (milliseconds) => void (await untilTime(clock.ticks() + milliseconds, () => false)),
    until: (isSo, within) => untilTime(clock.ticks() + within, isSo),
    changed: () => wake(),
  };
}
