/** One thread of a run: presses its share of the keys. */

import { parentPort, workerData } from 'node:worker_threads';
import { Broken, pressAtRandom, type Shown } from '../../simulator/accessibility/random-keys.ts';

export interface Work {
  readonly presses: number;
  readonly seed: number;
}

export type Report =
  | { readonly type: 'pressed'; readonly shown: Shown }
  | { readonly type: 'broken'; readonly what: string };

const { presses, seed } = workerData as Work;
const report = (said: Report): void => parentPort?.postMessage(said);

try {
  report({ type: 'pressed', shown: await pressAtRandom(presses, seed) });
} catch (error) {
  if (!(error instanceof Broken)) throw error;
  report({ type: 'broken', what: error.message });
}
