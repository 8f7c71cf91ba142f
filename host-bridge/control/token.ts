/** The bearer token of the control API: drawn at each start, readable by its owner only. */

import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { errnoOf } from '../errno.ts';
import { makeFolder } from '../make-folder.ts';

/**
 * Draws a token and writes it to `control-token` (mode 0600).
 *
 * @param dataFolder made where it is not there
 * @returns the token: 32 bytes in base64url
 */
export function writeControlToken(
  dataFolder: string,
  entropy: { bytes(count: number): Uint8Array },
): Result<string> {
  const token = Buffer.from(entropy.bytes(32)).toString('base64url');
  const file = join(dataFolder, 'control-token');
  const fresh = `${file}.new`;
  try {
    makeFolder(dataFolder);
    // A mode counts only for a file that is made, so an old file is replaced and never written into.
    rmSync(fresh, { force: true });
    writeFileSync(fresh, token, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, file);
    return ok(token);
  } catch (error) {
    return refuse('EMU-548', { file, reason: errnoOf(error) });
  }
}
