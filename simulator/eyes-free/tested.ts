/** Visits that were made, and what came of them, kind by kind. */

import type { Language } from '../../firmware/screens/vocabulary.ts';
import type { People } from '../people/registry.ts';
import type { Distortion } from './hearing.ts';
import { goalOf, type PlannedVisit, type VisitKind } from './rounds.ts';
import type { TemperName } from './temper.ts';
import type { Trouble } from './trouble.ts';
import { type EyesFreeResult, passed, visitEyesFree } from './visit.ts';

export interface EyesFreeRound {
  readonly planned: PlannedVisit;
  readonly result: EyesFreeResult;
}

export interface RoundConditions {
  readonly people: People;
  readonly temper: TemperName;
  readonly distortion?: Distortion;
  readonly withoutRepeat?: boolean;
}

/** One after the other, in the order given. @param onDone hears how many of how many are made */
export async function makeRounds(
  planned: readonly PlannedVisit[],
  conditions: RoundConditions,
  onDone: (done: number, of: number) => void = () => {},
): Promise<readonly EyesFreeRound[]> {
  const made: EyesFreeRound[] = [];
  for (const visit of planned) {
    const { person, trouble, seed } = visit;
    const result = await visitEyesFree({ ...conditions, person, trouble, seed, goal: goalOf(visit) });
    // The transcript of what went well is nobody's evidence, and thousands of them are much.
    made.push({ planned: visit, result: passed(result) ? { ...result, transcript: [] } : result });
    onDone(made.length, planned.length);
  }
  return made;
}

interface Counts {
  readonly visits: number;
  readonly passed: number;
  /** A visit had to be begun anew. */
  readonly again: number;
  /** A consent stands that was not heard and meant. */
  readonly unintended: number;
}
export interface RoundSummary extends Counts {
  readonly rows: readonly (Counts & {
    readonly language: Language;
    readonly kind: VisitKind;
    readonly trouble: Trouble;
  })[];
  readonly failed: readonly {
    readonly person: string;
    readonly language: Language;
    readonly kind: VisitKind;
    readonly trouble: Trouble;
    readonly seed: string;
    readonly ending: EyesFreeResult['ending'];
    readonly unintended: EyesFreeResult['unintended'];
  }[];
}

const countsOf = (made: readonly EyesFreeRound[]): Counts => ({
  visits: made.length,
  passed: made.filter(({ result }) => passed(result)).length,
  again: made.filter(({ result }) => result.begun > 1).length,
  unintended: made.filter(({ result }) => result.unintended.length > 0).length,
});

export function summaryOf(made: readonly EyesFreeRound[]): RoundSummary {
  const sameRow = grouped(made);
  return {
    ...countsOf(made),
    rows: [...sameRow.values()].flatMap((rounds) => {
      const [first] = rounds;
      if (first === undefined) return [];
      const { language, kind, trouble } = first.planned;
      return [{ language, kind, trouble, ...countsOf(rounds) }];
    }),
    failed: made
      .filter(({ result }) => !passed(result))
      .map(({ planned: { person, language, kind, trouble, seed }, result: { ending, unintended } }) => ({
        person: person.id,
        language,
        kind,
        trouble,
        seed,
        ending,
        unintended,
      })),
  };
}

function grouped(made: readonly EyesFreeRound[]): ReadonlyMap<string, readonly EyesFreeRound[]> {
  const rows = new Map<string, EyesFreeRound[]>();
  for (const round of made) {
    const { language, kind, trouble } = round.planned;
    const name = `${trouble} ${language} ${kind}`;
    rows.set(name, [...(rows.get(name) ?? []), round]);
  }
  return rows;
}
