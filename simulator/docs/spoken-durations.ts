/**
 * How long texts last at normal speed, as an engine of this machine says them. Japanese is timed by Open JTalk; where its
 * voice is missing MeCab with espeak-ng stands in, and its lengths are brought to Open JTalk's pace by the ratio of the
 * texts that the catalogue already has.
 */

import { secondsOf } from '../../firmware/guidance/durations.ts';
import type { Language } from '../../protocol/errors.ts';
import { orThrow } from '../../protocol/result.ts';
import type { SpeechEngine } from '../voice/engine.ts';
import { secondsOfSound } from '../voice/sound.ts';
import { spokenTextIds, wordsToMeasure } from '../voice/spoken-texts.ts';

export interface MeasuredTexts {
  /** Catalogued seconds for each measured one, over all other texts; 1 for an engine that needs no scaling. */
  readonly ratio: number;
  /** Seconds, to a tenth, by id. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** Texts with a date: the catalogue was measured with a shorter one, and the firmware adds what a longer one takes. */
const datedTexts: readonly string[] = ['announce.cert_grace', 'announce.expiry_notice'];
export const comparedTexts = spokenTextIds.filter((id) => !datedTexts.includes(id));

const lengthOf = async (engine: SpeechEngine, id: string): Promise<number> =>
  secondsOfSound(orThrow(await engine.synthesise(wordsToMeasure(id, engine.language) ?? '', 1)));

/** @param wanted which texts, those without a length yet too; the ratio is that of all others */
export async function measuredTexts(engine: SpeechEngine, wanted: readonly string[]): Promise<MeasuredTexts> {
  const ratio =
    engine.id === 'mecab-espeak'
      ? await ratioOf(
          engine,
          comparedTexts.filter((id) => !wanted.includes(id)),
        )
      : 1;
  const seconds = new Map<string, number>();
  for (const id of wanted) seconds.set(id, Math.round(ratio * (await lengthOf(engine, id)) * 10) / 10);
  return { ratio, seconds };
}

async function ratioOf(engine: SpeechEngine, ids: readonly string[]): Promise<number> {
  let measured = 0;
  for (const id of ids) measured += await lengthOf(engine, id);
  return catalogued(ids, engine.language) / measured;
}

const catalogued = (ids: readonly string[], language: Language): number =>
  ids.reduce((sum, id) => sum + secondsOf(id, language), 0);
