/** What of a person's medical information a permission opens. */

import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { MedicalKind, MedicalRecord } from '../../../host-bridge/eligibility/medical-record.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { Person } from '../../people/person.ts';
import { askedDays } from '../asked-days.ts';
import { medicalKinds } from './medical-kinds.ts';
import { type DeskDays, medicalRecord } from './medical-record.ts';
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
  if (isNotViewable(insured)) return refuse('EMU-475');
  const asked = askedDays({ from, until });
  if (!asked.ok) return asked;
  const open = kinds.filter((kind) => groups[medicalKinds[kind].group]);
  if (open.length === 0) return refuse('EMU-471');
  return ok(medicalRecord(person, open, days, asked.value));
}

/** 被保険者証区分 of those of whom nothing can be viewed: 自衛官診療証, 医療扶助. */
const notViewable: readonly string[] = ['07', 'A1'];
/** 法別番号 of 日雇特例, the first two of an insurer number's eight digits: general knowledge of the field. */
const dayLabourers: readonly string[] = ['03', '04'];

/** As the official FAQ stood: 自衛官診療証, 日雇特例 and 医療扶助. */
function isNotViewable({ InsuredCardClassification, InsurerNumber = '' }: EligibilityRecord): boolean {
  const number = InsurerNumber.trim().padStart(8, '0');
  return notViewable.includes(InsuredCardClassification) || dayLabourers.includes(number.slice(0, 2));
}
