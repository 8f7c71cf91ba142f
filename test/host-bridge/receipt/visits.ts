/** Visits and answers of invented people, for the tests of the receipt room. */

import type { EligibilityAnswer } from '../../../host-bridge/eligibility/api.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { FaceFileInput, RegisteredUse } from '../../../host-bridge/receipt/face-file.ts';
import type { VisitId } from '../../../protocol/ids.ts';

export const visit = 'FCR-000001.3.17' as VisitId;
/** 2026-11-02T09:00:12+09:00 */
export const at = Date.UTC(2026, 10, 2, 0, 0, 12);

export const plainRecord: EligibilityRecord = {
  InsuredCardClassification: '01',
  InsurerNumber: '138057',
  InsuredCardSymbol: '記号',
  InsuredIdentificationNumber: '123',
  InsuredBranchNumber: '01',
  PersonalFamilyClassification: '1',
  Name: '見本　太郎',
  NameKana: 'ﾐﾎﾝ ﾀﾛｳ',
  Sex1: '1',
  Birthdate: '19800401',
  Address: '東京都千代田区霞が関1丁目2番〜3 <A&B>',
  PostNumber: '100-8916',
  QualificationDate: '20200401',
  InsuredCardValidDate: '20200401',
  InsuredPartialContributionRatio: '030',
  InsurerName: '見本健康保険組合',
  LimitApplicationCertificateRelatedInfo: {
    LimitApplicationCertificateClassification: '01',
    LimitApplicationCertificateClassificationFlag: 'A03',
    LimitApplicationCertificateDate: '20260401',
    LimitApplicationCertificateValidStartDate: '20260401',
    LimitApplicationCertificateValidEndDate: '20270331',
  },
};

export const elderlyRecord: EligibilityRecord = {
  ...plainRecord,
  InsurerNumber: '39131234',
  Birthdate: '19450401',
  ElderlyRecipientCertificateInfo: {
    ElderlyRecipientCertificateDate: '20260801',
    ElderlyRecipientValidStartDate: '20260801',
    ElderlyRecipientValidEndDate: '20270731',
    ElderlyRecipientContributionRatio: '020',
  },
};

const disease = (category: string) => ({
  SpecificDiseasesDiseaseCategory: category,
  SpecificDiseasesCertificateDate: '20260401',
  SpecificDiseasesValidStartDate: '20260401',
  SpecificDiseasesValidEndDate: '20270331',
  SpecificDiseasesSelfPay: '10000',
});

export const diseaseRecord: EligibilityRecord = {
  ...plainRecord,
  SpecificDiseasesCertificateList: [disease('1'), disease('2')],
};

export const medicalAidRecord: EligibilityRecord = {
  InsuredCardClassification: 'A1',
  InsurerNumber: '12131234',
  Name: '見本　花子',
  NameKana: 'ﾐﾎﾝ ﾊﾅｺ',
  Sex1: '2',
  Birthdate: '19700101',
  InsurerName: '見本市',
  PublicExpenseResultList: [
    {
      TicketType: '01',
      MedicalTicketValidDate: '20261101',
      MedicalTicketExpirationDate: '20261130',
      IssueNumber: '1',
      MedicalTreatmentMonth: '202611',
      MedicalTreatmentType: '01',
      SelfPayAmount: '0',
      DistrictContactName: '見本',
      HandlingContactName: '見本',
      SingleOrCombinedUse: '1',
      StatusOfSocialInsurance: '0',
    },
  ],
};

export const answerWith = (
  records: readonly EligibilityRecord[],
  more: Partial<EligibilityAnswer> = {},
): EligibilityAnswer => ({
  verdict: 'valid',
  validity: '1',
  registered: true,
  recipientCertificates: false,
  records: [...records],
  ...more,
});

export const useWith = (more: Partial<RegisteredUse> = {}): RegisteredUse => ({
  state: 'committed',
  at: '2026-11-02T09:00:10+09:00',
  until: '2026-11-03T09:00:10+09:00',
  consent: { surgery: true, treatment: true, checkup: true },
  prescription: null,
  provideLimit: null,
  ...more,
});

export const inputWith = (more: Partial<FaceFileInput> = {}): FaceFileInput => ({
  visit,
  at,
  answer: answerWith([plainRecord]),
  use: useWith(),
  facility: {
    institutionCode: '9999999999',
    encoding: 'utf-8',
    characterProfile: 'jis-x-0208',
    lineEnd: 'crlf',
  },
  ...more,
});
