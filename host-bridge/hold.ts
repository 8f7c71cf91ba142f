/**
 * What one process at a time may have, such as a folder that two would write to. The system itself keeps the lock, on a
 * file that SQLite holds open: it ends with its process however that ends, on a shared drive and for containers too, and
 * a number that another process has meanwhile means nothing. `NAME.lock` stays, empty; `NAME.pid` tells who has it.
 */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'libsql';
import { errnoOf } from './errno.ts';

export interface Hold {
  readonly held: true;
  /** Lets go of it. */
  release(): void;
}

export interface HeldElsewhere {
  readonly held: false;
  /** Number of the process that has it; 0 where it has not said so yet. */
  readonly pid: number;
}

/** The files of a hold. */
export const holdFiles = (name: string): readonly string[] => [`${name}.lock`, `${name}.pid`];

/** Milliseconds for which a look at who has it may stand in the way of whoever wants it. */
const lookLasts = 200;

/**
 * @param name path without an ending, in a folder that is there
 * Throws as SQLite and the file system do, such as where the folder cannot be written.
 */
export function hold(name: string): Hold | HeldElsewhere {
  const lock = locked(name);
  if (lock === null) return { held: false, pid: pidIn(name) };
  try {
    writeFileSync(`${name}.pid`, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    held: true,
    release() {
      rmSync(`${name}.pid`, { force: true });
      lock.close();
    },
  };
}

/** The process that has it, as `HeldElsewhere.pid`; null: nobody. Throws as `hold`. */
export function holderOf(name: string): number | null {
  const lock = locked(name);
  lock?.close();
  return lock === null ? pidIn(name) : null;
}

/** Every lock of this process: one that is forgotten would be closed, and let go of. */
const open = new Set<Database.Database>();

/** null: another has it, in this process or elsewhere. */
function locked(name: string): { close(): void } | null {
  // The file may be touched by SQLite alone: closing it otherwise would let go of the lock.
  const file = new Database(`${name}.lock`, { timeout: lookLasts });
  const close = (): void => {
    open.delete(file);
    file.close();
  };
  try {
    // Nothing is ever written, so that a journal beside it would be an empty file more.
    file.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (error) {
    close();
    if (errnoOf(error) === 'SQLITE_BUSY') return null;
    throw error;
  }
  open.add(file);
  return { close };
}

function pidIn(name: string): number {
  try {
    const pid = Number(readFileSync(`${name}.pid`, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : 0;
  } catch {
    return 0;
  }
}
