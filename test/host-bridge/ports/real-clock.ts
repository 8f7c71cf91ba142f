import type { Clock } from '../../../host-bridge/clock.ts';

/** The machine's own time, for tests over real ports. */
export const realClock: Clock = {
  now: Date.now,
  ticks: () => performance.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};
