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

type Entry = Readonly<Record<string, unknown>>;
const eventsOf = (lines: readonly string[], event: string): Entry[] =>
  lines.map((line): Entry => JSON.parse(line)).filter((entry) => entry['event'] === event);
const sum = (entries: readonly Entry[], field: string): number =>
  entries.reduce((all, entry) => all + Number(entry[field]), 0);

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
        const told = eventsOf(result.log, 'lineDisturbed');
        resent += sum(told, 'resent');
        // It sums up what the trace has one by one.
        const until = result.trace.findLastIndex((line) => line.includes('"lineDisturbed"'));
        const damaged = eventsOf(result.trace.slice(0, until + 1), 'frameDamaged').length;
        expect(sum(told, 'damaged'), why).toBe(damaged);
      }
      expect(resent).toBeGreaterThan(visits / 4);
    },
    240_000,
  );
});
