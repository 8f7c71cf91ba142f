/** The machine's own time, for desks that serve people. Its wall time can be set ahead or back for trying out dates. */

import type { DeskClock } from './desk-clock.ts';

export function realClock(): DeskClock {
  let shift = 0;
  return {
    now: () => Date.now() + shift,
    ticks: () => performance.now(),
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
    setWall: (instant) => {
      shift = instant - Date.now();
    },
  };
}
