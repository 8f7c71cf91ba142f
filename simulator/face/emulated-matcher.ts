/**
 * A matcher without eyes: it knows from the card's picture whose face it is, is told who stands before the camera, and
 * draws its figures from the score model. The same seed, photograph and probe give the same figures.
 */

import { likenessIn } from '../card/pictures/portrait.ts';
import { looksAlike } from '../people/likeness.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import type { FaceMatcher, MatcherAnswer } from './matcher.ts';
import { type Conditions, drawComparison, type Presentation, type Relation } from './score-model.ts';

/** What a camera would take, described instead of taken. */
export interface SyntheticProbe {
  /** Whose face it is, or is made to look like (`face.likeness` of the people file). */
  readonly likeness: number;
  readonly presentation: Presentation;
  readonly conditions: Conditions;
  /** Tells one picture from another of the same kind. */
  readonly name: string;
}

/** Beyond every likeness of a people file. */
const firstUnknown = 1_000_000;

/** Whose face a photograph shows: its likeness, or for any other picture a number that its bytes decide. */
export function likenessOf(photograph: Uint8Array): number {
  const known = likenessIn(photograph);
  if (known !== null) return known;
  let hash = 0x811c9dc5;
  for (const byte of photograph) hash = Math.imul(hash ^ byte, 0x01000193);
  return firstUnknown + (hash >>> 0);
}

const relationOf = (a: number, b: number): Relation =>
  a === b ? 'same' : looksAlike(a, b) ? 'alike' : 'other';

export class EmulatedMatcher implements FaceMatcher<SyntheticProbe> {
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  compare(reference: Uint8Array, probe: SyntheticProbe): Promise<MatcherAnswer> {
    const shown = likenessOf(reference);
    const { number } = seededEntropy(`${this.#seed} face ${shown} ${probe.likeness} ${probe.name}`);
    const relation = relationOf(shown, probe.likeness);
    const comparison = drawComparison(relation, probe.presentation, probe.conditions, number);
    return Promise.resolve({ kind: 'compared', comparison });
  }
}
