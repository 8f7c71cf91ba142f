/**
 * Presses keys at random: `npm run keys -- [--presses N] [--seed N]`. Exits 1 where two voices spoke at once, a screen
 * stood without its prompt, or there was no way out; the keys that led there are printed. The same seed and number of
 * threads give the same keys.
 */

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Report, Work } from './thread.ts';

const { values } = parseArgs({
  options: {
    presses: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 0x7fff_ffff)) },
  },
});
const presses = Number(values.presses);
const seed = Number(values.seed);
const threads = Math.min(2, availableParallelism());
/** Each desk of a thread takes the next number as its seed. */
const seedsOfThread = 1_000_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const shown = new Map<string, number>();
let whole = 0;

function thread(number: number): Promise<void> {
  const work: Work = { presses: Math.ceil(presses / threads), seed: seed + number * seedsOfThread };
  const worker = new Worker(new URL('./thread-start.js', import.meta.url), { workerData: work });
  worker.on('message', (said: Report) => {
    if (said.type === 'broken') {
      say(`FOUND ${said.what}`);
      return;
    }
    whole += 1;
    for (const [screen, times] of said.shown) shown.set(screen, (shown.get(screen) ?? 0) + times);
  });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

if (!Number.isSafeInteger(presses) || !Number.isSafeInteger(seed) || presses < 1 || seed < 0) {
  say('Give whole numbers as --presses and --seed.');
  process.exitCode = 2;
} else {
  say(`seed ${seed}, ${presses} presses, ${threads} threads`);
  const began = performance.now();
  await Promise.all(Array.from({ length: threads }, (_, number) => thread(number)));
  say([...shown].map(([screen, times]) => `${screen} ${times}`).join(', '));
  say(`${((performance.now() - began) / 1000).toFixed(1)} s; ${whole} of ${threads} threads found nothing`);
  process.exitCode = whole === threads ? 0 : 1;
}
