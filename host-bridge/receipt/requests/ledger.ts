/** Which files in `res` the emulator wrote: by name and by digest, so that a file of somebody else's is never taken for one. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { ledgerName } from '../layout.ts';
import { isAnswerName } from './request-name.ts';

export interface Ledger {
  /** Throws where the disk does not take it. */
  enter(name: string, bytes: Uint8Array): void;
  strike(name: string): void;
  names(): string[];
  /** That name was written by the emulator, with exactly these bytes. */
  wrote(name: string, bytes: Uint8Array): boolean;
}

/** @param root the folder that holds `req`, `res` and `face` */
export function ledgerOf(root: string): Ledger {
  const folder = join(root, ledgerName);
  return {
    enter(name, bytes) {
      makeFolder(folder);
      writeFileSync(join(folder, name), digest(bytes));
    },
    strike(name) {
      try {
        rmSync(join(folder, name), { force: true });
      } catch {
        // It may stand there longer than its file: of a file that is not there it says nothing.
      }
    },
    names() {
      try {
        return readdirSync(folder).filter(isAnswerName).sort();
      } catch {
        return [];
      }
    },
    wrote(name, bytes) {
      try {
        return isAnswerName(name) && readFileSync(join(folder, name), 'utf8') === digest(bytes);
      } catch {
        return false;
      }
    },
  };
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
