import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Facility } from '../../../host-bridge/facility.ts';
import { checkFile } from '../../../host-bridge/receipt/format/check.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';

type Form = Pick<Facility, 'encoding' | 'characterProfile' | 'lineEnd'>;

/** Every encoding with its repertoires, and both line ends, which no encoding has a say in. */
const forms: readonly Form[] = [
  { encoding: 'utf-8', characterProfile: 'jis-x-0208', lineEnd: 'crlf' },
  { encoding: 'utf-8', characterProfile: 'jis-x-0208', lineEnd: 'lf' },
  { encoding: 'shift_jis', characterProfile: 'jis-x-0208', lineEnd: 'crlf' },
  { encoding: 'shift_jis', characterProfile: 'cp932', lineEnd: 'lf' },
];

const scenarios = loadScenarios([builtInScenarios]);

describe('Every file that the scenarios leave for the receipt computer', () => {
  it.each(forms.map((form) => [Object.values(form).join(' '), form] as const))(
    'is of the format: %s',
    async (_name, form) => {
      const refused: string[] = [];
      const left = new Map<string, number>();
      for (const scenario of scenarios) {
        // What a scenario expects of its own encoding may not come about in another; its files are to be sound in all.
        const changed = { ...scenario, facility: { ...scenario.facility, ...form } };
        const { receiptFiles } = await runScenario(changed, {
          link: 'memory',
          seed: '1',
          logLevel: 'silent',
        });
        for (const [path, bytes] of receiptFiles) {
          const folder = dirname(path);
          left.set(folder, (left.get(folder) ?? 0) + 1);
          for (const { rule, path: place } of checkFile(basename(path), bytes, form)) {
            if (rule.grade === 'refused') refused.push(`${scenario.name}: ${rule.id} ${place}`);
          }
        }
      }
      expect(refused).toEqual([]);
      expect(left.get('face')).toBeGreaterThan(150);
      expect(left.get('res')).toBeGreaterThan(10);
    },
    300_000,
  );
});
