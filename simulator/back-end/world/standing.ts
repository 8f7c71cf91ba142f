/**
 * How somebody is insured on a day, as QualificationValidity (資格有効性) has it, and which qualification is told. The
 * codes and their words are those of public readers of the receipt computer's files; which situation leads to which is
 * our reading of the words.
 */

import { compareDays, type Day } from '../../../firmware/calendar.ts';
import type { Validity } from '../../../host-bridge/eligibility/api-fields.ts';
import type { Person } from '../../people/person.ts';
import type { Qualification } from '../../people/qualification.ts';

/** A person with all that was told of the person's insurance. */
export interface InsuredPerson {
  readonly person: Person;
  readonly held: readonly HeldQualification[];
}

export interface HeldQualification {
  readonly by: InsuredPerson;
  readonly qualification: Qualification;
  /** The first day on which it holds. */
  readonly from: Day;
  /** The first day on which it holds no longer; null: no end is known. */
  readonly lost: Day | null;
}

export interface Standing {
  readonly validity: Validity;
  /** null where the validity names none: 4, 5. */
  readonly told: HeldQualification | null;
}

/** 健康保険証利用登録 of the person's card. */
export type IsRegistered = (person: Person) => boolean;

const noneFound: Standing = { validity: '4', told: null };
const several: Standing = { validity: '5', told: null };

const isAid = ({ qualification }: HeldQualification): boolean => qualification.classification === 'A1';
export const holds = ({ from, lost }: HeldQualification, day: Day): boolean =>
  compareDays(from, day) <= 0 && (lost === null || compareDays(day, lost) < 0);

/** Those that had begun on the day and of which everything is known. */
const toldOf = (held: readonly HeldQualification[], day: Day): HeldQualification[] =>
  held.filter(({ qualification, from }) => qualification.inFull && compareDays(from, day) <= 0);

/** Medical aid is valid without registration too, and says so: 有効（未登録）. */
const valid = (told: HeldQualification, isRegistered: IsRegistered): Standing => ({
  validity: isAid(told) && !isRegistered(told.by.person) ? '6' : '1',
  told,
});

/** None of one person's holds: the last is told, and whether a newer one holds, be it known in full or not. */
function over(those: readonly [HeldQualification, ...HeldQualification[]], day: Day): Standing {
  const told = those.reduce((last, other) => (compareDays(other.from, last.from) > 0 ? other : last));
  const newer = told.by.held.some((other) => holds(other, day) && compareDays(other.from, told.from) >= 0);
  return { validity: newer ? '3' : '2', told };
}

/** Asked by the card. */
export function standingOf({ held }: InsuredPerson, day: Day, isRegistered: IsRegistered): Standing {
  const [first, ...rest] = toldOf(held, day);
  if (first === undefined) return noneFound;
  const holding = [first, ...rest].filter((one) => holds(one, day));
  const [insurance, other] = holding.filter((one) => !isAid(one));
  if (other !== undefined) return several;
  // Who has both is told of the insurance: medical aid pays what it leaves.
  const one = insurance ?? holding[0];
  return one === undefined ? over([first, ...rest], day) : valid(one, isRegistered);
}

/** Asked by numbers; `named` are all those that have them, whosesoever they are. */
export function standingByNumbers(
  named: readonly HeldQualification[],
  day: Day,
  isRegistered: IsRegistered,
): Standing {
  const [first, ...rest] = toldOf(named, day);
  if (first === undefined) return noneFound;
  const [one, other] = [first, ...rest].filter((held) => holds(held, day));
  if (other !== undefined) return several;
  if (one !== undefined) return valid(one, isRegistered);
  return rest.every(({ by }) => by === first.by) ? over([first, ...rest], day) : several;
}
