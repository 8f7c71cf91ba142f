import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failuresOf } from '../../../simulator/scenario/failures.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import { sentenceOf } from '../../../simulator/scenario/reasons.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';

/** Its file tells of a payment limit without a flag for it: allowed, and worth a note. */
const noted = loadScenarios([join(builtInScenarios, 'back-end-gave-up.yaml')]).find(({ name }) =>
  name.includes('consent'),
);

const failuresWith = async (format: 'accepted' | 'without-notes') => {
  if (noted === undefined) throw new Error('the scenario has another name');
  const result = await runScenario(
    { ...noted, expect: { ...noted.expect, format } },
    { link: 'memory', seed: '1' },
  );
  return failuresOf(result).map(({ where, reason }) => `${where}: ${sentenceOf(reason)}`);
};

describe('the expectation that files are of the format', () => {
  it('is met by a file of which there is only a note', async () => {
    expect(await failuresWith('accepted')).toEqual([]);
  });

  it('is not met where there may be no note, and says which rule and where', async () => {
    const [failure, ...others] = await failuresWith('without-notes');
    expect(failure).toContain('format');
    expect(failure).toContain('face: consent/limit-without XmlMsg/MessageBody/ResultList');
    expect(others).toEqual([]);
  });
});
