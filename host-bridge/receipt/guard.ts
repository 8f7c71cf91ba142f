/** Keeps test data away from a live receipt computer: judges a folder before anything is written there. */

import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { errnoOf } from '../errno.ts';
import { holdFiles } from '../hold.ts';
import { isOurFileName } from './file-name.ts';
import {
  answeredName,
  bridgeName,
  ledgerName,
  markerName,
  setAsideName,
  stagingName,
  subFolders,
} from './layout.ts';

/**
 * Refuses a folder that looks like a production one: `OQS` is among the names of its path (`C:\OQS`), or it holds
 * something that is not ours and no marker file.
 *
 * @param root the folder that holds `req`, `res` and `face`; need not exist
 * @param isTest the operator said that it is a test folder whatever it looks like (`--receipt-is-test`)
 */
export function guardReceiptFolder(root: string, isTest: boolean): Result<void> {
  if (isTest) return ok(undefined);
  if (namesProduction(root) || namesProduction(realPath(resolve(root))))
    return refuse('EMU-520', { folder: root });
  if (existsSync(join(root, markerName))) return ok(undefined);
  const foreign = countForeign(root);
  if (!foreign.ok) return foreign;
  return foreign.value === 0 ? ok(undefined) : refuse('EMU-521', { folder: root, count: foreign.value });
}

const namesProduction = (path: string): boolean => path.split(/[\\/]/).some((part) => /^oqs$/i.test(part));

/** The path behind symbolic links; of a folder that is not there yet, as far as it is. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

/** What the folder keeps beside the three; no live one has these names. */
const beside: ReadonlySet<string> = new Set([
  stagingName,
  answeredName,
  ledgerName,
  setAsideName,
  ...holdFiles(bridgeName),
]);

/** How many files, of those that make an unmarked folder somebody else's, are there. EMU-522 it cannot be looked at. */
export function countForeign(root: string): Result<number> {
  const inside = (name: string) =>
    readdirSync(join(root, name)).filter((file) => !isOurFileName(file)).length;
  const isSubFolder = (name: string) => subFolders.some((folder) => folder === name);
  try {
    let foreign = 0;
    for (const entry of readdirSync(root, { withFileTypes: true })) {
      if (entry.isDirectory() && isSubFolder(entry.name)) foreign += inside(entry.name);
      else if (entry.name !== markerName && !beside.has(entry.name)) foreign += 1;
    }
    return ok(foreign);
  } catch (error) {
    const reason = errnoOf(error);
    return reason === 'ENOENT' ? ok(0) : refuse('EMU-522', { folder: root, reason });
  }
}
