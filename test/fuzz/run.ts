/**
 * Fuzzes the decoders: `npm run fuzz -- [--inputs N] [--seed N] [--decoder NAME] [--threads N] [--grow]`, or gives one
 * input to one decoder: `npm run fuzz -- --decoder NAME --replay HEX`. Exits 1 when an input is found that throws,
 * hangs, breaks a rule or makes memory grow; its bytes are printed. The same seed, corpus and number of threads give
 * the same inputs.
 */

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { growCorpus } from './corpus.ts';
import { Fuzzer } from './fuzzer.ts';
import { endOf, UnderWay } from './hang-watch.ts';
import type { Target } from './target.ts';
import { shared, targets } from './targets.ts';
import type { Report, Work } from './thread.ts';

/** An input takes microseconds; after so many milliseconds without the next one it is called a hang. */
const hangAfter = 20_000;
const longestInput = Math.max(...targets.map(({ longest }) => longest));

const options = {
  inputs: { type: 'string', default: '10000000' },
  seed: { type: 'string', default: String(Math.floor(Math.random() * 0x7fff_ffff)) },
  decoder: { type: 'string' },
  threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  grow: { type: 'boolean', default: false },
  replay: { type: 'string' },
} as const;

const defaults = parseArgs({ args: [], options }).values;
/** null: there is no such option, or one lacks its value. */
function given(): typeof defaults | null {
  try {
    return parseArgs({ options }).values;
  } catch {
    return null;
  }
}
const words = given();
const values = words ?? defaults;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const chosen = targets.filter(({ name }) => values.decoder === undefined || name === values.decoder);
const numbers = [values.inputs, values.seed, values.threads].map(Number);
if (
  words === null ||
  chosen.length === 0 ||
  numbers.some((number) => !Number.isSafeInteger(number) || number < 0)
) {
  say(
    `Options: ${Object.keys(options)
      .map((name) => `--${name}`)
      .join(' ')}.`,
  );
  say(`Give whole numbers, and one of these as --decoder: ${targets.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
} else if (values.replay !== undefined) {
  replay(chosen[0] as Target, values.replay);
} else {
  const [inputs = 0, seed = 0, threads = 1] = numbers;
  process.exitCode = await run(inputs, seed, Math.max(1, threads));
}

function replay(target: Target, hex: string): void {
  const fuzzer = new Fuzzer(target, 0);
  fuzzer.replay([Uint8Array.from(Buffer.from(hex, 'hex'))]);
  for (const [kind, count] of fuzzer.kinds) say(`${count} ${kind}`);
}

interface Total {
  inputs: number;
  growth: number;
  readonly kinds: Map<string, number>;
  readonly kept: Uint8Array[];
}

async function run(inputs: number, seed: number, threads: number): Promise<number> {
  say(`seed ${seed}, ${inputs} inputs, ${threads} threads`);
  const began = performance.now();
  const totals = new Map<string, Total>(
    chosen.map(({ name }) => [name, { inputs: 0, growth: 0, kinds: new Map(), kept: [] }]),
  );
  let spoken = began;
  const progress = (target: string, done: number): void => {
    const now = performance.now();
    if (now < spoken + 10_000) return;
    spoken = now;
    say(`  ${((now - began) / 1000).toFixed(0)} s: ${target}, ${done} inputs`);
  };
  let findings = 0;
  const found = (target: string, what: string, input: string): void => {
    findings += 1;
    say(`FOUND ${what}`);
    say(`  npm run fuzz -- --decoder ${target} --replay ${input}`);
  };

  const thread = async (number: number): Promise<void> => {
    const shares = [...shared(Math.ceil(inputs / threads), chosen)].map(([target, share]) => ({
      target: target.name,
      inputs: share,
    }));
    const underWay = new UnderWay(longestInput);
    // Each target of a thread takes the next number as its seed.
    const work: Work = { seed: seed + number * targets.length, shares, underWay: underWay.memory };
    const worker = new Worker(new URL('./thread-start.js', import.meta.url), { workerData: work });
    let current = '';
    worker.on('message', (said: Report) => {
      if (said.type === 'progress') {
        current = said.target;
        if (number === 0) progress(said.target, said.inputs * threads);
      } else if (said.type === 'finding') {
        found(said.target, said.what, said.input);
      } else {
        add(totals.get(said.target), said);
      }
    });
    const hanging = await endOf(worker, underWay, hangAfter);
    if (hanging !== null) found(current, `${current} hangs`, Buffer.from(hanging).toString('hex'));
  };
  await Promise.all(Array.from({ length: threads }, (_, number) => thread(number)));

  const seconds = (performance.now() - began) / 1000;
  let all = 0;
  for (const target of chosen) {
    const total = totals.get(target.name);
    if (total === undefined) continue;
    all += total.inputs;
    print(target.name, total);
    if (values.grow) growCorpus(target, total.kept);
  }
  say(`${all} inputs in ${seconds.toFixed(1)} s, ${Math.round(all / seconds)} a second; ${findings} found`);
  return findings === 0 ? 0 : 1;
}

function add(total: Total | undefined, done: Extract<Report, { readonly type: 'done' }>): void {
  if (total === undefined) return;
  total.inputs += done.inputs;
  total.growth = Math.max(total.growth, done.growth);
  for (const [kind, count] of done.kinds) total.kinds.set(kind, (total.kinds.get(kind) ?? 0) + count);
  total.kept.push(...done.kept);
}

/** What the first word of a kind says: a code, or that something was accepted, written, told. */
function print(name: string, { inputs, growth, kinds }: Total): void {
  const byWord = new Map<string, number>();
  for (const [kind, count] of kinds) {
    const [word = ''] = kind.split(' ', 1);
    byWord.set(word, (byWord.get(word) ?? 0) + count);
  }
  const counts = [...byWord].sort(([a], [b]) => (a < b ? -1 : 1)).map(([word, count]) => `${word} ${count}`);
  say(`${name}: ${inputs} inputs, ${kinds.size} kinds of outcome, memory +${Math.round(growth / 1024)} KiB`);
  say(`  ${counts.join(', ')}`);
}
