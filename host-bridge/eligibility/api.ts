/**
 * What the bridge and the back end say to each other: one table of operations with their schemas. The client and
 * the mock back end's routes, its OpenAPI document and the validation on both sides derive from it.
 *
 * The interface is ours. The official one of オンライン資格確認 is not public.
 */

import { z } from 'zod';
import { isReaderId, isVisitId, type ReaderId, type VisitId } from '../../protocol/ids.ts';
import { eligibilityVerdicts, identityMethods, media } from '../../protocol/messages.ts';

export const visitIdSchema = z
  .custom<VisitId>((v) => typeof v === 'string' && isVisitId(v))
  .meta({ type: 'string', description: 'visit key: serial.boot.visit' });
export const readerIdSchema = z
  .custom<ReaderId>((v) => typeof v === 'string' && isReaderId(v))
  .meta({ type: 'string', description: "reader's serial number" });
const base64url = (maxBytes: number) =>
  z
    .string()
    .max(Math.ceil((maxBytes * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/);
const isoInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+09:00$/)
  .describe('Japan time');
const dashedDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const compactDate = z
  .string()
  .regex(/^\d{8}$/)
  .describe('YYYYMMDD');

export const consentSchema = z.strictObject({
  surgery: z.boolean(),
  treatment: z.boolean(),
  checkup: z.boolean(),
});

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
});
export type EligibilityRecord = z.infer<typeof eligibilityRecordSchema>;

const challengeRequest = z.strictObject({ visit: visitIdSchema });
const challengeAnswer = z.strictObject({ nonce: base64url(64), until: isoInstant });

const eligibilityRequest = z.strictObject({
  visit: visitIdSchema,
  reader: readerIdSchema,
  institution: z.string().regex(/^\d{10}$/),
  graceRule: z.enum(['monthEnd', 'sameDay']),
  medium: z.enum(media),
  method: z.enum(identityMethods),
  nonce: base64url(64),
  certificate: base64url(4096),
  signature: base64url(512),
});
/** `detail`: figures and words of the catalogue that the sentence of the code wants, never a person's. */
const noticeSchema = z.strictObject({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  message: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

const eligibilityAnswer = z.strictObject({
  verdict: z.enum(eligibilityVerdicts),
  /** QualificationValidity of the file: 1 有効 … 6; absent where the card or phone itself was turned down. */
  validity: z.enum(['1', '2', '3', '4', '5', '6']).optional(),
  registered: z.boolean(),
  name: z.string().max(100).optional(),
  kana: z.string().max(100).optional(),
  graceUntil: dashedDate.optional(),
  expires: dashedDate.optional(),
  recipientCertificates: z.boolean(),
  /** Records for the receipt computer's file; may be empty where the validity names none. */
  records: z.array(eligibilityRecordSchema).max(8),
  /** A notice on success, or the reason of a problem: an `EMU-` code and a sentence for the desk. */
  notice: noticeSchema.optional(),
});

const registrationRequest = z.strictObject({ visit: visitIdSchema });
const registrationAnswer = z.strictObject({ registered: z.boolean() });

const useRequest = z.strictObject({
  visit: visitIdSchema,
  /** null: none was asked (grace, every group off). */
  consent: consentSchema.nullable(),
  recipient: z.boolean().nullable(),
  prescription: z.enum(['electronic', 'paper']).nullable(),
  provideLimit: z.boolean().nullable(),
});
const useAnswer = z.strictObject({
  state: z.enum(['committed', 'withdrawn', 'problem']),
  at: isoInstant.nullable().describe('when the consent was registered (ConsTime)'),
  until: isoInstant.nullable().describe('until when it holds: 24 hours later (AvailableTime)'),
});

const withdrawalRequest = z.strictObject({ visit: visitIdSchema });
const withdrawalAnswer = z.strictObject({ state: z.literal('withdrawn') });

/** What the back end answers when it refuses: a code of the error catalogue with its values, and the sentences. */
export const refusalSchema = z.strictObject({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  cause: z.string(),
  remedy: z.string(),
});
export type Refusal = z.infer<typeof refusalSchema>;

export const operations = {
  challenge: {
    method: 'POST',
    path: '/challenges',
    about: 'Bytes for the card to sign',
    request: challengeRequest,
    answer: challengeAnswer,
  },
  eligibility: {
    method: 'POST',
    path: '/eligibility',
    about: 'Eligibility of the person behind a certificate',
    request: eligibilityRequest,
    answer: eligibilityAnswer,
  },
  registration: {
    method: 'POST',
    path: '/registrations',
    about: '健康保険証利用登録',
    request: registrationRequest,
    answer: registrationAnswer,
  },
  use: {
    method: 'POST',
    path: '/uses',
    about: 'Checks a visit in; the visit is the idempotency key',
    request: useRequest,
    answer: useAnswer,
  },
  withdrawal: {
    method: 'POST',
    path: '/withdrawals',
    about: 'Withdraws a visit, whether or not its use has arrived',
    request: withdrawalRequest,
    answer: withdrawalAnswer,
  },
} as const;

export type OperationName = keyof typeof operations;
export type RequestOf<N extends OperationName> = z.infer<(typeof operations)[N]['request']>;
export type AnswerOf<N extends OperationName> = z.infer<(typeof operations)[N]['answer']>;
export type EligibilityAnswer = AnswerOf<'eligibility'>;
