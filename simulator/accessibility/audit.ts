/** Goes through every requirement and says what became of it, with the evidence; and clause by clause for the standards. */

import { type Check, checks } from './checks.ts';
import type { Figure, Quotation, Wrong } from './evidence.ts';
import {
  type AccessibilityId,
  type AccessibilityRequirement,
  accessibilityIds,
  accessibilityRequirements,
} from './requirements.ts';
import type { Seen } from './seen.ts';
import { type StandardId, standardIds, type Text } from './standards.ts';

/** None of them says that a real device conforms. */
export const verdicts = {
  shown: { en: 'shown automatically', ja: '自動で示した' },
  declared: { en: 'declared', ja: '申告による' },
  judge: { en: 'a person must judge', ja: '人の判断が要る' },
  'not shown': { en: 'not shown', ja: '示していない' },
  failed: { en: 'failed', ja: '不合格' },
} as const satisfies Record<string, Text>;
export type Verdict = keyof typeof verdicts;

export interface Finding {
  readonly id: AccessibilityId;
  readonly requirement: AccessibilityRequirement;
  readonly verdict: Verdict;
  readonly figures: readonly Figure[];
  readonly quotations: readonly Quotation[];
  /** What was found to be wrong; the first few of how many. */
  readonly wrong: readonly Wrong[];
  readonly wrongInAll: number;
}

const shownOfWrong = 20;

function verdictOf(
  { mark }: AccessibilityRequirement,
  check: Check | undefined,
  wrong: readonly Wrong[],
): Verdict {
  if (wrong.length > 0) return 'failed';
  switch (mark) {
    case 'Y':
      return check === undefined ? 'not shown' : 'shown';
    case 'D':
      return check === undefined ? 'not shown' : 'declared';
    case 'P':
    case 'N':
      return 'judge';
  }
}

/** Every requirement unless only some are asked for. */
export function audit(seen: Seen, ids: readonly AccessibilityId[] = accessibilityIds): readonly Finding[] {
  return ids.map((id) => {
    const requirement = accessibilityRequirements[id];
    const check = checks[id];
    const { figures, quotations, wrong } = check?.(seen) ?? { figures: [], quotations: [], wrong: [] };
    return {
      id,
      requirement,
      verdict: verdictOf(requirement, check, wrong),
      figures,
      quotations,
      wrong: wrong.slice(0, shownOfWrong),
      wrongInAll: wrong.length,
    };
  });
}

/** What can be shown automatically is; nothing that was looked at is wrong. */
export const passes = (findings: readonly Finding[]): boolean =>
  findings.every(({ requirement: { mark }, verdict }) =>
    mark === 'Y' ? verdict === 'shown' : verdict !== 'failed',
  );

export interface ClauseFinding {
  readonly clause: string;
  readonly verdict: Verdict;
  readonly ids: readonly AccessibilityId[];
}

/** Of several requirements under one clause the one that leaves most open is the clause's. */
const heaviest = ['failed', 'not shown', 'judge', 'declared', 'shown'] as const satisfies readonly Verdict[];

const byNumber = new Intl.Collator('en', { numeric: true });

export function clausesOf(standard: StandardId, findings: readonly Finding[]): readonly ClauseFinding[] {
  const clauses = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const clause of finding.requirement.clauses[standard] ?? [])
      clauses.set(clause, [...(clauses.get(clause) ?? []), finding]);
  }
  return [...clauses]
    .toSorted(([one], [other]) => byNumber.compare(one, other))
    .map(([clause, here]) => ({
      clause,
      verdict: heaviest.find((verdict) => here.some((finding) => finding.verdict === verdict)) ?? 'not shown',
      ids: here.map(({ id }) => id),
    }));
}

/** Requirements that rest on no clause of the five. */
export const withoutClause = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ requirement }) =>
    standardIds.every((standard) => requirement.clauses[standard] === undefined),
  );

export const countsOf = (findings: readonly Finding[]): Readonly<Record<Verdict, number>> => {
  const counts = { shown: 0, declared: 0, judge: 0, 'not shown': 0, failed: 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
};
