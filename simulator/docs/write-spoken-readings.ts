/** Writes the table of readings. `npm run readings` runs it, where MeCab and both dictionaries are installed. */

import { writeFileSync } from 'node:fs';
import { EmulatorError } from '../../protocol/errors.ts';
import { mecabPlace, packagesFor } from '../voice/probing.ts';
import { readingsFile, spokenReadings } from './spoken-readings.ts';

const mecab = mecabPlace(process.env);
if (mecab === null)
  throw new EmulatorError({ code: 'EMU-708', detail: { language: 'ja', packages: packagesFor('ja') } });
writeFileSync(new URL(`../../${readingsFile}`, import.meta.url), await spokenReadings(mecab));
