/** The sentence that a reader spoke last, for those who read it: an error number is spoken letter by letter and written as it is. */

import { text, textIds } from '../../firmware/screens/texts.ts';
import type { Language } from '../../protocol/errors.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';

const prefix = 'part.code.';
const spokenCodes = textIds.filter((id) => id.startsWith(prefix));

/** What was spoken, as it is written. */
export const written = (spoken: string, language: Language): string =>
  spokenCodes.reduce((words, id) => words.replace(text(id, language), id.slice(prefix.length)), spoken);

export function lastSpoken(reader: EmulatedReader): TranscriptEntry | null {
  const entry = reader.transcript.entries.findLast(({ text: words }) => words !== null);
  if (entry === undefined) return null;
  const { text: words, lang } = entry;
  return words === null || lang === null ? entry : { ...entry, text: written(words, lang) };
}
