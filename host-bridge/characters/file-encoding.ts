/**
 * The encodings a facility may choose for its files (REQ-39) and the repertoire that goes with them (REQ-46).
 * Leaves the XML itself to the receipt folder's code.
 */

import iconv from 'iconv-lite';
import type { Facility } from '../facility.ts';
import { namedOtherwise, type Repertoire, throughRepertoire } from './repertoire.ts';

export type FileEncoding = Pick<Facility, 'encoding' | 'characterProfile'>;

/** What the file says of its own bytes; declaration, bytes and identifier must agree. The same for both profiles of Shift_JIS. */
export const fileEncodings = {
  'utf-8': { declared: 'UTF-8', identifier: '0' },
  shift_jis: { declared: 'Shift_JIS', identifier: '1' },
} as const satisfies Record<Facility['encoding'], { declared: string; identifier: string }>;

/** What of a text can stand in the facility's files. */
export const repertoireOfFiles = ({ encoding, characterProfile }: FileEncoding): Repertoire =>
  encoding === 'utf-8' ? 'utf-8' : characterProfile;

/** All of a file but its ASCII, which may be markup and is never part of what is replaced. */
const beyondAscii = /[^\t\n\r -\u007F]+/g;

const ofJis = new RegExp(`[${Array.from(namedOtherwise.keys()).join('')}]`, 'g');

/**
 * @param text a whole file. Values in it that may hold an ASCII letter with a combining mark go through the
 * repertoire before they are put between tags; here a mark alone would be the ●.
 * @returns its bytes in the facility's encoding; what that lacks is one ● a character, never a question mark.
 */
export function encodeFile(text: string, encoding: FileEncoding): Uint8Array {
  const repertoire = repertoireOfFiles(encoding);
  return encodeHeld(
    text.replace(beyondAscii, (part) => throughRepertoire(part, repertoire)),
    encoding,
  );
}

const utf8 = new TextEncoder();

/** @param text a whole file that the repertoire of the encoding holds @returns its bytes */
export const encodeHeld = (text: string, { encoding }: FileEncoding): Uint8Array =>
  encoding === 'utf-8'
    ? utf8.encode(text)
    : iconv.encode(
        text.replace(ofJis, (character) => namedOtherwise.get(character) ?? character),
        'Shift_JIS',
      );
