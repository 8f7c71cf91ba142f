/** The reader's small persistent memory: in a file, or in this process for desks that leave nothing behind. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PersistentStore } from '../../firmware/hal.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';

export function memoryStore(): PersistentStore {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => {
      values.set(key, value);
    },
  };
}

/** Whole file at each change, written beside and renamed, so that a kill leaves the old or the new. */
export function fileStore(path: string): PersistentStore {
  makeFolder(dirname(path));
  const values = new Map<string, string>(readEntries(path));
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => {
      values.set(key, value);
      const beside = `${path}.new`;
      writeFileSync(beside, JSON.stringify(Object.fromEntries(values)));
      renameSync(beside, path);
    },
  };
}

function readEntries(path: string): [string, string][] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string');
  } catch {
    // A store that cannot be read is a new one, as on a device whose memory was replaced.
    return [];
  }
}
