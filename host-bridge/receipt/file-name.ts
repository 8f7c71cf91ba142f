/**
 * Names of the files in the receipt folder. Every name carries the mark TEST (テスト), so that it can neither be
 * taken for a live file nor a live file for ours; writing and removing both ask here.
 */

import type { VisitId } from '../../protocol/ids.ts';
import { compactInstant, instantOf } from './japan-time.ts';

const mark = 'TEST';
/** The three digits of the kind; what they mean officially is not public. */
const kind = '001';
const ours = new RegExp(`^OQSsiquc01res_face_\\d{10}${mark}\\d{20}_(\\d{14})\\.xml$`);

const last = (digits: string, places: number): string => digits.slice(-places).padStart(places, '0');

/** Digits of the visit key in the 17 places of a counter: serial 6, boot 4, visit 7. */
function counterOf(visit: VisitId): string {
  const [reader = '', boot = '', number = ''] = visit.split('.');
  return last(reader.replace(/\D/g, ''), 6) + last(boot, 4) + last(number, 7);
}

/**
 * `OQSsiquc01res_face_<middle>_<yyyyMMddHHmmss>.xml` (REQ-35). The same visit at the same time has the same name,
 * so a write that is repeated after a crash hits the same file.
 *
 * @param institution 10 digits (医療機関コード)
 * @param at milliseconds since 1970-01-01 UTC; the name has Japan time
 */
export const faceFileName = (institution: string, visit: VisitId, at: number): string =>
  `OQSsiquc01res_face_${institution}${mark}${kind}${counterOf(visit)}_${compactInstant(at)}.xml`;

export const isOurFileName = (name: string): boolean => ours.test(name);

/** The instant in a name of ours, milliseconds since 1970-01-01 UTC, or null. */
export function instantInName(name: string): number | null {
  const digits = ours.exec(name)?.[1];
  return digits === undefined ? null : instantOf(digits);
}
