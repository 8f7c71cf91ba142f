import { describe, expect, it } from 'vitest';
import { failuresOf } from '../../../simulator/scenario/failures.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import type { Scenario } from '../../../simulator/scenario/parse.ts';
import { sentenceOf } from '../../../simulator/scenario/reasons.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';
import { isStepWord, stepWords } from '../../../simulator/scenario/steps.ts';
import { readTrace } from '../../../simulator/trace/read.ts';

const scenarios = loadScenarios([builtInScenarios]);
const byFile = new Map<string, Scenario[]>();
for (const scenario of scenarios) byFile.set(scenario.file, [...(byFile.get(scenario.file) ?? []), scenario]);

describe('the scenarios that come with the project', () => {
  it('are at least 28 files, and use every step', () => {
    expect(byFile.size).toBeGreaterThanOrEqual(28);
    const used = new Set(scenarios.flatMap(({ steps }) => steps.map(({ does }) => does)));
    expect(stepWords.filter(isStepWord).filter((word) => !used.has(word))).toEqual([]);
  });

  it('each name the requirements they show', () => {
    expect(scenarios.filter(({ requirements }) => requirements.length === 0).map(({ name }) => name)).toEqual(
      [],
    );
  });

  it.each([...byFile])(
    '%s passes over memory, twice with the same bytes, each line as catalogued',
    async (_, group) => {
      for (const scenario of group) {
        const first = await runScenario(scenario, { link: 'memory', seed: '7' });
        const failures = failuresOf(first).map(({ where, reason }) => `${where}: ${sentenceOf(reason)}`);
        expect(failures, scenario.name).toEqual([]);
        expect(first.passed).toBe(true);
        const again = await runScenario(scenario, { link: 'memory', seed: '7' });
        expect(again.trace.join('\n')).toBe(first.trace.join('\n'));
        expect(again.log).toEqual(first.log);
        expect(again.metrics).toBe(first.metrics);
        const [read, ...others] = readTrace(first.trace.join('\n'), 'trace.jsonl');
        expect(others).toEqual([]);
        expect(read?.lines).toEqual(first.trace);
        expect(read?.header).toMatchObject({ scenario: scenario.name, seed: '7', link: 'memory' });
      }
    },
  );
});
