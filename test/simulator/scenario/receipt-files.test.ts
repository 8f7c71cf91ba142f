import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Facility } from '../../../host-bridge/facility.ts';
import { checkFile } from '../../../host-bridge/receipt/format/check.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';

type Form = Pick<Facility, 'encoding' | 'characterProfile' | 'lineEnd'>;

const lineEnds = ['crlf', 'lf'] as const;
const forms: readonly Form[] = lineEnds.flatMap((lineEnd): Form[] => [
  { encoding: 'utf-8', characterProfile: 'jis-x-0208', lineEnd },
  { encoding: 'shift_jis', characterProfile: 'jis-x-0208', lineEnd },
  { encoding: 'shift_jis', characterProfile: 'cp932', lineEnd },
]);

const scenarios = loadScenarios([builtInScenarios]);

describe('Every file that the scenarios leave for the receipt computer', () => {
  it.each(forms.map((form) => [Object.values(form).join(' '), form] as const))(
    'is of the format: %s',
    async (_name, form) => {
      const refused: string[] = [];
      let files = 0;
      for (const scenario of scenarios) {
        // What a scenario expects of its own encoding may not come about in another; its files are to be sound in all.
        const changed = { ...scenario, facility: { ...scenario.facility, ...form } };
        const { receiptFiles } = await runScenario(changed, {
          link: 'memory',
          seed: '1',
          logLevel: 'silent',
        });
        for (const [path, bytes] of receiptFiles) {
          files += 1;
          for (const { rule, path: place } of checkFile(basename(path), bytes, form)) {
            if (rule.grade === 'refused') refused.push(`${scenario.name}: ${rule.id} ${place}`);
          }
        }
      }
      expect(refused).toEqual([]);
      expect(files).toBeGreaterThan(150);
    },
    240_000,
  );
});
