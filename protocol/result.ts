/** What a decoder or a check gives back: a value, or a named problem. They never throw; `orThrow` is for their callers. */

import { EmulatorError, type ErrorCode, type Problem } from './errors.ts';

export type { Problem };

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: ErrorCode, detail: Problem['detail'] = {}): Result<never> => ({
  ok: false,
  problem: { code, detail },
});

/** For those who cannot go on without it: the value, or its problem thrown as an `EmulatorError`. */
export function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new EmulatorError(result.problem);
  return result.value;
}
