/**
 * The elements of files that ask about many people: handed in under 01 and received under a number, fetched by it under
 * 02. Names are those that a public program writes and looks for.
 */

import {
  code,
  date,
  type ElementDefinition,
  elements,
  form,
  may,
  maySeveral,
  text,
} from './element-definition.ts';
import {
  qualificationBody,
  registeredNumber,
  repeatedSearchInfo,
  resultOnly,
  searchInfo,
} from './eligibility-elements.ts';

const seen = { basis: 'consumer' } as const;
const several = (definition: ElementDefinition): ElementDefinition => ({ ...definition, several: true });

export const reception = may('ReceptionNumber', text, seen);

export const eligibilityOfMany: readonly ElementDefinition[] = [several(searchInfo)];
export const numbersOfMany: readonly ElementDefinition[] = [several(registeredNumber)];

/** Tickets by their month; consents by the days of the consent or of the examination. */
export const searchByDays: readonly ElementDefinition[] = [
  may(
    'QualificationConfirmSearchInfo',
    elements(
      may('MedicalTreatmentMonth', form('month'), seen),
      may('ConsentDateFrom', date, seen),
      may('ConsentDateTo', date, seen),
      may('ExaminationDateFrom', date, seen),
      may('ExaminationDateTo', date, seen),
      may('MedicalTreatmentFlag', code('028'), seen),
    ),
    seen,
  ),
];

export const confirmedMany: readonly ElementDefinition[] = [
  maySeveral(
    'BulkConfirmUnit',
    elements(
      may('ReferenceNumber', form('reference-number'), seen),
      repeatedSearchInfo,
      ...qualificationBody,
    ),
    seen,
  ),
];

export const registeredMany: readonly ElementDefinition[] = [
  maySeveral(
    'BulkRegistrationUnit',
    elements({ ...registeredNumber, needed: 'optional' }, ...resultOnly),
    seen,
  ),
];
