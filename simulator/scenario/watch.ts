/** The steps of a scenario that look and listen: what is shown, what is heard, and what must never have been. */

import { dashedDate } from '../../firmware/calendar.ts';
import type { ScreenView } from '../../firmware/screens/vocabulary.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';
import { because, type Reason } from './reasons.ts';
import { receiptFields } from './receipt-fields.ts';
import type { Heard, Step } from './steps.ts';
import { isPromptOf } from './words.ts';
import type { World } from './world.ts';

export type WatchingStep = Extract<Step, { does: 'see' | 'hear' | 'look' | 'never' | 'result' }>;

/** How many entries each reader's transcript had when the last step that acted began. */
export type Heardness = ReadonlyMap<EmulatedReader, number>;

/** What was there instead; null where it is as the step says. */
export async function watch(
  step: WatchingStep,
  world: World,
  heardBefore: Heardness,
): Promise<Reason | null> {
  if (step.does === 'result') return watchResult(step, world);
  const reader = world.reader(step.at);
  switch (step.does) {
    case 'see':
      if (await world.pace.until(() => differenceOf(step, reader) === null, step.within)) return null;
      return differenceOf(step, reader);
    case 'hear': {
      const since = (): readonly TranscriptEntry[] =>
        reader.transcript.entries.slice(heardBefore.get(reader) ?? 0);
      if (await world.pace.until(() => since().some((entry) => isHeard(step.hear, entry)), step.within))
        return null;
      return because('heard', { ids: idsOf(since()) });
    }
    case 'look': {
      if (!reader.cardIn) return because('noCard');
      const mark = reader.cardMark;
      if (mark !== step.mark)
        return because('found', { expected: step.mark ?? 'no mark', found: mark ?? 'no mark' });
      if (step.expires === undefined) return null;
      const expires = reader.cardExpires === null ? 'no day' : dashedDate(reader.cardExpires);
      return expires === step.expires ? null : because('found', { expected: step.expires, found: expires });
    }
    case 'never': {
      const { hear, see, read } = step.never;
      if (see !== undefined)
        return world.shown(reader).includes(see) ? because('shown', { screen: see }) : null;
      if (read !== undefined) {
        const against = world
          .views(reader)
          .find((view) => wordsOn(view).includes(read) || labelsOn(view).includes(read));
        return against === undefined ? null : because('read', { screen: against.id });
      }
      const against = reader.transcript.entries.find((entry) => hear !== undefined && isHeard(hear, entry));
      return against === undefined ? null : because('heardAt', { id: against.id, t: against.t });
    }
  }
}

async function watchResult(
  { result: prefix, tail, has, within }: Extract<WatchingStep, { does: 'result' }>,
  { pace, requests }: World,
): Promise<Reason | null> {
  const answer = (): Uint8Array | null => requests.answerTo(prefix, tail);
  if (has === null)
    return answer() === null ? null : because('found', { expected: 'no answer', found: 'one' });
  await pace.until(() => answer() !== null, within);
  const bytes = answer();
  if (bytes === null) return because('found', { expected: 'an answer', found: 'none' });
  const fields = receiptFields(bytes);
  for (const [name, expected] of Object.entries(has)) {
    const found = fields.get(name) ?? [];
    const same = expected === null ? found.length === 0 : found.length === 1 && found[0] === expected;
    if (!same) {
      return because('found', {
        expected: `${name} ${JSON.stringify(expected)}`,
        found: JSON.stringify(found.length === 1 ? found[0] : found),
      });
    }
  }
  return null;
}

function differenceOf(step: Extract<WatchingStep, { does: 'see' }>, reader: EmulatedReader): Reason | null {
  const view = reader.status?.view ?? null;
  if (view === null) return because(reader.status === null ? 'noPower' : 'saw', { screen: 'none' });
  const screen = view.variant === null ? view.id : `${view.id} (${view.variant})`;
  if (view.id !== step.see) return because('saw', { screen });
  if (step.variant !== undefined && view.variant !== step.variant) return because('saw', { screen });
  if (step.language !== undefined && view.language !== step.language)
    return because('inLanguage', { language: view.language });
  const keys = view.choices.map(({ key }) => key).join(' ');
  if (step.choices !== undefined && keys !== step.choices.join(' '))
    return because('choices', { keys: keys || 'none' });
  if (step.says !== undefined && !wordsOn(view).includes(step.says)) return because('unsaid', { screen });
  return null;
}

const wordsOn = ({ title, text, status }: ScreenView): string => [title, ...text, status ?? ''].join('\n');
const labelsOn = ({ choices }: ScreenView): string => choices.map(({ label }) => label).join('\n');

function isHeard(heard: Heard, entry: TranscriptEntry): boolean {
  const isTone = entry.kind === 'tone';
  if (heard.tone !== undefined && !(isTone && entry.id === heard.tone)) return false;
  if (heard.id !== undefined && (isTone || !isPromptOf(heard.id, entry.id))) return false;
  if (heard.says !== undefined && entry.text?.includes(heard.says) !== true) return false;
  return heard.channel === undefined || entry.channel === heard.channel;
}

/** Ids only: the words may be private. */
const idsOf = (entries: readonly TranscriptEntry[]): string =>
  entries.map(({ id }) => id).join(', ') || 'nothing';
