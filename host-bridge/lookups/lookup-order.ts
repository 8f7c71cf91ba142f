/** What staff enters to look somebody up by the four facts, as the control API and scenarios take it. */

import { z } from 'zod';
import { factsSchema, searchMode, searchTerms } from '../eligibility/search-operations.ts';

/**
 * What 被保険者資格申立書 asks for beside the four facts, when the patient has neither card nor proof; the items are those
 * of the notice of 2023-07-10 (保発0710第1号), their form is ours.
 */
export const declarationSchema = z.strictObject({
  contact: z.string().min(1).max(60).describe('連絡先'),
  insurerKind: z
    .enum(['employees', 'national', 'elderly', 'unknown'])
    .describe('被用者保険, 国民健康保険, 後期高齢者医療, わからない'),
  insurerName: z.string().min(1).max(100).optional().describe('保険者等名称'),
  employer: z.string().min(1).max(100).optional().describe('事業所名'),
  share: z
    .union([z.literal(10), z.literal(20), z.literal(30)])
    .optional()
    .describe('一部負担金の割合 in percent, as the patient states it'),
});
export type Declaration = z.infer<typeof declarationSchema>;

export const lookupOrderSchema = z.strictObject({
  mode: searchMode.describe('outage: システム障害時, disaster: 災害時, emergency: 救急時'),
  facts: factsSchema,
  ...searchTerms,
  declaration: declarationSchema.optional().describe('被保険者資格申立書'),
});
export type LookupOrder = z.output<typeof lookupOrderSchema>;
