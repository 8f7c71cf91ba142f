/** Every reason for which a scenario did not pass, with the place it concerns. */

import type { Reason } from './reasons.ts';
import type { ScenarioResult } from './run.ts';

export interface Failure {
  /** `line 12: see consent_all`, `expect outcome`; empty where the scenario could not be run at all. */
  readonly where: string;
  readonly reason: Reason;
}

export function failuresOf({ steps, expectations, error }: ScenarioResult): Failure[] {
  const failures: Failure[] = [];
  if (error !== null) failures.push({ where: '', reason: { kind: 'problem', problem: error } });
  for (const { step, text, reason } of steps) {
    if (reason !== null) failures.push({ where: `line ${step.line}: ${text}`, reason });
  }
  for (const { what, reason } of expectations)
    if (reason !== null) failures.push({ where: `expect ${what}`, reason });
  return failures;
}
