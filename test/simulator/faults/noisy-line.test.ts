import { describe, expect, it } from 'vitest';
import { failuresOf } from '../../../simulator/scenario/failures.ts';
import { sentenceOf } from '../../../simulator/scenario/reasons.ts';
import type { ScenarioResult } from '../../../simulator/scenario/run.ts';
import { runSeed } from '../../protocol/random.ts';
import { run } from '../scenario/running.ts';

/** Visits of each kind; VISITS asks for more. */
const visits = Number(process.env['VISITS'] ?? 120);

const confirmed = {
  face: ['camera: match', 'press: "1"'],
  PIN: ['press: "2"', 'press: "1234#"'],
} as const;

const visitWith = (method: keyof typeof confirmed, seed: string): Promise<ScenarioResult> =>
  run(
    [
      'link: noise, rate: 0.01',
      'place: card',
      'see: choose_method',
      ...confirmed[method],
      'see: consent_all, within: 60s',
      'press: "1"',
      'press: "#"',
      'see: accepted_clinic, within: 60s',
      'remove: card',
      'see: idle',
      'wait: 10s',
    ],
    'expect: { visits: [{ outcome: accepted, state: committed }], files: 1, consents: 1 }',
    { seed },
  );

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

describe('with one byte in a hundred damaged, both ways,', () => {
  it.each(['face', 'PIN'] as const)(
    'every visit with the %s is accepted, and the log says how many frames were sent again',
    async (method) => {
      let resent = 0;
      for (let n = 0; n < visits; n += 1) {
        const seed = (runSeed + n) >>> 0;
        const why = `SEED=${seed} VISITS=1`;
        const result = await visitWith(method, String(seed));
        const failures = failuresOf(result).map(({ where, reason }) => `${where}: ${sentenceOf(reason)}`);
        expect(failures, why).toEqual([]);
        expect(result.passed, why).toBe(true);
        const log: Readonly<Record<string, unknown>>[] = result.log.map((line) => JSON.parse(line));
        const told = log.filter(({ event }) => event === 'lineDisturbed');
        resent += sum(told.map((line) => Number(line['resent'])));
        // What it sums up are the frames that it has named one by one.
        const named = log
          .slice(0, log.lastIndexOf(told.at(-1) ?? {}))
          .filter(({ event }) => event === 'frameDamaged');
        expect(sum(told.map((line) => Number(line['damaged']))), why).toBe(
          told.length === 0 ? 0 : named.length,
        );
      }
      expect(resent).toBeGreaterThan(visits / 4);
    },
    240_000,
  );
});
