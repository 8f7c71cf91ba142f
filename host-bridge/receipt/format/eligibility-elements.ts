/**
 * The elements of files about eligibility, and the headers that requests and answers share. Names are those of public
 * programs; elements come in no fixed order.
 */

import type { Basis } from './basis.ts';
import type { CodeTableId } from './code-tables.ts';
import {
  code,
  date,
  type ElementDefinition,
  elements,
  form,
  type More,
  may,
  must,
  mustSeveral,
  mustWhenDone,
  noneNeeded,
  text,
  time,
} from './element-definition.ts';
import type { Words } from './words.ts';

export const answerHeader: readonly ElementDefinition[] = [
  must('ProcessExecutionTime', time),
  must('QualificationConfirmationDate', date),
  must('MedicalInstitutionCode', form('institution')),
  may('ArbitraryFileIdentifier', form('identifier')),
  must('ReferenceClassification', code('002')),
  must('SegmentOfResult', code('003'), { basis: 'chosen' }),
  may('ErrorCode', form('result-code')),
  may('ErrorMessage', text),
  must('CharacterCodeIdentifier', code('005'), { basis: 'chosen' }),
];

export const requestHeader: readonly ElementDefinition[] = [
  must('QualificationConfirmationDate', date, { basis: 'consumer' }),
  must('MedicalInstitutionCode', form('institution'), { basis: 'consumer' }),
  may('ArbitraryFileIdentifier', form('identifier'), { basis: 'consumer' }),
];

const limit = 'LimitApplicationCertificate';
const elderly = 'ElderlyRecipient';
const disease = 'SpecificDiseases';

const limitInfo = elements(
  may(`${limit}Classification`, code('011')),
  may(`${limit}ClassificationFlag`, code('012')),
  may(`${limit}Date`, date),
  may(`${limit}ValidStartDate`, date),
  may(`${limit}ValidEndDate`, date),
  may(`${limit}LongTermDate`, date),
);

const diseaseInfo = elements(
  may(`${disease}DiseaseCategory`, code('013')),
  may(`${disease}CertificateDate`, date),
  may(`${disease}ValidStartDate`, date),
  may(`${disease}ValidEndDate`, date),
  may(`${disease}SelfPay`, form('yen')),
);

const ticket = elements(
  may('TicketType', code('018')),
  may('MedicalTicketValidDate', date),
  may('MedicalTicketExpirationDate', date),
  may('IssueNumber', text),
  may('MedicalTreatmentMonth', form('month')),
  may('DesignatedMedicalInstitutionCode', text),
  may('DesignatedMedicalInstitutionFlag', code('026')),
  may('DesignatedMedicalInstitutionName', text),
  may('PrescriptionIssuerMedicalInstitutionCode', text),
  may('PrescriptionIssuerMedicalInstitutionName', text),
  may('InjuryName1', text),
  may('InjuryName2', text),
  may('InjuryName3', text),
  may('MedicalTreatmentType', code('019')),
  may('SelfPayAmount', form('yen')),
  may('DistrictContactName', text),
  may('HandlingContactName', text),
  may('SingleOrCombinedUse', code('020')),
  may('StatusOfSocialInsurance', code('021')),
  may('ConsistencyFlag', code('022')),
  may('StatusOfInfecton', code('023'), {
    note: { en: 'written so in public programs', ja: '公開プログラムの綴りのまま' },
  }),
  may('StatusOfElderlyMedicalCare', code('024')),
  may('StatusOfPrefecturalExpenses', code('025')),
  may('Remarks1', text),
  may('Remarks2', text),
  may('Remarks3', text),
);

/** Information that a consent opens, whose elements are its name with `ConsFlg`, `ConsTime` and `AvailableTime`. */
export interface ConsentedInformation {
  readonly name: string;
  readonly label: Words;
  readonly flag: CodeTableId;
  /** Whether it may be viewed for a time, which is then told. */
  readonly viewed: boolean;
  readonly basis: Basis;
  readonly note?: Words;
}

const inferredNames = {
  basis: 'inferred',
  note: {
    en: 'the name is that of another interface; that these files use it is likely, not shown',
    ja: '別の連携での名称。このファイルでも使われるかは確認できない',
  },
} as const;

export const consented: readonly ConsentedInformation[] = [
  {
    name: 'LimitApplicationCertificateRelated',
    label: { en: 'payment limit', ja: '限度額' },
    flag: '001',
    viewed: false,
    basis: 'consumers',
  },
  {
    name: 'SpecificDiseasesCertificateRelated',
    label: { en: 'specific diseases', ja: '特定疾病' },
    flag: '016',
    viewed: false,
    basis: 'consumers',
  },
  {
    name: 'SpecificHealthCheckupsInfo',
    label: { en: 'check-ups', ja: '健診' },
    flag: '016',
    viewed: true,
    basis: 'consumers',
  },
  {
    name: 'PharmacistsInfo',
    label: { en: 'drugs', ja: '薬剤' },
    flag: '016',
    viewed: true,
    basis: 'chosen',
    note: {
      en: 'one writer has PharmaceuticalInfo with AcquisitionTime; all readers have this',
      ja: 'PharmaceuticalInfo と AcquisitionTime を書くものが一つ。読む側はすべてこの名称',
    },
  },
  {
    name: 'DiagnosisInfo',
    label: { en: 'treatment', ja: '診療' },
    flag: '016',
    viewed: true,
    basis: 'chosen',
    note: {
      en: 'one table has DiagnosisInfoConsTim; everyone else ConsTime',
      ja: 'DiagnosisInfoConsTim とする表が一つ。ほかは ConsTime',
    },
  },
  {
    name: 'OperationInfo',
    label: { en: 'surgery', ja: '手術' },
    flag: '016',
    viewed: true,
    basis: 'consumers',
  },
  ...(
    [
      ['DiagnosisName', 'diagnoses', '傷病名'],
      ['InfectiousInfo', 'infections', '感染症'],
      ['AllergyInfo', 'allergies', 'アレルギー'],
      ['ContraindicationInfo', 'drugs not to be given', '薬剤禁忌'],
      ['TestInfo', 'tests', '検査'],
      ['PrescriptionInfo', 'prescriptions', '処方'],
    ] as const
  ).map(([name, en, ja]) => ({
    name,
    label: { en, ja },
    flag: '016' as const,
    viewed: true,
    ...inferredNames,
  })),
];

const consentElements = consented.flatMap(({ name, flag, viewed, basis, note }) => {
  const more: More = { basis, ...(note && { note }) };
  return [
    may(`${name}ConsFlg`, code(flag), more),
    may(`${name}ConsTime`, time, more),
    ...(viewed ? [may(`${name}AvailableTime`, time, more)] : []),
  ];
});

const record = elements(
  must('InsuredCardClassification', code('010')),
  may('InsurerNumber', form('insurer')),
  may('InsuredCardSymbol', text),
  may('InsuredIdentificationNumber', text),
  may('InsuredBranchNumber', form('branch')),
  may('PersonalFamilyClassification', code('009')),
  may('InsuredName', text),
  must('Name', text),
  may('NameOfOther', text),
  may('NameKana', form('kana')),
  may('NameOfOtherKana', form('kana')),
  must('Sex1', code('007')),
  may('Sex2', code('007')),
  must('Birthdate', date),
  may('Address', text),
  may('PostNumber', form('postcode')),
  may('QualificationDate', date, {
    basis: 'chosen',
    note: { en: 'three programs have it, two leave it aside', ja: '三つのプログラムにあり、二つは見ない' },
  }),
  may('DisqualificationDate', date, { basis: 'chosen' }),
  may('InsuredCertificateIssuanceDate', date),
  may('InsuredCardValidDate', date),
  may('InsuredCardExpirationDate', date),
  may('InsuredPartialContributionRatio', form('ratio')),
  may('PreschoolClassification', code('015'), { basis: 'chosen' }),
  may('ReasonOfLoss', code('008'), { basis: 'chosen' }),
  must('InsurerName', text),
  may(
    'ElderlyRecipientCertificateInfo',
    elements(
      may(`${elderly}CertificateDate`, date),
      may(`${elderly}ValidStartDate`, date),
      may(`${elderly}ValidEndDate`, date),
      may(`${elderly}ContributionRatio`, form('ratio'), {
        basis: 'chosen',
        note: { en: '020 and 20 both occur; three digits are taken', ja: '020 と 20 の例がある。3桁とする' },
      }),
    ),
  ),
  ...consentElements,
  may('LimitApplicationCertificateRelatedInfo', limitInfo),
  may(
    'SpecificDiseasesCertificateList',
    elements(mustSeveral('SpecificDiseasesCertificateInfo', diseaseInfo)),
    {
      basis: 'chosen',
      note: {
        en: 'a list that holds Info elements; one program repeats the list, one has a bare array',
        ja: '一つの List の中に Info を並べる。List を繰り返すもの、配列だけのものが一つずつ',
      },
    },
  ),
  may('PublicExpenseResultList', elements(mustSeveral('MedicalTicketInfo', ticket))),
  may('ReferenceNumber', form('reference-number'), {
    note: { en: "the clinic's own number of the patient (照会番号)", ja: '照会番号（施設が付けた患者番号）' },
  }),
);

/** The numbers of a card by which is asked. */
const searched: readonly ElementDefinition[] = [
  must('InsurerNumber', form('insurer-asked'), { basis: 'inferred' }),
  may('InsuredCardSymbol', text),
  must('InsuredIdentificationNumber', text, { basis: 'inferred' }),
  may('InsuredBranchNumber', form('branch')),
  may('Birthdate', date),
  may('LimitApplicationCertificateRelatedConsFlg', code('001')),
  may('ArbitraryIdentifier', text),
];

export const searchInfo = must('QualificationConfirmSearchInfo', { elements: searched });

/** An answer repeats what was asked, complete or not. */
export const repeatedSearchInfo = may('QualificationConfirmSearchInfo', { elements: noneNeeded(searched) });

export const qualificationBody: readonly ElementDefinition[] = [
  may('PrescriptionIssueSelect', code('017'), {
    basis: 'chosen',
    note: {
      en: 'in the body; one program looks for it inside the record',
      ja: 'MessageBody の直下。記録の中を見るプログラムが一つ',
    },
  }),
  mustWhenDone('ProcessingResultStatus', code('004')),
  may('ProcessingResultCode', form('result-code')),
  may('ProcessingResultMessage', text),
  may('QualificationValidity', code('006'), { basis: 'chosen' }),
  may('ResultList', elements(mustSeveral('ResultOfQualificationConfirmation', record))),
];

export const registeredNumber = must(
  'ReferenceNumberRegistrationInfo',
  elements(
    must('ReferenceNumber', form('reference-number'), { basis: 'consumer' }),
    must('InsurerNumber', form('insurer-asked'), { basis: 'consumer' }),
    may('InsuredCardSymbol', text, { basis: 'consumer' }),
    must('InsuredIdentificationNumber', text, { basis: 'consumer' }),
    may('InsuredBranchNumber', form('branch'), { basis: 'consumer' }),
  ),
  { basis: 'consumer' },
);

/** Kinds of which only this much of an answer's body is said by anyone. */
export const resultOnly: readonly ElementDefinition[] = [
  may('ProcessingResultStatus', code('004'), { basis: 'ours' }),
  may('ProcessingResultCode', form('result-code'), { basis: 'ours' }),
  may('ProcessingResultMessage', text, { basis: 'ours' }),
];
