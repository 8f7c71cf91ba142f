/** Keeps test data away from a live receipt computer: judges a folder before anything is written there. */

import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
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
 * something that is not ours and no marker file. So is one of which a part is a link that leads out of it, marked or not:
 * the mark says nothing of what lies there.
 *
 * @param root the folder that holds `req`, `res` and `face`; need not exist
 * @param isTest the operator said that it is a test folder whatever it looks like (`--receipt-is-test`)
 */
export function guardReceiptFolder(root: string, isTest: boolean): Result<void> {
  if (isTest) return ok(undefined);
  const real = realPath(resolve(root));
  if (namesProduction(root) || namesProduction(real)) return refuse('EMU-520', { folder: root });
  const outside = written.map((name) => join(root, name)).find((path) => leadsOut(path, real));
  if (outside !== undefined) return refuse('EMU-520', { folder: outside });
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

/** The folders in it that something of ours is written to. */
const written = [...subFolders, stagingName, answeredName, ledgerName, setAsideName];

/** Whether what is there lies outside the folder; a link to what cannot be found may lead anywhere. */
function leadsOut(path: string, root: string): boolean {
  if (!isThere(path)) return false;
  try {
    const way = relative(root, realpathSync(path));
    return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  } catch {
    return true;
  }
}

/** A link is there whatever it leads to. What cannot be looked at is said where the folder is read. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
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
