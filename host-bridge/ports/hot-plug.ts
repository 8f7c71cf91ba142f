/** Notices that a serial device has appeared, by the folder that its name is in. Opens nothing. */

import { existsSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ReaderUrl } from './port.ts';
import { parseReaderUrl } from './url.ts';

/** Calls `appeared` whenever the port may have come into being; gives back the way to stop. */
export type WatchForPort = (url: ReaderUrl, appeared: () => void) => () => void;

/** Watches nothing where the URL is no path or its folder cannot be watched: trying again by time remains. */
export const watchFolderOfPort: WatchForPort = (url, appeared) => {
  const parsed = parseReaderUrl(url);
  if (!parsed.ok || parsed.value.scheme !== 'serial') return () => {};
  const { path } = parsed.value;
  const name = basename(path);
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_kind, changed) => {
      if (changed === name && existsSync(path)) appeared();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
};
