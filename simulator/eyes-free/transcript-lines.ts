/** What was heard, a line each: the evidence where a tester was not told what to press. */

import type { TranscriptEntry } from '../desk/transcript.ts';

export const transcriptLines = (entries: readonly TranscriptEntry[]): readonly string[] =>
  entries.map(({ startedAt, channel, lang, id, text, cutAt }) => {
    const cut = cutAt === undefined ? '' : ' —';
    return `${(startedAt / 1000).toFixed(1)} ${channel} ${lang ?? 'tone'} ${text ?? id}${cut}`;
  });
