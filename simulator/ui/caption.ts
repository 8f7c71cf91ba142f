/** The sentence that a reader spoke last, for those who read it. */

import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';

export function lastSpoken(reader: EmulatedReader): TranscriptEntry | null {
  return reader.transcript.entries.findLast(({ text }) => text !== null) ?? null;
}
