/**
 * The kinds of medical information: which group of the consent opens each, its code in tables of the interface
 * (閲覧同意情報種別), and how far back it reaches. One table for back end and bridge.
 */

import type { Consent } from '../../protocol/messages.ts';
import type { MedicalKind } from './medical-record.ts';

export interface KindOfInformation {
  readonly group: keyof Consent;
  /** Code of the interface: SRJ also holds allergies and examinations, SHJ infections, which this version leaves out. */
  readonly code: 'YZK' | 'SRJ' | 'SHJ' | 'TKK';
  /** Years back from the day that is asked on, the day itself included. */
  readonly years: number;
  /** The first day of which anything is held. Of surgery and treatment none was found: as for drugs. */
  readonly since: { readonly year: number; readonly month: number; readonly day: number };
}

/** Which code belongs to which group of the screen is inferred from the names of both. */
export const medicalKinds = {
  drugs: { group: 'treatment', code: 'YZK', years: 3, since: { year: 2021, month: 9, day: 1 } },
  treatment: { group: 'treatment', code: 'SRJ', years: 3, since: { year: 2021, month: 9, day: 1 } },
  surgery: { group: 'surgery', code: 'SHJ', years: 3, since: { year: 2021, month: 9, day: 1 } },
  checkup: { group: 'checkup', code: 'TKK', years: 5, since: { year: 2020, month: 1, day: 1 } },
} as const satisfies Record<MedicalKind, KindOfInformation>;
