/** What must not be found anywhere: every value of a people file that is more than a number, whole and in parts. */

import { halfWidthKana } from '../../simulator/back-end/world/half-width-kana.ts';
import type { PersonEntry } from '../../simulator/people/person.ts';
import { wordsAbout } from './other-people.ts';

/** Two characters that stand side by side: whoever writes a part of two or more writes one of these. */
const pairs = (text: string): string[] => {
  const characters = Array.from(text);
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
};

// A pair of ASCII alone (`1-`, `01`) stands anywhere and says nothing.
const isTelling = (pair: string): boolean => /[^\x20-\x7e\u3000]/.test(pair);

/** So long, or so formed, that they are found whole only where somebody wrote them. */
const wholes = ({ individualNumber, signingPassword, postcode }: PersonEntry): string[] => [
  individualNumber,
  signingPassword,
  postcode,
];

export function personalValues(entries: Iterable<PersonEntry>): ReadonlySet<string> {
  const values = new Set<string>();
  for (const entry of entries) {
    for (const word of [...wordsAbout(entry), halfWidthKana(entry.name.kana)]) {
      for (const pair of pairs(word)) if (isTelling(pair)) values.add(pair);
    }
    for (const whole of wholes(entry)) values.add(whole);
  }
  return values;
}
