/** Scenarios written in a test, run as `fcr run` would run them. */

import { loadPeople } from '../../../simulator/people/registry.ts';
import { parseScenarios, type Scenario } from '../../../simulator/scenario/parse.ts';
import { type RunOptions, runScenario, type ScenarioResult } from '../../../simulator/scenario/run.ts';

/** @param steps lines of YAML, each a step without its dash */
export function scenarioOf(steps: readonly string[], head = ''): Scenario {
  const text = `name: In a test\n${head}\nsteps:\n${steps.map((step) => `  - { ${step} }\n`).join('')}`;
  const [scenario] = parseScenarios(text, 'test.yaml', loadPeople());
  if (scenario === undefined) throw new Error('no scenario in the text');
  return scenario;
}

export const run = (
  steps: readonly string[],
  head = '',
  options: Partial<RunOptions> = {},
): Promise<ScenarioResult> => runScenario(scenarioOf(steps, head), { link: 'memory', seed: '1', ...options });

/** The steps by which an insured person reaches `consent_all` with the face. */
export const toConsent = ['place: card', 'camera: match', 'press: "1"', 'see: consent_all'] as const;
