/** The clock of a desk, real or virtual. */

import type { Clock } from '../../firmware/hal.ts';

/** A clock of a desk: its wall time can be set, timers go on as they were. */
export interface DeskClock extends Clock {
  setWall(instant: number): void;
}
