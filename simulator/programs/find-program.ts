/** Where a program is, as a shell finds it. Starts nothing. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of the first of these names that a folder of the search path holds and this user may run; null where none does.
 * @param searchPath as the variable PATH has it
 */
export function findProgram(names: readonly string[], searchPath: string | undefined): string | null {
  for (const folder of (searchPath ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (folder !== '' && isRunnable(path)) return path;
    }
  }
  return null;
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
