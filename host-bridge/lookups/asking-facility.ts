/** The facility as a search by four facts names it to the back end. */

import type { RequestOf } from '../eligibility/api.ts';
import type { Facility } from '../facility.ts';

export const askingFacility = ({
  institutionCode: institution,
  municipality,
  emergencyHospital,
}: Facility): RequestOf<'search'>['facility'] => ({ institution, municipality, emergencyHospital });
