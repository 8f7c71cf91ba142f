/** Empties a receipt folder of what the emulator wrote, and of nothing else (`fcr receipt clean`). */

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { isOurFileName } from './file-name.ts';
import { countForeign } from './guard.ts';
import { answeredName, ledgerName, markerName, stagingName, subFolders } from './layout.ts';
import { ledgerOf } from './requests/ledger.ts';
import { isExampleName } from './requests/request-name.ts';

export interface Cleaned {
  /** `folder/name` of each file that is gone now. */
  readonly removed: readonly string[];
  /** `folder/name` of each file of ours that another program holds. */
  readonly held: readonly string[];
  /** `folder/name` of each file of somebody else's that lies there still. */
  readonly left: readonly string[];
}

/**
 * EMU-526 where it has no marker file, which goes with the last file only: one of somebody else's would have the next
 * start refused (EMU-521), though the folder was marked.
 *
 * @param root the folder that holds `req`, `res` and `face`
 */
export function cleanReceiptFolder(root: string): Result<Cleaned> {
  if (!existsSync(join(root, markerName))) return refuse('EMU-526', { folder: root });
  const removed: string[] = [];
  const held: string[] = [];
  const ledger = ledgerOf(root);
  const isOurs = (folder: string, name: string): boolean =>
    folder === 'res'
      ? ledger.wrote(name, bytesOf(join(root, folder, name)))
      : isOurFileName(name) || (folder === 'req' && isExampleName(name));
  for (const folder of subFolders) {
    for (const name of namesIn(join(root, folder)).filter((file) => isOurs(folder, file))) {
      (isRemoved(join(root, folder, name)) ? removed : held).push(`${folder}/${name}`);
    }
  }
  for (const name of [stagingName, answeredName]) isRemoved(join(root, name), true);
  // While something of ours is left its record stays, so that a second try may finish.
  if (held.length === 0) isRemoved(join(root, ledgerName), true);
  const there = subFolders.flatMap((folder) =>
    namesIn(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  const left = there.filter((file) => !held.includes(file));
  // Without the marker the guard would take the folder for somebody else's.
  const foreign = countForeign(root);
  if (held.length === 0 && foreign.ok && foreign.value === 0) isRemoved(join(root, markerName));
  return ok({ removed, held, left });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    return new Uint8Array();
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
