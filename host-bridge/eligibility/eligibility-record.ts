/** What is told of one insurance, with the field names of the receipt computer's file. */

import { z } from 'zod';
import { compactDate } from './api-fields.ts';

/** One record of an eligibility answer, with the field names of the receipt computer's file. */
export const eligibilityRecordSchema = z.strictObject({
  InsuredCardClassification: z.string(),
  InsurerNumber: z.string().optional(),
  InsuredCardSymbol: z.string().optional(),
  InsuredIdentificationNumber: z.string().optional(),
  InsuredBranchNumber: z.string().optional(),
  PersonalFamilyClassification: z.string().optional(),
  InsuredName: z.string().optional(),
  Name: z.string(),
  NameOfOther: z.string().optional(),
  NameKana: z.string().optional(),
  NameOfOtherKana: z.string().optional(),
  Sex1: z.string(),
  Sex2: z.string().optional(),
  Birthdate: compactDate,
  Address: z.string().optional(),
  PostNumber: z.string().optional(),
  QualificationDate: compactDate.optional(),
  DisqualificationDate: compactDate.optional(),
  InsuredCertificateIssuanceDate: compactDate.optional(),
  InsuredCardValidDate: compactDate.optional(),
  InsuredCardExpirationDate: compactDate.optional(),
  InsuredPartialContributionRatio: z.string().optional(),
  PreschoolClassification: z.string().optional(),
  ReasonOfLoss: z.string().optional(),
  InsurerName: z.string(),
  ElderlyRecipientCertificateInfo: z
    .strictObject({
      ElderlyRecipientCertificateDate: compactDate,
      ElderlyRecipientValidStartDate: compactDate,
      ElderlyRecipientValidEndDate: compactDate,
      ElderlyRecipientContributionRatio: z.string(),
    })
    .optional(),
  LimitApplicationCertificateRelatedInfo: z
    .strictObject({
      LimitApplicationCertificateClassification: z.string(),
      LimitApplicationCertificateClassificationFlag: z.string(),
      LimitApplicationCertificateDate: compactDate,
      LimitApplicationCertificateValidStartDate: compactDate,
      LimitApplicationCertificateValidEndDate: compactDate,
      LimitApplicationCertificateLongTermDate: compactDate.optional(),
    })
    .optional(),
  SpecificDiseasesCertificateList: z
    .array(
      z.strictObject({
        SpecificDiseasesDiseaseCategory: z.string(),
        SpecificDiseasesCertificateDate: compactDate,
        SpecificDiseasesValidStartDate: compactDate,
        SpecificDiseasesValidEndDate: compactDate,
        SpecificDiseasesSelfPay: z.string(),
      }),
    )
    .optional(),
  PublicExpenseResultList: z
    .array(
      z.strictObject({
        TicketType: z.string(),
        MedicalTicketValidDate: compactDate,
        MedicalTicketExpirationDate: compactDate,
        IssueNumber: z.string(),
        MedicalTreatmentMonth: z.string().regex(/^\d{6}$/),
        MedicalTreatmentType: z.string(),
        SelfPayAmount: z.string(),
        DistrictContactName: z.string(),
        HandlingContactName: z.string(),
        SingleOrCombinedUse: z.string(),
        StatusOfSocialInsurance: z.string(),
      }),
    )
    .optional(),
  /** 照会番号: the clinic's own number of the patient. */
  ReferenceNumber: z.string().max(50).optional(),
});
export type EligibilityRecord = z.infer<typeof eligibilityRecordSchema>;
