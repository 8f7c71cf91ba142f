/**
 * Who lives with whom. Ages are dealt first, so that a town is as old as its table says; couples, children and old
 * parents are found among them. Which ages marry and which live with parents is ours.
 */

import { type Drawing, entriesOf } from './drawing.ts';
import { shares, yearsInGroup } from './shares.ts';

export type Sex = 'male' | 'female';

export interface Resident {
  /** Whole years. */
  readonly age: number;
  readonly sex: Sex;
}

interface Family {
  /** One, or a couple: husband, wife. */
  readonly adults: readonly Resident[];
  readonly children: Resident[];
  /** Parents of one of the adults, who live with them. */
  readonly elders: Resident[];
}

export interface Household {
  readonly adults: readonly Resident[];
  readonly children: readonly Resident[];
  readonly elders: readonly Resident[];
}

/** Of a woman of an age: how often she lives with a husband. Ours. */
const married: readonly (readonly [from: number, share: number])[] = [
  [85, 0.3],
  [75, 0.55],
  [65, 0.72],
  [35, 0.88],
  [30, 0.75],
  [25, 0.45],
  [20, 0.05],
];
/** How often somebody of an age lives with parents. Ours. */
const withParents: readonly (readonly [from: number, share: number])[] = [
  [45, 0.12],
  [35, 0.27],
  [25, 0.42],
  [20, 0.65],
  [18, 0.8],
  [0, 1],
];
/** How often grown-ups of 65 and above live with a child and its family. Ours. */
const withFamilyOfChild = 0.11;
const oneParentShare = 0.2;
const mostChildren = 4;
/** Years between a parent and a child, at least. */
const youngestParent = 18;
/** From here on people move in with their children. */
const old = 65;
const oldest = 104;

const shareAt = (steps: readonly (readonly [from: number, share: number])[], age: number): number =>
  steps.find(([from]) => age >= from)?.[1] ?? 0;

/** Grown-ups by age, from which the one nearest to an age is taken. */
class Pool<T> {
  readonly #byAge: T[][] = Array.from({ length: oldest + 1 }, () => []);

  add(age: number, item: T): void {
    this.#byAge[age]?.push(item);
  }

  /** Those of the age that is nearest and has any, at most `reach` years away. */
  near(age: number, reach: number): T[] {
    for (let away = 0; away <= reach; away += 1) {
      for (const at of [age - away, age + away]) {
        const found = this.#byAge[at];
        if (found !== undefined && found.length > 0) return found;
      }
    }
    return [];
  }
}

/** As many residents as told, with the ages of the table. */
export function residents(draw: Drawing, count: number): Resident[] {
  const women = entriesOf(shares.womenFrom.of)
    .map(([from, percent]) => [Number(from), percent / 100] as const)
    .reverse();
  return draw.dealt(shares.ageGroups.of, count).map((group) => {
    const age = Number(group) + draw.below(yearsInGroup);
    return { age, sex: draw.chance(shareAt(women, age)) ? 'female' : 'male' };
  });
}

/** Everybody in a household, each once. */
export function households(draw: Drawing, people: readonly Resident[]): Household[] {
  const children: Resident[] = [];
  const wives: Resident[] = [];
  const alone = new Set<Resident>();
  const husbands = new Pool<Resident>();
  for (const one of people) {
    if (draw.chance(shareAt(withParents, one.age))) {
      children.push(one);
      continue;
    }
    alone.add(one);
    if (one.sex === 'male') husbands.add(one.age, one);
    else if (draw.chance(shareAt(married, one.age))) wives.push(one);
  }
  const families: Family[] = [];
  for (const wife of wives) {
    const husband = takeOne(draw, husbands.near(wife.age + draw.between(-2, 5), 7));
    if (husband === undefined) continue;
    alone.delete(wife);
    alone.delete(husband);
    families.push({ adults: [husband, wife], children: [], elders: [] });
  }
  for (const one of alone) families.push({ adults: [one], children: [], elders: [] });
  bringUp(draw, children, families);
  return takeIn(draw, families);
}

const ageOf = ({ adults }: Family): number => Math.min(...adults.map(({ age }) => age));

function bringUp(draw: Drawing, children: readonly Resident[], families: Family[]): void {
  const [couples, parents] = [new Pool<Family>(), new Pool<Family>()];
  for (const family of families) {
    const isCouple = family.adults.length === 2;
    if (isCouple) couples.add(ageOf(family), family);
    else if (family.adults[0]?.sex === 'female' || draw.chance(0.15)) parents.add(ageOf(family), family);
  }
  for (const child of children) {
    const parentAge = child.age + draw.between(youngestParent + 6, 38);
    const near = draw.chance(oneParentShare) ? parents.near(parentAge, 6) : couples.near(parentAge, 8);
    const family =
      oneOf(draw, near) ??
      families.find((other) => ageOf(other) - child.age >= youngestParent && !isFull(other));
    if (family === undefined) families.push({ adults: [child], children: [], elders: [] });
    else family.children.push(child);
  }
}

const isFull = ({ children }: Family): boolean => children.length >= mostChildren;

/** Rather one that has a child already: siblings are no accident. */
function oneOf(draw: Drawing, families: readonly Family[]): Family | undefined {
  const open = families.filter((family) => !isFull(family));
  const withOne = open.filter(({ children }) => children.length === 1);
  const choice = withOne.length > 0 && draw.chance(0.25) ? withOne : open;
  return choice.length === 0 ? undefined : draw.one(choice);
}

/** Old parents move in with the family of a child; the households that are left. */
function takeIn(draw: Drawing, families: readonly Family[]): Household[] {
  const withChildren = new Pool<Family>();
  for (const family of families)
    if (family.children.length > 0 && ageOf(family) < old) withChildren.add(ageOf(family), family);
  const movedIn = new Set<Family>();
  for (const family of families) {
    if (family.children.length > 0 || ageOf(family) < old || !draw.chance(withFamilyOfChild)) continue;
    const hosts = withChildren.near(ageOf(family) - draw.between(24, 34), 6);
    const host = hosts.find(({ elders }) => elders.length === 0);
    if (host === undefined) continue;
    host.elders.push(...family.adults);
    movedIn.add(family);
  }
  return families.filter((family) => !movedIn.has(family));
}

function takeOne<T>(draw: Drawing, from: T[]): T | undefined {
  const at = draw.below(from.length);
  const taken = from[at];
  const last = from.pop();
  if (last !== undefined && at < from.length) from[at] = last;
  return taken;
}

export type HouseholdForm = keyof typeof shares.households.of;

/** By the words of the table. Children are children whatever their age. */
export function formOf({ adults, children, elders }: Household): HouseholdForm {
  if (elders.length > 0) return children.length > 0 ? 'threeGenerations' : 'other';
  if (adults.length === 2) return children.length > 0 ? 'coupleWithChildren' : 'couple';
  return children.length > 0 ? 'oneParent' : 'alone';
}
