/** Everybody's qualifications, found by person and by the numbers that name them. */

import { compareDays, type Day } from '../../../firmware/calendar.ts';
import type { InsuredNumbers } from '../../../host-bridge/eligibility/api-fields.ts';
import type { Person } from '../../people/person.ts';
import { acquiredOn } from '../../people/qualification.ts';
import { compactDate } from '../../people/written-day.ts';
import type { HeldQualification, InsuredPerson } from './standing.ts';

export interface InsuredPeople {
  of(person: Person): InsuredPerson;
  /** Every qualification that the numbers name, those that have ended or not begun among them. */
  named(numbers: InsuredNumbers): readonly HeldQualification[];
}

/** @param opened the day from which the days of the people file are counted */
export function insuredPeople(people: Iterable<Person>, opened: Day): InsuredPeople {
  const known = new Map<Person, InsuredPerson>();
  let byNumbers: ReadonlyMap<string, readonly HeldQualification[]> | null = null;

  const of = (person: Person): InsuredPerson => {
    const found = known.get(person) ?? insuredPerson(person, opened);
    known.set(person, found);
    return found;
  };

  /** Made when numbers are asked for first, since a desk may never be asked. */
  const indexed = (): ReadonlyMap<string, readonly HeldQualification[]> => {
    const index = new Map<string, HeldQualification[]>();
    for (const person of people) {
      for (const held of of(person).held) {
        const { insurer, symbol, number, inFull } = held.qualification;
        if (number === undefined || !inFull) continue;
        const key = keyOf(insurer.number, symbol, number);
        const others = index.get(key);
        if (others === undefined) index.set(key, [held]);
        else others.push(held);
      }
    }
    return index;
  };

  return {
    of,
    named({ insurer, symbol, number, branch, birth }) {
      byNumbers ??= indexed();
      return (byNumbers.get(keyOf(insurer, symbol, number)) ?? []).filter(
        ({ qualification, by }) =>
          (branch === undefined || qualification.branch === branch) &&
          (birth === undefined || compactDate(by.person.birth(opened)) === birth),
      );
    },
  };
}

function insuredPerson(person: Person, opened: Day): InsuredPerson {
  const held: HeldQualification[] = [];
  const insured: InsuredPerson = { person, held };
  for (const qualification of person.insurance) {
    const { lost } = qualification;
    const from = acquiredOn(qualification, person.birth(opened), opened);
    held.push({ by: insured, qualification, from, lost: lost ? lost.on(opened) : null });
  }
  held.sort((a, b) => compareDays(a.from, b.from));
  return insured;
}

/** Insurer numbers with or without their leading noughts, symbols and numbers in full or half width. */
const keyOf = (insurer: string, symbol: string | undefined, number: string): string =>
  [String(Number(insurer)), symbol ?? '', number].join('\n').normalize('NFKC');
