/**
 * Finds serial readers by the names of their devices: udev's names by identity, and the folder in which emulated
 * readers link their pseudo-terminals. A device whose name is no reader's is never opened.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isReaderId } from '../../protocol/ids.ts';
import { watchFolder } from '../ports/folder-watch.ts';
import type { ReaderUrl } from '../ports/port.ts';

/** A folder in which devices of readers appear, and by which names. */
export interface PlaceOfReaders {
  readonly folder: string;
  readonly isReader: (name: string) => boolean;
}

/**
 * Where udev names serial devices by what they are: `usb-<maker>_<product>_<serial number>-if00`. Our rule: it is a
 * reader's where the USB serial number has the form of a reader's serial number.
 */
export const udevPlace: PlaceOfReaders = {
  folder: '/dev/serial/by-id',
  isReader: (name) => isReaderId(/_([^_]+)-if\d{2}(?:-port\d+)?$/.exec(name)?.[1] ?? ''),
};

/** Where emulated readers are linked, each by its serial number: `DATA/ports`. */
export const linksIn = (folder: string): PlaceOfReaders => ({ folder, isReader: isReaderId });

/**
 * Calls `found` once for each name, for those that are there and for those that appear. What is gone again is not
 * told: the reader of that name is waited for, so that its visit goes on when it comes back.
 * @returns the way to stop
 */
export function discoverReaders(
  places: readonly PlaceOfReaders[],
  found: (url: ReaderUrl) => void,
): () => void {
  const known = new Set<ReaderUrl>();
  const stops = places.map(({ folder, isReader }) => {
    const look = (): void => {
      for (const name of namesIn(folder)) {
        const url = `serial:${join(folder, name)}`;
        if (!isReader(name) || known.has(url)) continue;
        known.add(url);
        found(url);
      }
    };
    const stop = watchFolder(folder, look);
    look();
    return stop;
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** Empty where the folder is not there, or cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
