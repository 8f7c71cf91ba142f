/** Notices that a serial device has appeared, by the folder that its name is in. Opens nothing. */

import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { watchFolder } from './folder-watch.ts';
import type { ReaderUrl } from './port.ts';
import { parseReaderUrl } from './url.ts';

/** Calls `appeared` whenever the port may have come into being; gives back the way to stop. */
export type WatchForPort = (url: ReaderUrl, appeared: () => void) => () => void;

/** Watches nothing where the URL is no path: trying again by time remains. */
export const watchFolderOfPort: WatchForPort = (url, appeared) => {
  const parsed = parseReaderUrl(url);
  if (!parsed.ok || parsed.value.scheme !== 'serial') return () => {};
  const { path } = parsed.value;
  const name = basename(path);
  return watchFolder(dirname(path), (changed) => {
    if ((changed === null || changed === name) && existsSync(path)) appeared();
  });
};
