/** Text files that people write for this project: UTF-8, with or without a byte order mark. */

import { readFileSync } from 'node:fs';

/** What stands as the reason where a file is in another encoding, such as the "ANSI" of Windows in Japan (Shift_JIS). */
export const notUtf8 = 'not UTF-8: save it in that encoding';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws as the file system does, and with the code `notUtf8`. */
export function readUtf8File(path: string): string {
  const bytes = readFileSync(path);
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw Object.assign(new Error(notUtf8, { cause }), { code: notUtf8 });
  }
}
