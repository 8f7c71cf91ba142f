/** Empties a receipt folder of what the emulator wrote, and of nothing else (`fcr receipt clean`). */

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { isOurFileName } from './file-name.ts';
import { markerName, stagingName, subFolders } from './layout.ts';

export interface Cleaned {
  /** `folder/name` of each file that is gone now. */
  readonly removed: readonly string[];
  /** `folder/name` of each file of ours that another program holds. */
  readonly held: readonly string[];
}

/** @param root the folder that holds `req`, `res` and `face`; refused where it has no marker file */
export function cleanReceiptFolder(root: string): Result<Cleaned> {
  if (!existsSync(join(root, markerName))) return refuse('EMU-526', { folder: root });
  const removed: string[] = [];
  const held: string[] = [];
  for (const folder of subFolders) {
    for (const name of namesIn(join(root, folder)).filter(isOurFileName)) {
      (isRemoved(join(root, folder, name)) ? removed : held).push(`${folder}/${name}`);
    }
  }
  isRemoved(join(root, stagingName), true);
  // While something of ours is left the folder stays marked, so that a second try may finish.
  if (held.length === 0) isRemoved(join(root, markerName));
  return ok({ removed, held });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isRemoved(path: string, recursive = false): boolean {
  try {
    rmSync(path, { recursive, force: true });
    return true;
  } catch {
    return false;
  }
}
