/** Checks a person in at a reader of an institution, for tests of what follows from it. */

import { expect } from 'vitest';
import type { RequestOf } from '../../../host-bridge/eligibility/api.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import { agreed, person, type TestDesk } from './desk.ts';

export const institution = '9999999999';

/** Gives the visit. */
export function checkIn(
  desk: TestDesk,
  id: string,
  consent: RequestOf<'use'>['consent'] = agreed,
  at = institution,
): VisitId {
  const visit = desk.newVisit();
  desk.told('eligibility', desk.eligibilityRequest(person(id), visit, { institution: at }));
  expect(desk.told('use', desk.use(visit, { consent })).state).toBe('committed');
  return visit;
}
