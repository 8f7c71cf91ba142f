/** Receives a bulk request. It is worked on at once, and its result given out only when its time has come. */

import { hash } from 'node:crypto';
import { japanDay } from '../../../firmware/calendar.ts';
import type { BulkAsked, BulkUnit } from '../../../host-bridge/eligibility/bulk-operations.ts';
import { japanInstant } from '../../../host-bridge/eligibility/japan-instant.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { compactDate } from '../../people/written-day.ts';
import { bulkLifeMs, bulkWorkMs } from '../bulk/bulk-life.ts';
import { unitsOfQualifications, unitsOfReferenceNumbers } from '../bulk/units-of-lists.ts';
import { unitsOfConsents, unitsOfMedicalTickets } from '../bulk/units-of-visits.ts';
import { done, type Operation, type OperationParts } from './operation.ts';

/** EMU-476 as `askedDays`, EMU-479 another request under the same key. */
export const bulkRequest: Operation<'bulkRequest'> = (parts, request) => {
  const { institution, key, fileIdentifier, asked } = request;
  const { store, clock } = parts;
  const now = clock.now();
  store.forgetBulkResults(now - bulkLifeMs);
  const digest = hash('sha256', JSON.stringify(asked), 'base64url');
  const before = store.bulkOfKey(institution, key);
  if (before !== null)
    return before.digest === digest
      ? done({ reception: before.reception, ready: japanInstant(before.at + bulkWorkMs) })
      : refuse('EMU-479');
  const units = unitsOf(parts, asked, institution);
  if (!units.ok) return units;
  const reception = `${compactDate(japanDay(now))}${String(store.bulkCount() + 1).padStart(8, '0')}`;
  const result = JSON.stringify(units.value);
  store.keepBulk({ reception, institution, key, digest, kind: asked.kind, fileIdentifier, at: now, result });
  return done({ reception, ready: japanInstant(now + bulkWorkMs) });
};

function unitsOf(parts: OperationParts, asked: BulkAsked, institution: string): Result<BulkUnit[]> {
  switch (asked.kind) {
    case 'qualifications':
      return ok(unitsOfQualifications(parts, asked, institution));
    case 'referenceNumbers':
      return ok(unitsOfReferenceNumbers(parts, asked, institution));
    case 'medicalTickets':
      return ok(unitsOfMedicalTickets(parts, asked, institution));
    case 'homeVisits':
    case 'onlineCare':
      return unitsOfConsents(parts, asked, institution);
  }
}
