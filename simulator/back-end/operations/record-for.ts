/** A record as an institution gets it: with the number under which it knows the patient itself (照会番号). */

import type { Day } from '../../../firmware/calendar.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { HeldQualification } from '../world/standing.ts';
import type { OperationParts } from './operation.ts';

export function recordFor(
  institution: string,
  held: HeldQualification,
  day: Day,
  { world, store }: Pick<OperationParts, 'world' | 'store'>,
): EligibilityRecord {
  const record = world.recordOn(held, day);
  const reference = store.referenceNumber(institution, held.by.person.id);
  return reference === null ? record : { ...record, ReferenceNumber: reference };
}
