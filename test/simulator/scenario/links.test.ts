import { beforeAll, describe, expect, it } from 'vitest';
import { hasPseudoTerminals } from '../../../simulator/devices/pseudo-terminal.ts';
import { failuresOf } from '../../../simulator/scenario/failures.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';
import { lanesOf } from '../../../simulator/trace/lanes.ts';

const scenarios = loadScenarios([builtInScenarios]);
const files = [...new Set(scenarios.map(({ file }) => file))];
type Lanes = ReturnType<typeof lanesOf>;
const links = hasPseudoTerminals ? (['tcp', 'serial'] as const) : (['tcp'] as const);

describe.each(files)('%s', (file) => {
  const ofFile = scenarios.filter((one) => one.file === file);
  /** The same whichever link it is compared with. */
  const overMemory: Lanes[] = [];
  beforeAll(async () => {
    for (const scenario of ofFile) {
      const { trace } = await runScenario(scenario, { link: 'memory', seed: '1' });
      overMemory.push(lanesOf(trace.slice(1)));
    }
  });

  it.each(links)(
    'gives each reader the same events in the same order, at the same times, over %s as over memory',
    async (link) => {
      for (const [i, scenario] of ofFile.entries()) {
        const real = await runScenario(scenario, { link, seed: '1' });
        expect(failuresOf(real), scenario.name).toEqual([]);
        expect(lanesOf(real.trace.slice(1)), scenario.name).toEqual(overMemory[i]);
      }
    },
  );
});
