/** The kinds of medical information: which group of the consent opens each, and how far back it reaches. */

import type { Day } from '../../../firmware/calendar.ts';
import type { MedicalKind } from '../../../host-bridge/eligibility/medical-record.ts';
import type { Consent } from '../../../protocol/messages.ts';

export interface KindOfInformation {
  readonly group: keyof Consent;
  /** Years back from the day that is asked on, the day itself included. */
  readonly years: number;
  /** The first day of which anything is held. Of surgery and treatment none was found: as for drugs. */
  readonly since: Day;
}

/**
 * That 閲覧同意情報種別 SHJ, SRJ with YZK, and TKK are the three groups of the screen is inferred from the names of both.
 * SRJ also holds allergies and examinations, SHJ infections; this version leaves them out.
 */
export const medicalKinds = {
  drugs: { group: 'treatment', years: 3, since: { year: 2021, month: 9, day: 1 } },
  treatment: { group: 'treatment', years: 3, since: { year: 2021, month: 9, day: 1 } },
  surgery: { group: 'surgery', years: 3, since: { year: 2021, month: 9, day: 1 } },
  checkup: { group: 'checkup', years: 5, since: { year: 2020, month: 1, day: 1 } },
} as const satisfies Record<MedicalKind, KindOfInformation>;
