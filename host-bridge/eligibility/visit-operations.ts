/** What is asked of the back end for a visit at a reader: challenge, eligibility, registration, use, withdrawal. */

import { z } from 'zod';
import { eligibilityVerdicts, identityMethods, media } from '../../protocol/messages.ts';
import {
  base64url,
  consentSchema,
  dashedDate,
  institution,
  isoInstant,
  noticeSchema,
  readerIdSchema,
  validity,
  visitIdSchema,
} from './api-fields.ts';
import { eligibilityRecordSchema } from './eligibility-record.ts';

const challengeRequest = z.strictObject({ visit: visitIdSchema });
const challengeAnswer = z.strictObject({ nonce: base64url(64), until: isoInstant });

const eligibilityRequest = z.strictObject({
  visit: visitIdSchema,
  reader: readerIdSchema,
  institution,
  graceRule: z.enum(['monthEnd', 'sameDay']),
  medium: z.enum(media),
  method: z.enum(identityMethods),
  nonce: base64url(64),
  certificate: base64url(4096),
  signature: base64url(512),
});
const eligibilityAnswer = z.strictObject({
  verdict: z.enum(eligibilityVerdicts),
  /** QualificationValidity of the file: 1 有効 … 6; absent where the card or phone itself was turned down. */
  validity: validity.optional(),
  registered: z.boolean(),
  name: z.string().max(100).optional(),
  kana: z.string().max(100).optional(),
  graceUntil: dashedDate.optional(),
  expires: dashedDate.optional(),
  recipientCertificates: z.boolean(),
  /** false: of people insured like this no medical information is ever viewed; absent: it may be, with consent. */
  viewing: z.literal(false).optional(),
  /** Records for the receipt computer's file; may be empty where the validity names none. */
  records: z.array(eligibilityRecordSchema).max(8),
  /** A notice on success, or the reason of a problem: an `EMU-` code and a sentence for the desk. */
  notice: noticeSchema.optional(),
});

const eligibilityByFactsRequest = z
  .strictObject({
    visit: visitIdSchema,
    reader: readerIdSchema,
    institution,
    nonce: base64url(64),
    name: z.string().min(1).max(300),
    birthDate: dashedDate,
    sex: z.enum(['male', 'female', 'unset']),
    address: z.string().min(1).max(300),
    validUntil: dashedDate.describe('last day in Japan on which the mdoc is valid'),
    terminal: base64url(1024).describe('certificate of the terminal'),
    signature: base64url(64).describe("the terminal's, over visit, challenge, facts and last day"),
  })
  .describe('Our design: how an mdoc is used at a reception is not public');

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

export const visitOperations = {
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
  eligibilityByFacts: {
    method: 'POST',
    path: '/eligibility-by-facts',
    about: 'Eligibility of the person whose four facts an iPhone gave as an mdoc',
    request: eligibilityByFactsRequest,
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
