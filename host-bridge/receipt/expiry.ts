/** Removes files that no receipt computer has fetched for too long (REQ-42). How long is a setting of ours; no official value is public. */

import { timeInName } from './file-name.ts';
import type { ReceiptFolder } from './folder.ts';
import { compactInstant } from './japan-time.ts';

/**
 * @param now milliseconds since 1970-01-01 UTC
 * @param stay milliseconds that a file may stay unfetched
 * @returns names of the files that have been let go
 */
export function expireUnfetched(folder: ReceiptFolder, now: number, stay: number): string[] {
  const oldest = compactInstant(now - stay);
  const late = folder.list().filter((name) => (timeInName(name) ?? oldest) < oldest);
  for (const name of late) folder.remove(name);
  return late;
}
