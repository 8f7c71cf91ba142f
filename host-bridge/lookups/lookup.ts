/**
 * A lookup: somebody's four facts that the desk holds until the back end has said who it is. Personal data leave it as
 * soon as the result was fetched and there was time to read it; what stays names nobody.
 */

import { z } from 'zod';
import { type ErrorCode, isErrorCode, type Problem } from '../../protocol/errors.ts';
import type { AnswerOf, RequestOf } from '../eligibility/api.ts';
import { operations } from '../eligibility/api.ts';
import { searchMode } from '../eligibility/search-operations.ts';
import { declarationRecordSchema } from './declaration.ts';
import type { LookupOrder } from './lookup-order.ts';
import { lookupOrderSchema } from './lookup-order.ts';

/** held: not answered yet · one, none, several: what was found · refused: it will not be answered */
export const lookupStates = ['held', 'one', 'none', 'several', 'refused'] as const;
export type LookupState = (typeof lookupStates)[number];

export interface Lookup {
  /** Counts up from 1; never given again. */
  readonly number: number;
  /** Idempotency key of the search at the back end. */
  readonly search: string;
  readonly mode: LookupOrder['mode'];
  /** All times in milliseconds since 1970-01-01 UTC. */
  readonly madeAt: number;
  readonly state: LookupState;
  /** Why it is still held, or was refused; null: nothing is in the way. */
  readonly problem: Problem | null;
  readonly lookedUpAt: number | null;
  /** When the result was first given to somebody who asked. */
  readonly fetchedAt: number | null;
  /** Personal; null once it has left. The facility is the one whose settings held when it was entered. */
  readonly entry: (LookupOrder & { readonly facility: RequestOf<'search'>['facility'] }) | null;
  /** Personal; null before it is looked up, and once it has left. */
  readonly answer: AnswerOf<'search'> | null;
}

/** Where lookups are kept. Every call throws EMU-556 (an EmulatorError) where it could not be kept. */
export interface LookupStore {
  /** Keeps it under the next number; it has reached the disk when this returns. */
  add(fresh: Omit<Lookup, 'number'>): Lookup;
  /** In place of what was kept under its number. What is no longer in it is gone from the disk too. */
  save(lookup: Lookup): void;
  remove(number: number): void;
  /** Least number first. */
  all(): readonly Lookup[];
  close(): void;
}

const instant = z.number().int().describe('milliseconds since 1970-01-01 UTC');
const advice = z.strictObject({ ja: z.string(), en: z.string() });

/** What anybody at the desk may see in a list: nothing personal. */
export const lookupStatusSchema = z.strictObject({
  lookup: z.number().int().min(1),
  mode: searchMode,
  state: z.enum(lookupStates),
  code: z
    .custom<ErrorCode>((value) => typeof value === 'string' && isErrorCode(value))
    .meta({ type: 'string' })
    .nullable()
    .describe('why it is still held, or was refused'),
  madeAt: instant,
  lookedUpAt: instant.nullable(),
  fetchedAt: instant.nullable(),
  personal: z.boolean().describe('it still holds facts or a result'),
  todo: advice.describe('what staff should do'),
});
export type LookupStatus = z.infer<typeof lookupStatusSchema>;

/** With the facts and the result, as long as they are held. */
export const lookupDetailSchema = z.strictObject({
  ...lookupStatusSchema.shape,
  facts: lookupOrderSchema.shape.facts.nullable(),
  declaration: declarationRecordSchema.nullable().describe('被保険者資格申立書, where one was entered'),
  result: operations.search.answer.nullable(),
});
export type LookupDetail = z.infer<typeof lookupDetailSchema>;
