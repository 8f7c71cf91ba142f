/** One thread of the whole run: its rows of PINs one after another. */

import { parentPort, workerData } from 'node:worker_threads';
import type { PinHolder } from './pin-visits.ts';
import { type Outcome, Reference, Told } from './rows.ts';

export interface Work {
  readonly holder: PinHolder;
  readonly outcome: Outcome;
  readonly rows: readonly (readonly string[])[];
}

export type Report =
  | { readonly type: 'compared'; readonly visits: number }
  /** What differed; PINs of invented people, so that it can be looked into. */
  | { readonly type: 'told'; readonly what: string; readonly pins: readonly string[] };

const report = (said: Report): void => parentPort?.postMessage(said);

for (const { holder, outcome, rows } of workerData as readonly Work[]) {
  const reference = await Reference.make(holder, outcome, Math.max(...rows.map(({ length }) => length)));
  for (const pins of rows) {
    try {
      await reference.compare(pins);
      report({ type: 'compared', visits: pins.length });
    } catch (error) {
      if (!(error instanceof Told)) throw error;
      report({ type: 'told', what: error.message, pins });
    }
  }
}
