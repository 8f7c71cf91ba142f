/** What a check looked at and what it found: the evidence of a report, and what is wrong where something is. */

import type { Language } from '../../protocol/errors.ts';
import type { Text } from './standards.ts';

/** A count or a measure. */
export interface Figure {
  readonly what: Text;
  readonly value: string;
  /** The same, where it has words: ids and numbers stand in Japanese as they are. */
  readonly valueInJapanese?: string;
}

export const valueIn = ({ value, valueInJapanese }: Figure, language: Language): string =>
  (language === 'ja' ? valueInJapanese : undefined) ?? value;

/** Words as they were spoken or shown; of something private the id alone. */
export interface Quotation {
  readonly from: 'transcript' | 'screen';
  readonly where: string;
  readonly language: Language | null;
  readonly words: string;
}

export interface Wrong {
  /** Screen, text, visit or key. */
  readonly where: string;
  readonly what: Text;
}

export interface Checked {
  readonly figures: readonly Figure[];
  readonly quotations: readonly Quotation[];
  readonly wrong: readonly Wrong[];
}

/** Where nothing was looked at nothing is shown: a check over nothing is wrong itself. */
const nothingLookedAt = ({ en, ja }: Text): Text => ({
  en: `there was nothing to look at: ${en}`,
  ja: `調べる対象がありませんでした：${ja}`,
});

/** The findings of a check over several things of one kind. A quotation is kept of the first few. */
export function over<T>(
  what: Text,
  things: readonly T[],
  look: (thing: T) => readonly Wrong[],
  quote: (thing: T) => Quotation | null = () => null,
): Checked {
  const quotations: Quotation[] = [];
  for (const thing of things) {
    if (quotations.length >= 3) break;
    const quoted = quote(thing);
    if (quoted !== null) quotations.push(quoted);
  }
  return {
    figures: [{ what, value: String(things.length) }],
    quotations,
    wrong: things.length === 0 ? [{ where: '', what: nothingLookedAt(what) }] : things.flatMap(look),
  };
}

export const together = (...parts: readonly Checked[]): Checked => ({
  figures: parts.flatMap(({ figures }) => figures),
  quotations: parts.flatMap(({ quotations }) => quotations),
  wrong: parts.flatMap(({ wrong }) => wrong),
});

export const wrongUnless = (holds: boolean, where: string, en: string, ja: string): readonly Wrong[] =>
  holds ? [] : [{ where, what: { en, ja } }];

export const quotationOf = (
  entry: {
    readonly startedAt: number;
    readonly id: string;
    readonly private: boolean;
    readonly lang: Language | null;
    readonly text: string | null;
  },
  visit: string,
): Quotation => ({
  from: 'transcript',
  where: `${visit}, ${(entry.startedAt / 1000).toFixed(1)} s, ${entry.id}`,
  language: entry.private ? null : entry.lang,
  words: entry.private ? '••••' : (entry.text ?? ''),
});
