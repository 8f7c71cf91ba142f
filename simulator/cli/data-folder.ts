/**
 * The data folder of a running program: made where it is not there, and held, so that two programs never write the
 * same files. A part of it (a reader, the bridge, the back end) is held by itself: the three programs may share one.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import { hold, holderOf } from '../../host-bridge/hold.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { EmulatorError } from '../../protocol/errors.ts';

export interface DataFolder {
  readonly path: string;
  /** Lets go of it. */
  release(): void;
}

/**
 * Takes the parts of a folder for this process. A hold of a process that has ended counts for nothing.
 * @throws EmulatorError EMU-638 (held by another process), EMU-639 (cannot be made or written).
 */
export function holdDataFolder(path: string, parts: readonly string[]): DataFolder {
  const locks = join(path, 'locks');
  const releases: (() => void)[] = [];
  const release = (): void => {
    for (const letGo of releases.splice(0)) letGo();
  };
  const inUse = (pid: number) => new EmulatorError({ code: 'EMU-638', detail: { folder: path, pid } });
  try {
    makeFolder(path, 0o700);
    makeFolder(locks);
    for (const part of parts) {
      const taken = hold(join(locks, part));
      if (!taken.held) throw inUse(taken.pid);
      releases.push(taken.release);
    }
    for (const beginning of keptApart(parts)) {
      const pid = holderOfPart(path, (part) => part.startsWith(beginning));
      if (pid !== null) throw inUse(pid);
    }
  } catch (error) {
    release();
    if (error instanceof EmulatorError) throw error;
    throw new EmulatorError({ code: 'EMU-639', detail: { folder: path, reason: errnoOf(error) } });
  }
  return { path, release };
}

/** The part of a folder that a reader holds. */
export const readerPart = (serial: string): string => `reader-${serial}`;

/** The part of a folder that a person's card holds which is offered by itself. */
export const cardPart = (person: string): string => `card-${person}`;

/** A process that has a person's card, alone or for its readers, which may take any; null where none has. */
export const cardHolder = (path: string, person: string): number | null =>
  holderOfPart(path, (part) => part.startsWith(readerPart('')) || part === cardPart(person));

/** The process that holds one of these parts; null: none does. */
function holderOfPart(path: string, isMeant: (part: string) => boolean): number | null {
  const locks = join(path, 'locks');
  const ending = '.pid';
  for (const name of existsSync(locks) ? readdirSync(locks) : []) {
    const part = name.slice(0, -ending.length);
    const pid = name.endsWith(ending) && isMeant(part) ? holderOf(join(locks, part)) : null;
    if (pid !== null) return pid;
  }
  return null;
}

/** Parts that nobody may hold beside some of `parts`, by what they begin with: a card is in one place at a time. */
const keptApart = (parts: readonly string[]): readonly string[] =>
  [
    [readerPart(''), cardPart('')],
    [cardPart(''), readerPart('')],
  ].flatMap(([ours = '', theirs = '']) => (parts.some((part) => part.startsWith(ours)) ? [theirs] : []));
