/**
 * Attempts that nobody made: the people of a people file before an emulated camera, in all kinds of conditions. The
 * same people, number and seed give the same attempts.
 */

import { portrait } from '../../card/pictures/portrait.ts';
import type { Person } from '../../people/person.ts';
import { seededEntropy } from '../../time/seeded-entropy.ts';
import { EmulatedMatcher, type SyntheticProbe } from '../emulated-matcher.ts';
import { attackSpecies, type Conditions, type Presentation } from '../score-model.ts';
import type { Attempt } from './attempt.ts';

export interface SyntheticPlan {
  readonly people: Iterable<Person>;
  /** Attempts of each kind: mated, non-mated, and each species of attack. */
  readonly each: number;
  readonly seed: string;
}

/** Our invention, like the score model: mostly well lit and nearly frontal, every fifth person in a surgical mask. */
const anyConditions = (chance: () => number): Conditions => ({
  light: 0.5 + 0.5 * chance(),
  angle: 28 * chance(),
  sharpness: 1 - 0.6 * chance() ** 4,
  mask: chance() < 0.2,
  photoAge: 10 * chance(),
});

/** Only a card that a reader can read has a photograph to compare with. */
const hasPhotograph = ({ card }: Person): boolean => card.kind === 'my-number' || card.kind === 'next';

export async function syntheticAttempts({ people, each, seed }: SyntheticPlan): Promise<readonly Attempt[]> {
  const persons = [...people].filter(hasPhotograph);
  const photographs = new Map(persons.map(({ id, face }) => [id, portrait(face.likeness)]));
  const matcher = new EmulatedMatcher(seed);
  const chance = seededEntropy(`${seed} attempts`).number;
  const attempts: Attempt[] = [];

  const anyOf = (others: readonly Person[]): Person | undefined =>
    others[Math.floor(chance() * others.length)];
  const compare = (holder: Person, before: Person, presentation: Presentation) => {
    const probe: SyntheticProbe = {
      likeness: before.face.likeness,
      presentation,
      conditions: anyConditions(chance),
      name: String(attempts.length),
    };
    return matcher.compare(photographs.get(holder.id) ?? new Uint8Array(), probe);
  };

  for (let i = 0; i < each; i += 1) {
    const holder = persons[i % persons.length];
    if (holder === undefined) return [];
    const reference = holder.id;
    attempts.push({ of: 'mated', reference, answer: await compare(holder, holder, 'person') });
    const other = anyOf(persons.filter((person) => person !== holder));
    if (other !== undefined) {
      attempts.push({ of: 'non-mated', reference, answer: await compare(holder, other, 'person') });
    }
    for (const species of attackSpecies) {
      attempts.push({ of: 'attack', species, reference, answer: await compare(holder, holder, species) });
    }
  }
  return attempts;
}
