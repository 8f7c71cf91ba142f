/** What a decoder or a check gives back: a value, or a named problem. Nothing here throws. */

import type { ErrorCode } from './errors.ts';

export interface Problem {
  readonly code: ErrorCode;
  /** Values for the `{placeholders}` of the catalogue's sentences. Never personal, never secret. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: ErrorCode, detail: Problem['detail'] = {}): Result<never> => ({
  ok: false,
  problem: { code, detail },
});
