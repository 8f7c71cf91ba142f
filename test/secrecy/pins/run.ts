/**
 * Whether the digits of a PIN change anything that can be observed of a visit: `npm run pins`. Makes a visit with each
 * of the 9,999 wrong PINs, and with each of the 10,000 right ones on a card, on a phone, and on
 * a phone at a phone reader, personalised with it. Exits 1 where one is
 * told from the others; what differed is printed.
 */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { pinHolders } from './pin-visits.ts';
import { pinsOf } from './rows.ts';
import type { Report, Work } from './thread.ts';

/** Visits at one desk. */
const rowOf = 100;
const threads = Math.min(2, availableParallelism());

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function rows(pins: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(pins.length / rowOf) }, (_, i) =>
    pins.slice(i * rowOf, (i + 1) * rowOf),
  );
}

const began = performance.now();
let visits = 0;
let told = 0;

function thread(number: number): Promise<void> {
  const work: readonly Work[] = pinHolders.flatMap((holder) =>
    (['wrong', 'right'] as const).map((outcome) => ({
      holder,
      outcome,
      rows: rows(pinsOf(outcome)).filter((_, i) => i % threads === number),
    })),
  );
  const worker = new Worker(new URL('./thread-start.js', import.meta.url), { workerData: work });
  worker.on('message', (said: Report) => {
    if (said.type === 'compared') {
      visits += said.visits;
      return;
    }
    told += 1;
    say(`TOLD in the row from ${said.pins[0]}: ${said.what}`);
  });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

await Promise.all(Array.from({ length: threads }, (_, number) => thread(number)));
const seconds = ((performance.now() - began) / 1000).toFixed(1);
const all = pinHolders.length * (pinsOf('wrong').length + pinsOf('right').length);
say(
  `${visits} of ${all} visits with PINs alike in ${seconds} s on ${threads} threads; ${told} rows told apart`,
);
process.exitCode = visits === all && told === 0 ? 0 : 1;
