/**
 * The elements of files about drugs, treatment and check-ups. Requests name the numbers of the insurance otherwise than
 * those about eligibility, and in the header. Names are those that a public program asks with, and that public readers
 * look for; what else the official files hold is not public.
 */

import {
  code,
  date,
  type ElementDefinition,
  elements,
  form,
  may,
  maySeveral,
  must,
  text,
} from './element-definition.ts';

/** One public program asks so, and one or two read so. */
const seen = { basis: 'consumer' } as const;

export const informationHeader: readonly ElementDefinition[] = [
  must('MedicalInstitutionCode', form('institution'), { basis: 'inferred' }),
  may('QualificationConfirmationDate', date, { basis: 'inferred' }),
  may('ArbitraryFileIdentifier', form('identifier'), { basis: 'inferred' }),
  must('InsurerNumber', form('insurer-asked'), seen),
  may('InsuranceCardSymbol', text, seen),
  must('InsuredPersonIdentificationNumber', text, seen),
  may('BranchNumber', form('branch'), seen),
];

export const informationRequest: readonly ElementDefinition[] = [
  may('StartDate', form('day-or-month'), seen),
  may('EndDate', form('day-or-month'), seen),
  may('FileCategory', text, seen),
  may('PrDiInfClassification', text, seen),
  may('MedicalTreatmentFlag', code('028'), seen),
];

const placeOurs = { en: 'where it stands in the file is our reading', ja: '置き場所はこの製品の解釈' };

/** What a public reader looks at, wherever it stands. */
const outcome: readonly ElementDefinition[] = [
  may('ResultCode', text, { basis: 'consumer', note: placeOurs }),
  may('MessageContents', text, { basis: 'consumer', note: placeOurs }),
];

export const drugHeader: readonly ElementDefinition[] = [
  may(
    'QuaInf',
    elements(
      may('Name', text, seen),
      may('KanaName', text, seen),
      may('Birth', date, seen),
      may('AdmGendCode', text, seen),
    ),
    seen,
  ),
];

const drug = elements(
  may('MeTrIdCl', text, seen),
  may('DrugC', text, seen),
  may('DrugN', text, seen),
  may('IngreN', text, seen),
  may('Qua1', text, seen),
  may('Unit', text, seen),
  may('UsageN', text, seen),
  may('Times', text, seen),
);

const treatment = elements(may('SinInfCd', text, seen), may('SinInfN', text, seen), may('Times', text, seen));

const careDay = elements(
  may('DiDate', date, seen),
  may('PrDate', date, seen),
  may('DrugInfs', elements(maySeveral('DrugInf', drug, seen)), seen),
  may('MeTrInfs', elements(maySeveral('MeTrInf', treatment, seen)), seen),
  may('DiseaseN', text, {
    basis: 'ours',
    note: { en: 'no public reader looks for a disease', ja: '傷病名を読む公開プログラムは見つからない' },
  }),
);

export const drugAnswer: readonly ElementDefinition[] = [
  ...outcome,
  maySeveral(
    'MeTrMonthInf',
    elements(
      may('MeTrMonth', form('month'), seen),
      may('DiOrg', text, seen),
      may('MeTrDiHCd', text, seen),
      may('MeTrDiHNm', text, seen),
      may('PrIsOrg', text, seen),
      may('PrlsHCd', text, seen),
      may('PrlsHNm', text, seen),
      may('InOut', text, seen),
      may('DiDateInfs', elements(maySeveral('DiDateInf', careDay, seen)), seen),
    ),
    seen,
  ),
];

export const checkupHeader: readonly ElementDefinition[] = [
  may(
    'QualificationsInfo',
    elements(
      may('Name', text, seen),
      may('KanasName', text, seen),
      may('Birthday', date, seen),
      may('AdministrativeGenderCode', text, seen),
    ),
    seen,
  ),
];

const result = elements(
  may('ItemCode', text, seen),
  may('ItemName', text, seen),
  may('DataType', text, seen),
  may('DataValue', text, seen),
  may('Unit', text, seen),
  may('DataValueName', text, seen),
);

export const checkupAnswer: readonly ElementDefinition[] = [
  ...outcome,
  maySeveral(
    'SpecificHealthCheckupInfo',
    elements(
      may('EffectiveTime', date, seen),
      may(
        'HealthCheckupResultAndQuestionInfos',
        elements(maySeveral('HealthCheckupResultAndQuestionInfo', result, seen)),
        seen,
      ),
    ),
    seen,
  ),
];
