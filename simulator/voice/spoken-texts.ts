/**
 * Everything that a reader can say, in the words that it says: with example values in place of what changes, every
 * choice offered, and without what is only sometimes told (tries, reasons, names), which are texts of their own.
 */

import { type Comfort, defaultComfort } from '../../firmware/guidance/comfort.ts';
import { durationIds } from '../../firmware/guidance/durations.ts';
import { type Speech, utter } from '../../firmware/guidance/speech.ts';
import { profiles } from '../../firmware/profiles.ts';
import { type ScreenId, screens } from '../../firmware/screens/catalogue.ts';
import { type Facts, noFacts } from '../../firmware/screens/facts.ts';
import type { ParamName } from '../../firmware/screens/params.ts';
import { isAnnouncementId, type ReplyId, replies } from '../../firmware/screens/spoken.ts';
import { completeLanguages, fill, isTextId, template, text } from '../../firmware/screens/texts.ts';
import { type CueId, cueIds } from '../../firmware/screens/vocabulary.ts';
import { type Form, promptId } from '../../firmware/screens/wording.ts';
import type { Language } from '../../protocol/errors.ts';

const facts: Facts = {
  ...noFacts,
  face: true,
  pin: true,
  graceUntil: '2026-12-31',
  expires: '2027-01-15',
  secondsLeft: 30,
};

interface Place {
  readonly screen: ScreenId;
  readonly variant: string | null;
  readonly form: Form;
  readonly channel: 'speaker' | 'earphones';
}

const screenIds = Object.keys(screens) as readonly ScreenId[];
const forms = ['first', 'short'] as const satisfies readonly Form[];

/** Where each prompt is said. */
const places: ReadonlyMap<string, Place> = new Map(
  screenIds.flatMap((screen) =>
    (screens[screen].variants?.values ?? [null]).flatMap((variant) =>
      forms.flatMap((form) =>
        (['speaker', 'earphones'] as const).flatMap((channel) => {
          const id = promptId(screen, variant, form, channel);
          return id === null ? [] : [[id, { screen, variant, form, channel }] as const];
        }),
      ),
    ),
  ),
);

/** By id, in the order of the catalogue of durations. */
export const spokenTextIds: readonly string[] = durationIds;

/** The prompt of a screen that `fcr say` is asked for: its first form, on the speaker; null where it has none. */
export const promptOfScreen = (screen: string): string | null =>
  [...places].find(([, place]) => place.screen === screen && place.form === 'first')?.[0] ?? null;

/** The words of a text that is spoken; null where there is no such text, or it has no length yet. */
export const spokenWords = (id: string, language: Language): string | null =>
  spokenTextIds.includes(id) ? wordsToMeasure(id, language) : null;

/** The same where it may have no length yet; null where there is no such text, or it is never spoken by itself or in part. */
export function wordsToMeasure(id: string, language: Language): string | null {
  const speech = speechOf(id, language);
  if (speech === null) {
    const isPart = isTextId(id) && id.startsWith('part.');
    return isPart ? fill(template(id, language), (param) => example(param, language)) : null;
  }
  const { screen, variant, channel } = places.get(id) ?? {
    screen: 'idle' as const,
    variant: null,
    channel: 'earphones' as const,
  };
  const comfort: Comfort = defaultComfort(language, channel === 'earphones');
  return utter(speech, { screen, variant, comfort, profile: profiles['next-generation'] }).utterance.text;
}

function speechOf(id: string, language: Language): Speech | null {
  const told = id === 'announce.card_missing' ? { ...facts, secondsLeft: 20 } : facts;
  const speech = { facts: told, params: { digits: 2, label: 'register' }, entering: false } as const;
  const place = places.get(id);
  if (place !== undefined)
    return { ...speech, params: {}, kind: 'prompt', says: { prompt: place.form, language } };
  if (isAnnouncementId(id)) return { ...speech, kind: 'announcement', says: { id } };
  if (isReply(id)) return { ...speech, kind: 'reply', says: { id } };
  if (isCue(id)) return { ...speech, kind: 'cue', says: { id } };
  return null;
}

const isReply = (id: string): id is ReplyId => Object.hasOwn(replies, id);
const isCue = (id: string): id is `cue.${CueId}` => cueIds.some((cue) => id === `cue.${cue}`);

/** Of parts: what stands for a name, a label, a number. */
function example(param: ParamName, language: Language): string {
  if (param === 'kana') return language === 'ja' ? 'ヤマダ　ハナコ' : 'Yamada Hanako';
  if (param === 'choice') return text('label.agree', language);
  if (param === 'k') return String(completeLanguages.indexOf(language) + 1);
  return '';
}
