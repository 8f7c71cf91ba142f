/** Numbers observations, the bridge's or another's, and keeps the last ones, so that a listener can resume. Holds no file. */

import type { Clock } from '../clock.ts';
import type { BridgeObservation } from '../observed.ts';
import type { NumberedObservation } from './desk-view.ts';
import type { EventSource } from './event-stream.ts';

export interface EventLog<O = BridgeObservation> extends EventSource<NumberedObservation<O>> {
  record(observation: O): void;
}

/** Numbers that a process may give for each millisecond it lives before they reach into those of the next one. */
const numbersEachMillisecond = 1_000;

/**
 * Where the numbers of this process begin: above those of the processes before it, which no file tells, so that a number of
 * theirs is known for what it is. Whole and exact in JSON until the year 2255.
 */
export const numbersOfProcess = (clock: Pick<Clock, 'now'>): number => clock.now() * numbersEachMillisecond;

/**
 * @param keep how many observations stay for those who resume
 * @param before the number before the first one
 */
export function createEventLog<O = BridgeObservation>(
  clock: Pick<Clock, 'now'>,
  { keep = 4096, before = 0 }: { readonly keep?: number; readonly before?: number } = {},
): EventLog<O> {
  type Numbered = NumberedObservation<O>;
  const ring: Numbered[] = [];
  const listeners = new Set<(event: Numbered) => void>();
  let last = before;

  return {
    record(observation) {
      const event = { number: ++last, at: clock.now(), observation };
      ring[event.number % keep] = event;
      for (const listener of listeners) listener(event);
    },
    eventsSince(since) {
      const events: Numbered[] = [];
      // Of another process: one before this, or one that lived before the clock was set back.
      const seen = since < before || since > last ? before : since;
      for (let number = Math.max(seen, last - keep) + 1; number <= last; number++) {
        const event = ring[number % keep];
        if (event) events.push(event);
      }
      return events;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
