/** The back end behind its conduct: what both the HTTPS routes and the in-process client ask. */

import type { OperationName } from '../../host-bridge/eligibility/api.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { BackEnd } from './back-end.ts';
import type { Conduct, ConductAnswer } from './conduct.ts';
import { type Answered, refused } from './refusal.ts';

const instead: Partial<Record<ConductAnswer, ErrorCode>> = { refuse: 'EMU-422', error: 'EMU-423' };

/** The answer as told; null where nobody is there (`down`). How late it goes out is `conduct.delay`. */
export function conductedAnswer(
  backEnd: BackEnd,
  conduct: Conduct,
  operation: OperationName,
  body: unknown,
): Answered | null {
  if (conduct.answer === 'down') return null;
  const code = instead[conduct.answer];
  return code === undefined ? backEnd.handle(operation, body) : refused({ code, detail: {} });
}
