/** What the plain desk writes: one line for each new state of a reader, made from what it shows and says. Pure. */

import type { ScreenView } from '../../../firmware/screens/vocabulary.ts';
import type { TranscriptEntry } from '../../desk/transcript.ts';

/**
 * `FCR-000001 screen choose_method 本人確認の方法 | 1 顔認証 | 2 暗証番号 | …`: title, text, state and choices.
 *
 * A hidden screen says so, and nothing else: `… screen pin_entry (hidden)`.
 *
 * @param withPrivate false leaves out text about the person, for output that may be kept
 */
export function screenLine(reader: string, view: ScreenView, withPrivate: boolean): string {
  if (view.mode.hidden) return `${reader} screen ${view.id} (hidden)`;
  const body = view.private && !withPrivate ? [] : view.text;
  const parts = [
    ...body,
    ...(view.status === null ? [] : [view.status]),
    ...(view.masked === null ? [] : ['•'.repeat(view.masked)]),
    ...view.choices.map(({ key, label, marked }) => `${key} ${label}${marked ? ' ●' : ''}`),
  ].filter((part) => part !== '');
  return [`${reader} screen ${view.id} ${view.title}`, ...parts].join(' | ');
}

/** `FCR-000001 says カードを取ってください。`; null for a tone, and for private words that must not be kept. */
export function spokenLine(reader: string, entry: TranscriptEntry, withPrivate: boolean): string | null {
  if (entry.text === null) return null;
  const heard = entry.channel === 'earphones' ? 'says (earphones)' : 'says';
  return entry.private && !withPrivate
    ? `${reader} ${heard} ${entry.id}`
    : `${reader} ${heard} ${entry.text}`;
}

/** What is spoken is only the end of what was spoken before it, after a sentence was skipped. */
export function isRestOf(spoken: TranscriptEntry, before: TranscriptEntry): boolean {
  if (spoken.text === null || before.text === null) return false;
  if (spoken.id !== before.id || spoken.lang !== before.lang) return false;
  return spoken.text !== before.text && before.text.endsWith(spoken.text);
}
