/**
 * What the bridge and the back end say to each other: one table of operations with their schemas. The client and
 * the mock back end's routes, its OpenAPI document and the validation on both sides derive from it.
 *
 * The interface is ours. The official one of オンライン資格確認 is not public.
 */

import { z } from 'zod';
import { bulkOperations } from './bulk-operations.ts';
import { receiptOperations } from './receipt-operations.ts';
import { searchOperations } from './search-operations.ts';
import { viewingOperations } from './viewing-operations.ts';
import { visitOperations } from './visit-operations.ts';

const sentences = z.strictObject({ cause: z.string(), remedy: z.string() });

/**
 * What the back end answers when it refuses: a code of the error catalogue with its values, and the sentences. The bridge
 * goes by code and values, so that a back end which says nothing in Japanese is understood, too.
 */
export const refusalSchema = z.strictObject({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  ...sentences.shape,
  ja: sentences.optional(),
});

export const operations = {
  ...visitOperations,
  ...receiptOperations,
  ...viewingOperations,
  ...bulkOperations,
  ...searchOperations,
} as const;

export type OperationName = keyof typeof operations;
/** Those that belong to a visit at a reader. */
export type VisitOperationName = keyof typeof visitOperations;
export type RequestOf<N extends OperationName> = z.infer<(typeof operations)[N]['request']>;
export type AnswerOf<N extends OperationName> = z.infer<(typeof operations)[N]['answer']>;
export type EligibilityAnswer = AnswerOf<'eligibility'>;
