/**
 * The corpus of each target: one input a line, in hex, in `corpus/<target>.hex`. Inputs that once brought a mistake to
 * light stay in it; `npm run fuzz -- --grow` adds others.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Target } from './target.ts';

const fileOf = (target: string): URL => new URL(`corpus/${target}.hex`, import.meta.url);

export function readCorpus(target: string): readonly Uint8Array[] {
  if (!existsSync(fileOf(target))) return [];
  return readFileSync(fileOf(target), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => Uint8Array.from(Buffer.from(line, 'hex')));
}

/** Adds those of `inputs` that bring about an outcome, or two together, that nothing in the corpus does. */
export function growCorpus(target: Target, inputs: readonly Uint8Array[]): void {
  const covered = new Set<string>();
  const shows = (input: Uint8Array): boolean => {
    const kinds = [...new Set(target.judge(input))].sort();
    const pairs = kinds.flatMap((one, i) => kinds.slice(i).map((two) => `${one} + ${two}`));
    const fresh = pairs.some((pair) => !covered.has(pair));
    for (const pair of pairs) covered.add(pair);
    return fresh;
  };
  const corpus = readCorpus(target.name);
  for (const input of corpus) shows(input);
  const added = [...inputs].sort((a, b) => a.length - b.length).filter(shows);
  const lines = [...corpus, ...added].map((input) => `${Buffer.from(input).toString('hex')}\n`);
  writeFileSync(fileOf(target.name), lines.join(''));
}
