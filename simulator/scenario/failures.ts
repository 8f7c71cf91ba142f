/** Every reason for which a scenario did not pass, with the place it concerns. */

import type { Language } from '../../protocol/errors.ts';
import { describeStep } from './describe-step.ts';
import type { Reason } from './reasons.ts';
import type { ScenarioResult } from './run.ts';

export interface Failure {
  /** `line 12: see consent_all`, `expect outcome`; empty where the scenario could not be run at all. */
  readonly where: string;
  readonly reason: Reason;
}

const places = {
  en: {
    line: (line: number, text: string) => `line ${line}: ${text}`,
    expected: (what: string) => `expect ${what}`,
  },
  ja: {
    line: (line: number, text: string) => `${line} 行目、${text}`,
    expected: (what: string) => `期待 expect の ${what}`,
  },
} as const;

export function failuresOf(
  { steps, expectations, error }: ScenarioResult,
  language: Language = 'en',
): Failure[] {
  const place = places[language];
  const failures: Failure[] = [];
  if (error !== null) failures.push({ where: '', reason: { kind: 'problem', problem: error } });
  for (const { step, masked, reason } of steps) {
    const where = place.line(step.line, describeStep(step, masked, language));
    if (reason !== null) failures.push({ where, reason });
  }
  for (const { what, reason } of expectations)
    if (reason !== null) failures.push({ where: place.expected(what), reason });
  return failures;
}
