/** The words, by id and language, and sentences with `{placeholders}` cut into pieces once, when the firmware starts. */

import type { Language } from '../../protocol/errors.ts';
import { isParamName, type ParamName } from './params.ts';
import en from './texts.en.json' with { type: 'json' };
import ja from './texts.ja.json' with { type: 'json' };

export type TextId = keyof typeof ja;

/** Every language the unit has words for; the order is that of the language screen. */
const wordings: Readonly<Record<Language, Readonly<Record<string, string>>>> = { ja, en };

export const isTextId = (text: string): text is TextId => Object.hasOwn(ja, text);
export const textIds: readonly TextId[] = Object.keys(ja).filter(isTextId);
const isLanguage = (text: string): text is Language => Object.hasOwn(wordings, text);

/** The languages with a word for everything: only these are offered. */
export const completeLanguages: readonly Language[] = Object.keys(wordings)
  .filter(isLanguage)
  .filter((language) => textIds.every((id) => (wordings[language][id] ?? '') !== ''));

/** The text as it is written, placeholders and all. */
export const text = (id: TextId, language: Language): string => wordings[language][id] ?? '';

export interface Template {
  readonly head: string;
  readonly rest: readonly { readonly param: ParamName; readonly after: string }[];
}

function cut(written: string): Template {
  const [head = '', ...pieces] = written.split('{');
  return {
    head,
    rest: pieces.map((piece) => {
      const end = piece.indexOf('}');
      const param = piece.slice(0, end);
      if (!isParamName(param)) throw new TypeError(`no such placeholder: {${param}}`);
      return { param, after: piece.slice(end + 1) };
    }),
  };
}

const linesOf = (language: Language): ReadonlyMap<string, readonly Template[]> =>
  new Map(textIds.map((id) => [id, text(id, language).split('\n').map(cut)]));

const templates: Readonly<Record<Language, ReadonlyMap<string, readonly Template[]>>> = {
  ja: linesOf('ja'),
  en: linesOf('en'),
};

const nothing: readonly Template[] = [];
const noTemplate: Template = { head: '', rest: [] };

/** The lines of a text; none where there is no such text. */
export const templateLines = (id: string, language: Language): readonly Template[] =>
  templates[language].get(id) ?? nothing;

/** A text of one line, as everything spoken is. */
export const template = (id: string, language: Language): Template =>
  templateLines(id, language)[0] ?? noTemplate;

/** Fills a template. An empty value leaves no second space behind where words are parted by spaces. */
export function fill(sentence: Template, value: (param: ParamName) => string): string {
  if (sentence.rest.length === 0) return sentence.head;
  let filled = sentence.head;
  for (const { param, after } of sentence.rest) {
    const put = value(param);
    filled += put;
    const doubled = put === '' && after.startsWith(' ') && (filled === '' || filled.endsWith(' '));
    filled += doubled ? after.slice(1) : after;
  }
  return filled.endsWith(' ') ? filled.trimEnd() : filled;
}
