/**
 * Makes a folder with those above it. In place of Node's recursive `mkdir`, which never returns where a folder is there
 * and takes no other (`/proc`): Node 20 goes back and forth between the two for ever.
 */

// biome-ignore lint/style/noRestrictedImports: here, so that it is called nowhere else.
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './errno.ts';

/**
 * Does nothing where it is there. Throws as the file system does, such as where a file is in the way.
 * @param mode of each folder that is made
 */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    makeOne(path, mode);
  } catch (error) {
    const above = dirname(path);
    if (errnoOf(error) !== 'ENOENT' || above === path) throw error;
    makeFolder(above, mode);
    // Once: what is missing still is not the folder above.
    makeOne(path, mode);
  }
}

function makeOne(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
