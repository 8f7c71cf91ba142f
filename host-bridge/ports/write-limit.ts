/**
 * Ends a port whose other side has stopped taking bytes: as long as something is unwritten, each write that
 * gets through gives the next one `writeLimitMs`.
 */

import type { Clock } from '../clock.ts';

/** Milliseconds. Our figure: above what the link itself waits (3 s) before it counts a peer as gone. */
export const writeLimitMs = 5_000;

export interface WriteLimit {
  /** A write was begun. */
  began(): void;
  /** A write has got through. */
  ended(): void;
  stop(): void;
}

export function createWriteLimit(clock: Clock, stuck: () => void, limitMs = writeLimitMs): WriteLimit {
  let under = 0;
  let timer: unknown = null;
  const disarm = (): void => {
    if (timer !== null) clock.clearTimeout(timer);
    timer = null;
  };
  const arm = (): void => {
    timer = clock.setTimeout(() => {
      timer = null;
      stuck();
    }, limitMs);
  };
  return {
    began() {
      under += 1;
      if (timer === null) arm();
    },
    ended() {
      under -= 1;
      disarm();
      if (under > 0) arm();
    },
    stop: disarm,
  };
}
