/** Files that a command writes where its user wants them. */

import { renameSync, writeFileSync } from 'node:fs';
import { errnoOf } from '../../host-bridge/errno.ts';
import { EmulatorError } from '../../protocol/errors.ts';

/**
 * Does what writes there.
 * @throws EmulatorError EMU-649 where the system refuses it.
 */
export function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-649', detail: { file: path, reason: errnoOf(error) } });
  }
}

/** Writes the file whole or not at all. Throws as `writing`. */
export const writeWhole = (file: string, text: string): void =>
  writing(file, () => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  });
