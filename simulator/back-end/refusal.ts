/** Refusals of the back end on the wire: the catalogue's code and sentences, and the HTTP status for each code. */

import type { z } from 'zod';
import { type refusal, refusalOf } from '../../host-bridge/refusal.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Problem } from '../../protocol/result.ts';

/** What the back end answers: the HTTP status, and a body that JSON can carry. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** HTTP status of each refusal; codes that are not here never leave the back end as refusals. */
export const refusalStatus = {
  'EMU-330': 422,
  'EMU-331': 422,
  'EMU-332': 422,
  'EMU-336': 422,
  'EMU-337': 422,
  'EMU-338': 422,
  'EMU-339': 422,
  'EMU-400': 400,
  'EMU-401': 404,
  'EMU-402': 405,
  'EMU-403': 400,
  'EMU-404': 404,
  'EMU-405': 409,
  'EMU-406': 410,
  'EMU-407': 409,
  'EMU-410': 422,
  'EMU-411': 422,
  'EMU-412': 409,
  'EMU-413': 409,
  'EMU-414': 409,
  'EMU-456': 422,
  'EMU-457': 422,
  'EMU-458': 422,
  'EMU-415': 409,
  'EMU-416': 409,
  'EMU-417': 404,
  'EMU-422': 403,
  'EMU-423': 500,
  'EMU-424': 500,
  'EMU-427': 500,
  'EMU-428': 404,
  'EMU-470': 403,
  'EMU-471': 403,
  'EMU-472': 403,
  'EMU-473': 403,
  'EMU-474': 403,
  'EMU-475': 403,
  'EMU-476': 400,
  'EMU-477': 404,
  'EMU-478': 410,
  'EMU-479': 409,
  'EMU-480': 503,
  'EMU-481': 403,
  'EMU-482': 403,
  'EMU-483': 403,
  'EMU-484': 403,
  'EMU-485': 403,
  'EMU-486': 403,
  'EMU-487': 422,
  'EMU-488': 403,
  'EMU-489': 404,
  'EMU-490': 410,
} as const satisfies Partial<Record<ErrorCode, number>>;

const statusOf: Partial<Record<ErrorCode, number>> = refusalStatus;

export function refused(problem: Problem): Answered {
  const { code, detail } = problem;
  const body: z.infer<typeof refusal> = {
    ...refusalOf(problem),
    ...(Object.keys(detail).length > 0 && { detail }),
  };
  return { status: statusOf[code] ?? 500, body };
}
