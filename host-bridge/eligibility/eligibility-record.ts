/**
 * What is told of one insurance, with the field names, forms and codes of the receipt computer's file: what the back end
 * may answer is what that file may hold.
 */

import { z } from 'zod';
import { type CodeTableId, codeTables } from '../receipt/format/code-tables.ts';
import { type FormName, forms } from '../receipt/format/forms.ts';

const code = (table: CodeTableId) =>
  z
    .enum(Object.keys(codeTables[table].values))
    .describe(`code table ${table}: ${codeTables[table].about.en}`);

const formed = (form: FormName) => z.string().refine(forms[form].fits).describe(forms[form].about.en);

const date = formed('date');
const notBlank = z.string().regex(/\S/);

/** One record of an eligibility answer, with the field names of the receipt computer's file. */
export const eligibilityRecordSchema = z.strictObject({
  InsuredCardClassification: code('010'),
  InsurerNumber: formed('insurer-asked').optional(),
  InsuredCardSymbol: z.string().optional(),
  InsuredIdentificationNumber: z.string().optional(),
  InsuredBranchNumber: formed('branch').optional(),
  PersonalFamilyClassification: code('009').optional(),
  InsuredName: z.string().optional(),
  Name: notBlank,
  NameOfOther: z.string().optional(),
  NameKana: formed('kana').optional(),
  NameOfOtherKana: formed('kana').optional(),
  Sex1: code('007'),
  Sex2: code('007').optional(),
  Birthdate: date,
  Address: z.string().optional(),
  PostNumber: formed('postcode').optional(),
  QualificationDate: date.optional(),
  DisqualificationDate: date.optional(),
  InsuredCertificateIssuanceDate: date.optional(),
  InsuredCardValidDate: date.optional(),
  InsuredCardExpirationDate: date.optional(),
  InsuredPartialContributionRatio: formed('ratio').optional(),
  PreschoolClassification: code('015').optional(),
  ReasonOfLoss: code('008').optional(),
  InsurerName: notBlank,
  ElderlyRecipientCertificateInfo: z
    .strictObject({
      ElderlyRecipientCertificateDate: date,
      ElderlyRecipientValidStartDate: date,
      ElderlyRecipientValidEndDate: date,
      ElderlyRecipientContributionRatio: formed('ratio'),
    })
    .optional(),
  LimitApplicationCertificateRelatedInfo: z
    .strictObject({
      LimitApplicationCertificateClassification: code('011'),
      LimitApplicationCertificateClassificationFlag: code('012'),
      LimitApplicationCertificateDate: date,
      LimitApplicationCertificateValidStartDate: date,
      LimitApplicationCertificateValidEndDate: date,
      LimitApplicationCertificateLongTermDate: date.optional(),
    })
    .optional(),
  SpecificDiseasesCertificateList: z
    .array(
      z.strictObject({
        SpecificDiseasesDiseaseCategory: code('013'),
        SpecificDiseasesCertificateDate: date,
        SpecificDiseasesValidStartDate: date,
        SpecificDiseasesValidEndDate: date,
        SpecificDiseasesSelfPay: formed('yen'),
      }),
    )
    .optional(),
  PublicExpenseResultList: z
    .array(
      z.strictObject({
        TicketType: code('018'),
        MedicalTicketValidDate: date,
        MedicalTicketExpirationDate: date,
        IssueNumber: z.string(),
        MedicalTreatmentMonth: formed('month'),
        MedicalTreatmentType: code('019'),
        SelfPayAmount: formed('yen'),
        DistrictContactName: z.string(),
        HandlingContactName: z.string(),
        SingleOrCombinedUse: code('020'),
        StatusOfSocialInsurance: code('021'),
      }),
    )
    .optional(),
  /** 照会番号: the clinic's own number of the patient. */
  ReferenceNumber: z.string().max(50).optional(),
});
export type EligibilityRecord = z.infer<typeof eligibilityRecordSchema>;
