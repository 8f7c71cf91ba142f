/** Adds a person to a people file: whole or not at all, and only where it is a people file afterwards. */

import { existsSync, readFileSync } from 'node:fs';
import { errnoOf } from '../../host-bridge/errno.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { loadPeople, parsePeople } from '../people/registry.ts';
import { writeWhole } from './written-files.ts';

/**
 * @param text the entry as YAML; a file that is not there is made
 * @throws EmulatorError EMU-659 where the file has such a person, EMU-636 and EMU-649 where it cannot be read or
 * written, and as `parsePeople`.
 */
export function addToPeopleFile(file: string, person: string, text: string): void {
  const before = existsSync(file) ? `${readText(file).trimEnd()}\n\n` : '';
  if (before !== '' && loadPeople(file).get(person) !== undefined) {
    throw new EmulatorError({ code: 'EMU-659', detail: { file, person } });
  }
  parsePeople(before + text, file);
  writeWhole(file, before + text);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-636', detail: { file, reason: errnoOf(error) } });
  }
}
