/** Keeps two bridges off one receipt folder: each would answer what lies in `req`, and tidy up while the other writes. */

import { join } from 'node:path';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { errnoOf } from '../errno.ts';
import { type Hold, hold } from '../hold.ts';
import { makeFolder } from '../make-folder.ts';
import { guardReceiptFolder } from './guard.ts';
import { bridgeName } from './layout.ts';

/**
 * Takes the folder for this process, after the guard: nothing is written to one that it refuses. EMU-520 to EMU-522 as
 * the guard and `openReceiptFolder`, EMU-594 another process has it.
 *
 * @param root the folder that holds `req`, `res` and `face`; made where it is not there
 * @param isTest as of the guard
 */
export function holdReceiptFolder(root: string, isTest: boolean): Result<Hold> {
  const allowed = guardReceiptFolder(root, isTest);
  if (!allowed.ok) return allowed;
  try {
    makeFolder(root);
    const taken = hold(join(root, bridgeName));
    return taken.held ? ok(taken) : refuse('EMU-594', { folder: root, pid: taken.pid });
  } catch (error) {
    return refuse('EMU-522', { folder: root, reason: errnoOf(error) });
  }
}
