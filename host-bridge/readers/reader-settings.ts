/** The facility's settings as a reader receives them. The staff password leaves the PC as a salted digest only. */

import { createHash } from 'node:crypto';
import type { FacilitySettings } from '../../protocol/messages.ts';
import type { Facility } from '../facility.ts';

/** @param salt 16 random bytes */
export function readerSettings(facility: Facility, salt: Uint8Array): FacilitySettings {
  const { kind, groups, phones, prescriptionQuestion, recipientQuestion, faceTries, limitScreen } = facility;
  return {
    kind,
    groups,
    phones,
    prescriptionQuestion,
    recipientQuestion,
    faceTries,
    limitScreen,
    passwordSalt: salt,
    passwordDigest: createHash('sha256').update(salt).update(facility.staffPassword, 'ascii').digest(),
  };
}
