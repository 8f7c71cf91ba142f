/**
 * Tells of what changes in a folder that may come and go itself: udev makes /dev/serial/by-id with the first device
 * and removes it with the last. Watches names only; opens nothing.
 */

import { existsSync, watch } from 'node:fs';
import { dirname, relative, sep } from 'node:path';

/**
 * @param changed gets the name of what has appeared, changed or gone; null where the whole folder may have become
 *   another, so that everything in it is to be looked at
 * @returns the way to stop. Where the system has no watching, nothing is told: looking again by time remains.
 */
export function watchFolder(folder: string, changed: (name: string | null) => void): () => void {
  let stopped = false;
  let closeAll = (): void => {};

  const listen = (path: string, heard: (name: string | null) => void): (() => void) => {
    try {
      const watcher = watch(path, { persistent: false }, (_kind, name) => heard(name));
      watcher.on('error', () => watcher.close());
      return () => watcher.close();
    } catch {
      return () => {};
    }
  };

  /** The nearest folder above that is there: it sees this one, or the next one on the way to it, come and go. */
  const nearestAbove = (): string => {
    let above = dirname(folder);
    while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
    return above;
  };

  const arm = (): void => {
    closeAll();
    const there = existsSync(folder);
    const inside = listen(folder, changed);
    const above = nearestAbove();
    const [next] = relative(above, folder).split(sep);
    const outside = listen(above, (name) => {
      if (stopped || (name !== null && name !== next)) return;
      arm();
      changed(null);
    });
    closeAll = () => {
      inside();
      outside();
    };
    // What came between looking and listening was told to nobody.
    if (existsSync(folder) !== there || nearestAbove() !== above) arm();
  };

  arm();
  return () => {
    stopped = true;
    closeAll();
  };
}
