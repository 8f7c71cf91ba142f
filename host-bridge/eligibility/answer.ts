/** Reads what the back end answered, over whichever way it came, against the schemas of the interface. */

import type { z } from 'zod';
import { isErrorCode } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { type AnswerOf, type OperationName, operations, refusalSchema } from './api.ts';

const reader =
  <A>(schema: z.ZodType<A>) =>
  (body: unknown): Result<A> => {
    const answer = schema.safeParse(body);
    return answer.success ? ok(answer.data) : refuse('EMU-421');
  };

const readers: { readonly [N in OperationName]: (body: unknown) => Result<AnswerOf<N>> } = {
  challenge: reader(operations.challenge.answer),
  eligibility: reader(operations.eligibility.answer),
  eligibilityByFacts: reader(operations.eligibilityByFacts.answer),
  registration: reader(operations.registration.answer),
  use: reader(operations.use.answer),
  withdrawal: reader(operations.withdrawal.answer),
  qualification: reader(operations.qualification.answer),
  referenceNumber: reader(operations.referenceNumber.answer),
  viewing: reader(operations.viewing.answer),
  bulkRequest: reader(operations.bulkRequest.answer),
  bulkResult: reader(operations.bulkResult.answer),
  situation: reader(operations.situation.answer),
  search: reader(operations.search.answer),
  foundInformation: reader(operations.foundInformation.answer),
};

/**
 * The answer to `operation`, or the problem that the back end refused with. EMU-421 where the body is neither.
 * `status` is the HTTP status, `body` the parsed JSON.
 */
export function readAnswer<N extends OperationName>(
  operation: N,
  status: number,
  body: unknown,
): Result<AnswerOf<N>> {
  if (status === 200) return readers[operation](body);
  const refusal = refusalSchema.safeParse(body);
  if (!refusal.success || !isErrorCode(refusal.data.code)) return refuse('EMU-421');
  return refuse(refusal.data.code, refusal.data.detail);
}
