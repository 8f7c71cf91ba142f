/** A notice for the desk as the journal keeps it: a code of the catalogue and what its sentence wants. */

import { isErrorCode, type Problem } from '../../protocol/errors.ts';
import type { Notice } from './api-fields.ts';

/** JSON of code and detail; null: there is none. */
export const keptNotice = (notice: Problem | Notice | undefined): string | null =>
  notice === undefined ? null : JSON.stringify({ code: notice.code, detail: notice.detail ?? {} });

/** Null where none was kept, or where the back end named a code that is not known here. */
export function readNotice(kept: string | null): Problem | null {
  if (kept === null) return null;
  const { code, detail } = JSON.parse(kept) as { code: string; detail: Problem['detail'] };
  return isErrorCode(code) ? { code, detail } : null;
}
