import { describe, expect, test } from 'vitest';
import { Random, runSeed } from '../../protocol/random.ts';
import { pinHolders, toneDigest, visitsWithPins } from './pin-visits.ts';
import { type Outcome, pinsOf, Reference, Told } from './rows.ts';

/** All of them are `npm run pins`. */
const sampled = 120;

const notable = ['0000', '1111', '0123', '9876', '1235', '2580'];

function sample(outcome: Outcome): readonly string[] {
  const random = new Random(runSeed);
  const all = pinsOf(outcome);
  return [...notable, ...Array.from({ length: sampled - notable.length }, () => random.of(all))];
}

describe(`the digits of a PIN (A11Y-10, A11Y-11; SEED=${runSeed})`, () => {
  test.each(pinHolders.flatMap((holder) => [[holder, 'wrong'] as const, [holder, 'right'] as const]))(
    'change nothing of what can be heard, seen or read of a visit, nor its times, where the PIN of the %s is %s',
    async (holder, outcome) => {
      const reference = await Reference.make(holder, outcome, sampled);
      expect(reference.things).toBeGreaterThan(sampled * 100);
      await reference.compare(sample(outcome));
    },
  );

  test.each(pinHolders)(
    'would be told from each other if anything differed: a right PIN of a %s is told from a wrong one',
    async (holder) => {
      const reference = await Reference.make(holder, 'wrong', 1);
      await expect(reference.compare(['5678'], 'right')).rejects.toThrow(Told);
    },
  );

  test('each sound the same tone, to the sample', async () => {
    const tones = new Set<string>();
    for (const digit of '0123456789') {
      const heard: string[] = [];
      await visitsWithPins([{ holder: 'card', entered: digit.repeat(4), right: '1234' }], (what) => {
        const tone = / heard ([0-9a-f]{64})$/.exec(what)?.[1];
        if (tone !== undefined) heard.push(tone);
      });
      const key = toneDigest('key');
      // Three before ＊, three before # and ＊, then four.
      expect(heard.filter((tone) => tone === key)).toHaveLength(10);
      for (const tone of heard) tones.add(tone);
    }
    expect(tones).toEqual(new Set([toneDigest('key'), toneDigest('cardIn'), toneDigest('error')]));
  });
});
