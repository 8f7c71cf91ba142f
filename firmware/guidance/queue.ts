/**
 * What waits to be said, in the order in which it will be: outcomes (announcements, the taken picture), then replies,
 * then prompts, then cues.
 */

import { capturedCue } from '../screens/spoken.ts';
import type { Speech } from './speech.ts';

export type Queue = readonly Speech[];

/** Tells an outcome: it survives the change of screens and is heard without voice mode. */
export const isOutcome = ({ kind, says }: Speech): boolean =>
  kind === 'announcement' || ('id' in says && says.id === `cue.${capturedCue}`);

const order = { announcement: 0, reply: 1, prompt: 2, cue: 3 } as const satisfies Record<
  Speech['kind'],
  number
>;
const rank = (speech: Speech): number => (isOutcome(speech) ? 0 : order[speech.kind]);

const outranks = (one: Speech, other: Speech): boolean => rank(one) < rank(other);

const sameWords = (one: Speech, other: Speech): boolean =>
  'id' in one.says && 'id' in other.says && one.says.id === other.says.id;

/** In the place of its kind, behind its equals. What waits already waits once; a newer reply replaces an older. */
export function enqueue(queue: Queue, speech: Speech): Queue {
  if (queue.length === 0) return [speech];
  if (queue.some((waiting) => sameWords(waiting, speech))) return queue;
  const kept = speech.kind === 'reply' ? queue.filter(({ kind }) => kind !== 'reply') : queue;
  const place = kept.findIndex((waiting) => outranks(speech, waiting));
  return place === -1 ? [...kept, speech] : kept.toSpliced(place, 0, speech);
}

/** Behind all that waits, whatever its kind. */
export const enqueueLast = (queue: Queue, speech: Speech): Queue =>
  queue.some((waiting) => sameWords(waiting, speech)) ? queue : [...queue, speech];

/** What other speech has cut comes again, before its equals; replies and cues are past. */
export function putBack(queue: Queue, speech: Speech): Queue {
  if (speech.kind === 'reply' || speech.kind === 'cue') return queue;
  const place = queue.findIndex((waiting) => !outranks(waiting, speech));
  return place === -1 ? [...queue, speech] : queue.toSpliced(place, 0, speech);
}

/** Prompts, cues and what a screen keeps repeating end with the screen. */
export const endsWithScreen = (speech: Speech, repeats: string | undefined): boolean =>
  ('id' in speech.says && speech.says.id === repeats) ||
  speech.kind === 'prompt' ||
  (speech.kind === 'cue' && !isOutcome(speech));
