/**
 * What of a patient's name a reader is sent for its screen. Patients see ● there as in the facility's files; which
 * units do that, and what fonts they have, is not public. Our reading: today's show what the PC's encoding leaves,
 * the next generation's show every character (REQ-46).
 */

import { type FileEncoding, repertoireOfFiles } from './file-encoding.ts';
import type { Repertoire } from './repertoire.ts';

/** Profiles, as a reader's greeting names them, whose screens hold no more than the facility's files. */
const limitedToFiles: ReadonlySet<string> = new Set(['current']);

/** @param profile of the reader's greeting; null where it is not known. */
export const repertoireOfScreen = (profile: string | null, files: FileEncoding): Repertoire =>
  profile !== null && limitedToFiles.has(profile) ? repertoireOfFiles(files) : 'utf-8';
