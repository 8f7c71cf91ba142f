import { describe, expect, it } from 'vitest';
import { hasPseudoTerminals } from '../../../simulator/devices/pseudo-terminal.ts';
import { failuresOf } from '../../../simulator/scenario/failures.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';
import { lanesOf } from '../../../simulator/trace/lanes.ts';

const scenarios = loadScenarios([builtInScenarios]);
const files = [...new Set(scenarios.map(({ file }) => file))];
const links = hasPseudoTerminals ? (['tcp', 'serial'] as const) : (['tcp'] as const);

describe.each(links)('over %s', (link) => {
  it.each(files)(
    '%s gives each reader the same events in the same order, at the same times, as over memory',
    async (file) => {
      for (const scenario of scenarios.filter((one) => one.file === file)) {
        const [memory, real] = [
          await runScenario(scenario, { link: 'memory', seed: '1' }),
          await runScenario(scenario, { link, seed: '1' }),
        ];
        expect(failuresOf(real), scenario.name).toEqual([]);
        expect(lanesOf(real.trace.slice(1)), scenario.name).toEqual(lanesOf(memory.trace.slice(1)));
      }
    },
  );
});
