/** Fields that several operations between bridge and back end share. */

import { z } from 'zod';
import { isReaderId, isVisitId, type ReaderId, type VisitId } from '../../protocol/ids.ts';

export const visitIdSchema = z
  .custom<VisitId>((v) => typeof v === 'string' && isVisitId(v))
  .meta({ type: 'string', description: 'visit key: serial.boot.visit' });
export const readerIdSchema = z
  .custom<ReaderId>((v) => typeof v === 'string' && isReaderId(v))
  .meta({ type: 'string', description: "reader's serial number" });
export const base64url = (maxBytes: number) =>
  z
    .string()
    .max(Math.ceil((maxBytes * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/);
export const isoInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+09:00$/)
  .describe('Japan time');
export const dashedDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const compactDate = z
  .string()
  .regex(/^\d{8}$/)
  .describe('YYYYMMDD');
export const institution = z
  .string()
  .regex(/^\d{10}$/)
  .describe('医療機関コード');
/** QualificationValidity (資格有効性) of the file. */
export const validities = ['1', '2', '3', '4', '5', '6'] as const;
export type Validity = (typeof validities)[number];
export const validity = z.enum(validities);

export const consentSchema = z.strictObject({
  surgery: z.boolean(),
  treatment: z.boolean(),
  checkup: z.boolean(),
});

/** `detail`: figures and words of the catalogue that the sentence of the code wants, never a person's. */
export const noticeSchema = z.strictObject({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  message: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** Who is meant, by the numbers of the insurance (記号・番号). A branch number is not on every paper. */
export const insuredNumbers = z.strictObject({
  insurer: z
    .string()
    .regex(/^\d{4,8}$/)
    .describe('保険者番号'),
  symbol: z.string().max(40).optional().describe('記号'),
  number: z.string().min(1).max(40).describe('番号'),
  branch: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .describe('枝番'),
  birth: compactDate.optional(),
});
export type InsuredNumbers = z.infer<typeof insuredNumbers>;
