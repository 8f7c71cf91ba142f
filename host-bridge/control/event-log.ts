/** Numbers the bridge's observations and keeps the last ones, so that a listener can resume. Holds no file. */

import type { Clock } from '../clock.ts';
import type { BridgeObservation } from '../observed.ts';
import type { ControlledBridge, NumberedObservation } from './desk-view.ts';

export interface EventLog extends Pick<ControlledBridge, 'eventsSince' | 'subscribe'> {
  record(observation: BridgeObservation): void;
}

/** @param keep how many observations stay for those who resume */
export function createEventLog(clock: Pick<Clock, 'now'>, keep = 4096): EventLog {
  const ring: NumberedObservation[] = [];
  const listeners = new Set<(event: NumberedObservation) => void>();
  let last = 0;

  return {
    record(observation) {
      const event = { number: ++last, at: clock.now(), observation };
      ring[(event.number - 1) % keep] = event;
      for (const listener of listeners) listener(event);
    },
    eventsSince(since) {
      const events: NumberedObservation[] = [];
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
