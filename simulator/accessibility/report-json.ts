/** The report for programs: clause by clause, requirement by requirement, in both languages. */

import { clausesOf, countsOf, type Finding, passes, verdicts } from './audit.ts';
import { marks } from './requirements.ts';
import { standardIds, standards } from './standards.ts';

export const caution = {
  en: 'This is what an emulator shows. It is no statement that a real device conforms to any standard, and no official test.',
  ja: 'エミュレーターで示せることの報告です。実際の機器が規格に適合することを述べるものではなく、公式の試験でもありません。',
} as const;

export const jsonReport = (findings: readonly Finding[], version: string): unknown => ({
  report: 'accessibility',
  program: `fcr ${version}`,
  caution,
  passed: passes(findings),
  counts: countsOf(findings),
  verdicts,
  marks,
  standards: standardIds.map((id) => ({ id, ...standards[id], clauses: clausesOf(id, findings) })),
  requirements: findings.map(({ id, requirement, verdict, figures, quotations, wrong, wrongInAll }) => ({
    id,
    ...requirement,
    verdict,
    figures,
    quotations,
    wrong,
    wrongInAll,
  })),
});
