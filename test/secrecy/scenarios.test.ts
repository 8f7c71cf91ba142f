import { describe, expect, it } from 'vitest';
import { loadPeople } from '../../simulator/people/registry.ts';
import { builtInScenarios, loadScenarios } from '../../simulator/scenario/load.ts';
import { entries, otherEntries, otherPeople } from './other-people.ts';
import { otherScenario } from './other-scenario.ts';
import { personalValues } from './personal-values.ts';
import { firstDifference, found, record } from './records.ts';

const people = loadPeople();
const scenarios = loadScenarios([builtInScenarios]);
const secrets = personalValues(entries.values());
const otherSecrets = personalValues(otherEntries.values());

describe('what a desk writes down', () => {
  it.each(scenarios.map((scenario) => [`${scenario.file}: ${scenario.name}`, scenario] as const))(
    'is the same to the byte whoever comes, and names nobody: %s',
    async (_, scenario) => {
      const one = await record(scenario, people);
      const other = await record(await otherScenario(scenario), otherPeople);

      // Both got as far, so both had the same to write down.
      expect(one.result.passed).toBe(true);
      expect(other.result.steps.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
      expect(firstDifference(one.records, other.records)).toBeNull();
      expect(found(secrets, one.records)).toEqual([]);
      expect(found(otherSecrets, other.records)).toEqual([]);
    },
  );
});
