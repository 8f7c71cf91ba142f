/**
 * How much a whole visit says, path by path, heard to the end: with the short forms, with which earphones begin, and with
 * the first forms beside them. In each language with a reader that rests in it.
 */

import type { Language } from '../../firmware/screens/vocabulary.ts';
import type { People } from '../people/registry.ts';
import { goalOf, type VisitKind } from './rounds.ts';
import { visitEyesFree } from './visit.ts';

/** By what is chosen on the way. */
const paths = {
  'face, consent to all': 'face, all',
  'face, consent to none': 'face, none, earphones',
  'PIN, consent to all': 'pin, all, earphones',
  'PIN, one by one': 'pin, one by one',
  'staff, consent to all': 'staff, all',
} as const satisfies Record<string, VisitKind>;
export type SpokenPath = keyof typeof paths;

const inJapanese: Readonly<Record<SpokenPath, string>> = {
  'face, consent to all': '顔、全て同意',
  'face, consent to none': '顔、同意しない',
  'PIN, consent to all': '暗証番号、全て同意',
  'PIN, one by one': '暗証番号、個別に同意',
  'staff, consent to all': '目視確認、全て同意',
};
/** The path as it is told to people; to machines its id is. */
export const pathIn = (path: SpokenPath, language: Language): string =>
  language === 'ja' ? inJapanese[path] : path;

export interface SpokenSum {
  readonly path: SpokenPath;
  readonly language: Language;
  /** Seconds at normal speed. */
  readonly short: number;
  readonly first: number;
}

/** The short forms of a visit by PIN with consent to everything may last so many seconds at normal speed. Our design. */
export const longestShortForms = { path: 'PIN, consent to all', seconds: 75 } as const;

/** Everything of one built-in person to whom nothing has to be told. */
const ordinary = 'insured';

export async function spokenSums(
  people: People,
  languages: readonly Language[],
): Promise<readonly SpokenSum[]> {
  const person = people.get(ordinary);
  if (person === undefined) return [];
  const sums: SpokenSum[] = [];
  for (const language of languages) {
    for (const path of Object.keys(paths) as SpokenPath[]) {
      const kind = paths[path];
      const seconds = async (earphones: boolean): Promise<number> => {
        const goal = { ...goalOf({ person, language, kind, trouble: 'none' }), earphones };
        const visit = { people, person, goal, temper: 'attentive', trouble: 'none', seed: 'sums' } as const;
        return (await visitEyesFree({ ...visit, rests: language })).speech / 1000;
      };
      sums.push({ path, language, short: await seconds(true), first: await seconds(false) });
    }
  }
  return sums;
}
