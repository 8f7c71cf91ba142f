/**
 * What is asked of the back end for many people at once (一括): a request is received under a number, worked on for a
 * while, and its result fetched by that number. Which people the kinds about visits name is our reading.
 */

import { z } from 'zod';
import {
  compactDate,
  institution,
  insuredNumbers,
  isoInstant,
  noticeSchema,
  validity,
} from './api-fields.ts';
import { eligibilityRecordSchema } from './eligibility-record.ts';

export const bulkKinds = [
  'qualifications',
  'referenceNumbers',
  'medicalTickets',
  'homeVisits',
  'onlineCare',
] as const;
export type BulkKind = (typeof bulkKinds)[number];

/** Entries of one request. Our figure: what comes of them fits into a file of 4 MiB, which public readers take at most. */
export const bulkEntries = 500;

/** ArbitraryIdentifier: what the receipt computer calls the entry. */
const identifier = z.string().min(1).max(100).optional();
const reference = z.string().min(1).max(50).describe('照会番号');
const month = z
  .string()
  .regex(/^\d{4}(0[1-9]|1[0-2])$/)
  .describe('YYYYMM');
/** Both days included. */
const days = { from: compactDate, until: compactDate };

const bulkAsked = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('qualifications'),
    entries: z
      .array(z.strictObject({ identifier, who: insuredNumbers, on: compactDate }))
      .min(1)
      .max(bulkEntries),
  }),
  z.strictObject({
    kind: z.literal('referenceNumbers'),
    entries: z
      .array(z.strictObject({ reference, who: insuredNumbers }))
      .min(1)
      .max(bulkEntries),
  }),
  z.strictObject({ kind: z.literal('medicalTickets'), month }),
  z.strictObject({ kind: z.literal('homeVisits'), by: z.literal('consent'), ...days }),
  z.strictObject({ kind: z.literal('onlineCare'), by: z.enum(['consent', 'examination']), ...days }),
]);
export type BulkAsked = z.infer<typeof bulkAsked>;

const bulkRequestRequest = z.strictObject({
  institution,
  key: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/)
    .describe('the same request sent again has the same key'),
  /** ArbitraryFileIdentifier of the request; it is told again with the result. */
  fileIdentifier: z.string().min(1).max(100).nullable(),
  asked: bulkAsked,
});
const reception = z
  .string()
  .regex(/^\d{16}$/)
  .describe('ReceptionNumber');
const bulkRequestAnswer = z.strictObject({
  reception,
  ready: isoInstant.describe('from when the result can be fetched'),
});

/** 同意区分 of these interfaces: 0 none, 1 holds, 2 has ended. */
const flag = z.enum(['0', '1', '2']);

/** What came of one entry, or is told of one person. */
const bulkUnit = z.strictObject({
  identifier,
  /** As they were asked with. */
  who: insuredNumbers.optional(),
  reference: reference.optional(),
  validity: validity.optional(),
  /** Why there is nothing of this entry. */
  problem: noticeSchema.optional(),
  records: z.array(eligibilityRecordSchema).max(8),
  consent: z
    .strictObject({ surgery: flag, treatment: flag, checkup: flag, at: isoInstant, until: isoInstant })
    .optional(),
});
export type BulkUnit = z.infer<typeof bulkUnit>;

const bulkResultRequest = z.strictObject({ institution, kind: z.enum(bulkKinds), reception });
const bulkResultAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('processing'), ready: isoInstant }),
  z.strictObject({
    state: z.literal('done'),
    fileIdentifier: z.string().nullable(),
    units: z.array(bulkUnit),
  }),
]);

export const bulkOperations = {
  bulkRequest: {
    method: 'POST',
    path: '/bulk-requests',
    about: 'Asks about many people; the key is the idempotency key',
    request: bulkRequestRequest,
    answer: bulkRequestAnswer,
    /** Room for as many entries as there may be. */
    bytes: 524_288,
  },
  bulkResult: {
    method: 'POST',
    path: '/bulk-results',
    about: 'Fetches what came of a bulk request',
    request: bulkResultRequest,
    answer: bulkResultAnswer,
  },
} as const;
