import { describe, expect, it } from 'vitest';
import { loadPeople } from '../../simulator/people/registry.ts';
import { builtInScenarios, loadScenarios } from '../../simulator/scenario/load.ts';
import { parseScenarios, type Scenario } from '../../simulator/scenario/parse.ts';
import { entries, otherEntries, otherPeople, otherPeopleBornAlike } from './other-people.ts';
import { otherScenario } from './other-scenario.ts';
import { personalValues } from './personal-values.ts';
import { firstDifference, found, type Recorded, record } from './records.ts';

const people = loadPeople();
const scenarios = loadScenarios([builtInScenarios]);
const secrets = personalValues(entries.values());
const otherSecrets = personalValues(otherEntries.values());

/** Everybody comes once, with everything said aloud into earphones; it looks at nothing, so that it goes on whatever is shown. */
const everybody = [...people].flatMap(({ id }) =>
  parseScenarios(
    `name: ${id}
steps:
  - earphones: in
  - { place: card, of: ${id} }
  - camera: match
  - { wait: 20s }
  - press: "1"
  - { wait: 30s }
  - press: "1#"
  - { wait: 30s }
  - press: "1"
  - { wait: 30s }
  - press: "#"
  - { wait: 30s }
  - press: "9"
  - remove: card
  - { wait: 10s }
`,
    'everybody.yaml',
    people,
  ),
);

async function isSecret(scenario: Scenario): Promise<void> {
  const one = await record(scenario, people);
  const others = renewsCard(scenario) ? otherPeopleBornAlike : otherPeople;
  const other = await record(await otherScenario(scenario), others);
  // Both got to the end, so both had the same to write down.
  expect(failed(one)).toEqual([]);
  expect(failed(other)).toEqual([]);
  expect(firstDifference(one.records, other.records)).toBeNull();
  expect(found(secrets, one.records)).toEqual([]);
  expect(found(otherSecrets, other.records)).toEqual([]);
}

const renewsCard = ({ steps }: Scenario): boolean =>
  steps.some((step) => step.does === 'away' && step.away === 'renew-card');
const failed = ({ result }: Recorded) => result.steps.filter(({ verdict }) => verdict !== 'passed');
const named = (list: readonly Scenario[]) =>
  list.map((scenario) => [`${scenario.file}: ${scenario.name}`, scenario] as const);

describe('what a desk writes down', () => {
  it.each(named(scenarios))('is the same to the byte whoever comes, and names nobody: %s', (_, scenario) =>
    isSecret(scenario),
  );

  it.each(named(everybody))('is so for each of the people: %s', (_, scenario) => isSecret(scenario));
});
