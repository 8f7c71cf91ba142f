/** `fcr bench scenarios`: how many scenarios a second run over memory, each in a world of its own. */

import type { RoundsProgress } from '../cli/progress.ts';
import { builtInScenarios, loadScenarios } from '../scenario/load.ts';
import { runScenario } from '../scenario/run.ts';
import { rounded } from './measure.ts';

const rounds = 5;

export async function benchScenarios(progressOf: RoundsProgress) {
  const progress = progressOf({ en: 'rounds', ja: '周' });
  const scenarios = loadScenarios([builtInScenarios]);
  const perSecond: number[] = [];
  let failed = 0;
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const began = performance.now();
    failed = 0;
    for (const scenario of scenarios) {
      const result = await runScenario(scenario, { link: 'memory', seed: '1' });
      if (!result.passed) failed += 1;
    }
    progress(round + 1, rounds + 1);
    if (round > 0) perSecond.push((scenarios.length * 1000) / (performance.now() - began));
  }
  perSecond.sort((a, b) => a - b);
  return {
    bench: 'scenarios',
    scenarios: scenarios.length,
    failed,
    perSecond: rounded(perSecond[Math.floor(perSecond.length / 2)] ?? Number.NaN),
    rounds,
  };
}
