/** What of a person's medical information a permission opens. */

import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { MedicalKind, MedicalRecord } from '../../../host-bridge/eligibility/medical-record.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { Person } from '../../people/person.ts';
import { askedDays } from '../asked-days.ts';
import { medicalKinds } from './medical-kinds.ts';
import { type DeskDays, medicalRecord } from './medical-record.ts';
import { isNotViewable } from './not-viewable.ts';
import type { Permission } from './permission.ts';

/** What is wanted; days as YYYYMMDD, both included. */
export interface Wanted {
  readonly kinds: readonly MedicalKind[];
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The kinds that are wanted and that the permission opens; what it does not open is absent.
 * EMU-471: it opens none of them. EMU-475: of people insured like this nothing can be viewed. EMU-476 as
 * `askedDays`.
 *
 * @param insured the person's insurance as the receipt computer is told it
 */
export function viewed(
  { person, insured }: { readonly person: Person; readonly insured: EligibilityRecord },
  { groups }: Permission,
  { kinds, from, until }: Wanted,
  days: DeskDays,
): Result<MedicalRecord> {
  if (isNotViewable(insured.InsuredCardClassification, insured.InsurerNumber ?? '')) return refuse('EMU-475');
  const asked = askedDays({ from, until });
  if (!asked.ok) return asked;
  const open = kinds.filter((kind) => groups[medicalKinds[kind].group]);
  if (open.length === 0) return refuse('EMU-471');
  return ok(medicalRecord(person, open, days, asked.value));
}
