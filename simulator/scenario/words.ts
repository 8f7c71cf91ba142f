/** The words that a scenario may use for screens, keys, prompts, persons and lengths of time, as schemas of their own. */

import { z } from 'zod';
import { isScreenId, type ScreenId, screenIds, screens } from '../../firmware/screens/catalogue.ts';
import { isTextId, type TextId, textIds } from '../../firmware/screens/texts.ts';
import { cueIds, isKey, type Key, keyOrder } from '../../firmware/screens/vocabulary.ts';
import { type ErrorCode, isErrorCode } from '../../protocol/errors.ts';
import { isSight, type Sight, sights } from '../peripherals/camera.ts';

/** A word of a closed list; another is refused with `code`. */
const oneOf = <T extends string>(list: readonly T[], is: (text: string) => text is T, code: ErrorCode) =>
  z
    .custom<T>((value) => typeof value === 'string' && is(value), {
      params: { code, known: list.join(', ') },
    })
    .meta({ type: 'string', enum: [...list] });

export const screenWord = oneOf<ScreenId>(screenIds, isScreenId, 'EMU-605');

/** One key or several, one after the other: `"1"`, `"0123#"`. Always quoted: YAML reads `#` as a comment and 0123 as 123. */
export const keysWord = z
  .custom<string>((value) => typeof value === 'string' && value !== '' && [...value].every(isKey), {
    params: { code: 'EMU-606' satisfies ErrorCode },
  })
  .meta({ type: 'string', pattern: '^[0-9#*]+$' });
export const keysOf = (word: string): Key[] => [...word].filter(isKey);

export const keyWord = oneOf<Key>(keyOrder, isKey, 'EMU-606');

const isSpoken = (text: string): text is TextId =>
  isTextId(text) && (/^(announce|reply|cue)\./.test(text) || /\.(first|short)$/.test(text));

/** The id of anything spoken, or a screen, which stands for all that is said of it. */
export type PromptWord = ScreenId | TextId;
const isPromptWord = (text: string): text is PromptWord => isScreenId(text) || isSpoken(text);
export const promptWord = oneOf<PromptWord>(
  [...screenIds, ...textIds.filter(isSpoken)],
  isPromptWord,
  'EMU-607',
);

/** True where the utterance `id` is what `word` means. */
export function isPromptOf(word: PromptWord, id: string): boolean {
  if (id === word) return true;
  if (!isScreenId(word)) return false;
  const { announces, announcesVariant, repeats } = screens[word];
  if (id.startsWith(`${word}.`) || id === repeats || id === announces) return true;
  return announcesVariant === true && id.startsWith(`${announces}.`);
}

export const sightWord = oneOf<Sight>([...sights, ...cueIds], isSight, 'EMU-608');

export const errorCodeWord = z
  .custom<ErrorCode>(
    (value) => typeof value === 'string' && isErrorCode(value),
    'a code of the error catalogue',
  )
  .meta({ type: 'string', pattern: '^EMU-[0-9]{3}$' });

/** Id of a person; whether there is such a person is known only with the people file at hand. */
export const personWord = z.string().min(1);

const milliseconds = { ms: 1, s: 1000, m: 60_000 } as const;
const durationForm = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)$/;

/** Seven days: timers of the machine's own time end at once from 2³¹ ms on. */
const longestDuration = 10_080 * milliseconds.m;

/** `200ms`, `90s`, `1.5m`; milliseconds when read. */
export const durationWord = z
  .string()
  .regex(durationForm, 'a length of time such as 200ms, 90s or 2m')
  .transform((text) => {
    const [, figure = '', unit = 'ms'] = durationForm.exec(text) ?? [];
    return Math.round(Number(figure) * milliseconds[unit as keyof typeof milliseconds]);
  })
  .refine((length) => length <= longestDuration, 'at most seven days (10080m)');
