import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { type Random, runSeed } from '../protocol/random.ts';
import { readCorpus } from './corpus.ts';
import { Finding, Fuzzer, MemoryWatch } from './fuzzer.ts';
import { endOf, UnderWay } from './hang-watch.ts';
import { insist, type Target } from './target.ts';
import { shared, targets } from './targets.ts';

/** Of each run of the tests; `npm run fuzz` goes on from there. */
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 200_000);

describe('a decoder, given what is not meant for it, neither throws nor breaks a rule', () => {
  test.each(targets.map((target) => [target.name, target] as const))('%s, on the corpus', (name, target) => {
    const corpus = readCorpus(name);
    expect(corpus.length).toBeGreaterThan(5);
    const fuzzer = new Fuzzer(target, 0);
    fuzzer.replay(corpus);
    expect(fuzzer.inputs).toBe(corpus.length);
  });

  test.each([...shared(inputs, targets)].map(([target, share]) => [target.name, target, share] as const))(
    '%s, on new inputs',
    (name, target, share) => {
      const fuzzer = new Fuzzer(target, runSeed);
      const memory = new MemoryWatch();
      try {
        fuzzer.replay(readCorpus(name));
        fuzzer.run(Math.ceil(share / 4));
        memory.look();
        fuzzer.run(share - Math.ceil(share / 4));
        memory.look();
      } catch (error) {
        expect.fail(`seed ${runSeed}: ${error instanceof Error ? error.message : String(error)}`);
      }
      const kinds = [...fuzzer.kinds.keys()];
      expect(kinds.some((kind) => /^(?:accepted|told)/.test(kind))).toBe(true);
      expect(kinds.some((kind) => /^(?:EMU-|refused)/.test(kind))).toBe(true);
    },
  );
});

/** A decoder of our making: what it is given it takes, unless `judge` says otherwise. */
const decoder = (judge: (input: Uint8Array) => void): Target => ({
  name: 'trial',
  share: 1,
  longest: 100,
  tokens: [],
  sound: (random: Random) => random.bytes(random.between(1, 8)),
  judge(input) {
    judge(input);
    return [`accepted ${input.length > 4 ? 'long' : 'short'}`];
  },
});
const findingIn = (target: Target, count: number): Finding | null => {
  try {
    new Fuzzer(target, 1).run(count);
    return null;
  } catch (error) {
    if (error instanceof Finding) return error;
    throw error;
  }
};

describe('the fuzzer', () => {
  test('finds nothing where there is nothing', () => {
    expect(
      findingIn(
        decoder(() => {}),
        5000,
      ),
    ).toBeNull();
  });

  test('finds an input that makes a decoder throw, and gives it again', () => {
    const weak = decoder((input) => {
      if (input[0] === 0xbb && (input[1] ?? 0) > 0xf0) throw new RangeError('Invalid array length');
    });
    const finding = findingIn(weak, 200_000);
    expect(finding?.message).toMatch(/^trial threw RangeError: Invalid array length; input bbf/);
    expect(() => new Fuzzer(weak, 2).replay([finding?.input ?? new Uint8Array()])).toThrow(Finding);
  });

  test('finds an input for which a rule does not hold', () => {
    const weak = decoder((input) => insist(input.at(-1) !== 0, 'nothing ends in zero'));
    expect(findingIn(weak, 20_000)?.message).toMatch(/^trial broken: nothing ends in zero; input (?:..)*00$/);
  });

  test('finds that reasons repeat what is in the input', () => {
    const target: Target = { ...decoder(() => {}), judge: (input) => [`EMU-201 ${input.join(' ')}`] };
    expect(findingIn(target, 20_000)?.message).toContain('reasons name rules');
  });

  test('finds that memory grows', () => {
    const kept: Uint8Array[] = [];
    const fuzzer = new Fuzzer(
      decoder(() => kept.push(new Uint8Array(4096))),
      1,
    );
    const memory = new MemoryWatch();
    fuzzer.run(1000);
    memory.look();
    fuzzer.run(10_000);
    expect(() => memory.look()).toThrow('memory stays what it was');
    expect(kept.length).toBe(11_000);
  });

  test('finds an input that a decoder does not come to the end of', async () => {
    const hanging = `
      const { workerData } = require('node:worker_threads');
      new Uint8Array(workerData, 8).set([0xbb, 0x01]);
      new Int32Array(workerData).set([1, 2]);
      for (;;);
    `;
    const underWay = new UnderWay(100);
    const worker = new Worker(hanging, { eval: true, workerData: underWay.memory });
    expect(await endOf(worker, underWay, 50)).toEqual(Uint8Array.of(0xbb, 0x01));
  });

  test('gives the same inputs for the same seed', () => {
    const given = (seed: number): string[] => {
      const inputs: string[] = [];
      new Fuzzer(
        decoder((input) => inputs.push(Buffer.from(input).toString('hex'))),
        seed,
      ).run(2000);
      return inputs;
    };
    expect(given(7)).toEqual(given(7));
    expect(given(7)).not.toEqual(given(8));
  });

  test('keeps the shortest input for each outcome', () => {
    const fuzzer = new Fuzzer(
      decoder(() => {}),
      3,
    );
    fuzzer.run(20_000);
    expect(
      fuzzer
        .kept()
        .map(({ length }) => length)
        .sort(),
    ).toEqual([0, 5]);
  });
});
