/** How an API refuses: in English, and under `ja` in Japanese, for who calls says no language. */

import type { z } from 'zod';
import { type Problem, sentences } from '../protocol/errors.ts';
import { refusalSchema } from './eligibility/api.ts';

/** What every route of ours answers with when it refuses. */
export const refusal = refusalSchema.required({ ja: true });

/** What such an answer says. */
export const refusalOf = (problem: Problem): z.infer<typeof refusal> => ({
  code: problem.code,
  ...sentences(problem),
  ja: sentences(problem, 'ja'),
});
