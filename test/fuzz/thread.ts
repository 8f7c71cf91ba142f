/** One thread of a run: fuzzes the targets it is given one after another, and says how far it is. */

import { parentPort, workerData } from 'node:worker_threads';
import { readCorpus } from './corpus.ts';
import { Finding, Fuzzer, MemoryWatch } from './fuzzer.ts';
import { UnderWay } from './hang-watch.ts';
import { Violation } from './target.ts';
import { targets } from './targets.ts';

export interface Work {
  readonly seed: number;
  readonly shares: readonly { readonly target: string; readonly inputs: number }[];
  readonly underWay: SharedArrayBuffer;
}

export type Report =
  | { readonly type: 'progress'; readonly target: string; readonly inputs: number }
  | { readonly type: 'finding'; readonly target: string; readonly what: string; readonly input: string }
  | {
      readonly type: 'done';
      readonly target: string;
      readonly inputs: number;
      readonly kinds: ReadonlyMap<string, number>;
      readonly kept: readonly Uint8Array[];
      /** Bytes held more at the end than after the first tenth. */
      readonly growth: number;
    };

/** Between two looks at memory and two words of progress. */
const steps = 10;

const report = (said: Report): void => parentPort?.postMessage(said);

function fuzz(work: Work): void {
  const underWay = new UnderWay(work.underWay);
  const about = (input: Uint8Array): void => underWay.note(input);
  for (const [place, { target: name, inputs }] of work.shares.entries()) {
    const target = targets.find((one) => one.name === name);
    if (target === undefined) continue;
    const fuzzer = new Fuzzer(target, work.seed + place, about);
    const memory = new MemoryWatch();
    report({ type: 'progress', target: name, inputs: 0 });
    try {
      fuzzer.replay(readCorpus(name));
      for (let step = 1; step <= steps; step += 1) {
        fuzzer.run(Math.max(0, Math.ceil((inputs * step) / steps) - fuzzer.inputs));
        memory.look();
        report({ type: 'progress', target: name, inputs: fuzzer.inputs });
      }
    } catch (error) {
      if (!(error instanceof Finding || error instanceof Violation)) throw error;
      const input = error instanceof Finding ? Buffer.from(error.input).toString('hex') : '';
      report({ type: 'finding', target: name, what: error.message.replace(/; input .*$/, ''), input });
      continue;
    }
    const { kinds } = fuzzer;
    report({
      type: 'done',
      target: name,
      inputs: fuzzer.inputs,
      kinds,
      kept: fuzzer.kept(),
      growth: memory.growth,
    });
  }
}

// Where an error came from is most of what a refusal costs; --replay shows it.
Error.stackTraceLimit = 0;
fuzz(workerData as Work);
