/**
 * The data folder of a running program: made where it is not there, and held, so that two programs never write the
 * same files. A part of it (a reader, the bridge, the back end) is held by itself: the three programs may share one.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import { EmulatorError } from '../../protocol/errors.ts';

/** What this process holds. Its own number in any other file was left by an ended process that had the same number. */
const heldHere = new Set<string>();

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
  const held: string[] = [];
  const release = (): void => {
    for (const file of held.splice(0)) {
      heldHere.delete(file);
      rmSync(file, { force: true });
    }
  };
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    mkdirSync(locks, { recursive: true });
    for (const part of parts) {
      const file = join(locks, `${part}.pid`);
      hold(file, path);
      held.push(file);
      heldHere.add(file);
    }
    for (const beginning of keptApart(parts)) {
      const pid = holderOf(path, beginning);
      if (pid !== null) throw new EmulatorError({ code: 'EMU-638', detail: { folder: path, pid } });
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
  holderOf(path, readerPart('')) ?? holderOf(path, `${cardPart(person)}.`);

/** A process that holds a part of which the file begins so. */
function holderOf(path: string, beginning: string): number | null {
  const locks = join(path, 'locks');
  for (const name of existsSync(locks) ? readdirSync(locks) : []) {
    const pid = name.startsWith(beginning) ? livingHolder(join(locks, name)) : null;
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

function hold(file: string, folder: string): void {
  const write = (): void => writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
  try {
    write();
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    const pid = livingHolder(file);
    if (pid !== null) throw new EmulatorError({ code: 'EMU-638', detail: { folder, pid } });
    rmSync(file, { force: true });
    write();
  }
}

function livingHolder(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (!Number.isSafeInteger(pid) || pid < 1) return null;
    if (pid === process.pid && !heldHere.has(file)) return null;
    // Signal 0 only asks; another user's process answers that it may not be signalled.
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') return null;
    return Number(readFileSync(file, 'utf8'));
  }
}
