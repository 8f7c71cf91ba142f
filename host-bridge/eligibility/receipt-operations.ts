/** What is asked of the back end for the receipt computer (レセコン), with nobody at a reader. */

import { z } from 'zod';
import {
  compactDate,
  consentSchema,
  institution,
  insuredNumbers,
  isoInstant,
  noticeSchema,
  validity,
} from './api-fields.ts';
import { eligibilityRecordSchema } from './eligibility-record.ts';

const qualificationRequest = z.strictObject({
  institution,
  who: insuredNumbers,
  on: compactDate.describe('the day asked about'),
});
const qualificationAnswer = z.strictObject({
  validity,
  /** Empty where the validity names none. */
  records: z.array(eligibilityRecordSchema).max(8),
  /** The consent that the person gave at this institution and that still holds; null: none. */
  consent: z.strictObject({ groups: consentSchema, at: isoInstant, until: isoInstant }).nullable(),
  notice: noticeSchema.optional(),
});

const referenceNumberRequest = z.strictObject({
  institution,
  reference: z.string().min(1).max(50).describe('照会番号'),
  who: insuredNumbers,
});
const referenceNumberAnswer = z.strictObject({ registered: z.literal(true) });

export const receiptOperations = {
  qualification: {
    method: 'POST',
    path: '/qualifications',
    about: 'Eligibility by the numbers of the insurance',
    request: qualificationRequest,
    answer: qualificationAnswer,
  },
  referenceNumber: {
    method: 'POST',
    path: '/reference-numbers',
    about: "Keeps the clinic's own number of a patient (照会番号)",
    request: referenceNumberRequest,
    answer: referenceNumberAnswer,
  },
} as const;
