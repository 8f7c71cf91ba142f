/** Notices that a serial or HID device has appeared, by the folder that its name is in. Opens nothing. */

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { watchFolder } from './folder-watch.ts';
import type { ReaderUrl } from './port.ts';
import { parseReaderUrl } from './url.ts';

/** Calls `appeared` whenever the port may have come into being; gives back the way to stop. */
export type WatchForPort = (url: ReaderUrl, appeared: () => void) => () => void;

/** Linux's names of HID devices; which of them a reader gets cannot be told beforehand. */
const hidName = /^hidraw\d+$/;

/** Watches nothing where the URL is no path or kind of device: trying again by time remains. */
export const watchFolderOfPort: WatchForPort = (url, appeared) => watchForPortIn('/dev', url, appeared);

/** @param devices the folder in which Linux names HID devices */
export function watchForPortIn(devices: string, url: ReaderUrl, appeared: () => void): () => void {
  const parsed = parseReaderUrl(url);
  if (!parsed.ok) return () => {};
  if (parsed.value.scheme === 'hid') {
    return watchFolder(devices, (changed) => {
      if (changed !== null && hidName.test(changed) && existsSync(join(devices, changed))) appeared();
    });
  }
  if (parsed.value.scheme !== 'serial') return () => {};
  const { path } = parsed.value;
  const name = basename(path);
  return watchFolder(dirname(path), (changed) => {
    if ((changed === null || changed === name) && existsSync(path)) appeared();
  });
}
