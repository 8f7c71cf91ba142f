/** Numbers observations, the bridge's or another's, and keeps the last ones, so that a listener can resume. Holds no file. */

import type { Clock } from '../clock.ts';
import type { BridgeObservation } from '../observed.ts';
import type { NumberedObservation } from './desk-view.ts';
import type { EventSource } from './event-stream.ts';

export interface EventLog<O = BridgeObservation> extends EventSource<NumberedObservation<O>> {
  record(observation: O): void;
}

/** @param keep how many observations stay for those who resume */
export function createEventLog<O = BridgeObservation>(clock: Pick<Clock, 'now'>, keep = 4096): EventLog<O> {
  type Numbered = NumberedObservation<O>;
  const ring: Numbered[] = [];
  const listeners = new Set<(event: Numbered) => void>();
  let last = 0;

  return {
    record(observation) {
      const event = { number: ++last, at: clock.now(), observation };
      ring[(event.number - 1) % keep] = event;
      for (const listener of listeners) listener(event);
    },
    eventsSince(since) {
      const events: Numbered[] = [];
      // A number that has not been reached yet was given before the bridge restarted.
      const seen = since > last ? 0 : since;
      for (let number = Math.max(seen, last - keep) + 1; number <= last; number++) {
        const event = ring[(number - 1) % keep];
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
