/** What a town came to be: how many of each age, household, insurer and situation, counted and as a picture in text. */

import type { Language } from '../../protocol/errors.ts';
import { fitted, textWidth } from '../ui/text-width.ts';
import { insurerWords, unusual } from './about.ts';
import { formOf, type Household, type HouseholdForm } from './household.ts';
import type { InsurerKind } from './insurers.ts';
import { shares, yearsInGroup } from './shares.ts';
import type { TownPerson } from './town.ts';

type Counts<K extends string = string> = Readonly<Record<K, number>>;

export interface Spread {
  readonly people: number;
  readonly households: number;
  /** By the years that a group begins with. */
  readonly ages: Counts;
  readonly women: number;
  readonly householdForms: Counts<HouseholdForm>;
  readonly insurers: Counts<InsurerKind>;
  /** By percent. */
  readonly ratios: Counts;
  readonly limitCategories: Counts;
  readonly validities: Counts;
  /** By the words that a person's entry has for each, in English. */
  readonly situations: Counts;
  readonly outcomes: Counts;
}

/** Counts as people come; `done` gives what was counted. */
export function countSpread(households: readonly Household[]): {
  add(person: TownPerson): void;
  done(): Spread;
} {
  const tallies = {
    ages: tally(Object.keys(shares.ageGroups.of)),
    householdForms: tally(Object.keys(shares.households.of) as HouseholdForm[]),
    insurers: tally(Object.keys(insurerWords) as InsurerKind[]),
    ratios: tally(['0', '10', '20', '30']),
    limitCategories: tally(
      [shares.limitsBelow70, shares.limitsFrom70, shares.limitsFrom75].flatMap(({ of }) => Object.keys(of)),
    ),
    validities: tally(['1', '2', '3', '4', '5', '6']),
    situations: tally(unusual.map(({ words }) => words.en)),
    outcomes: tally(['accepted', 'problem', 'refused']),
  };
  for (const household of households) tallies.householdForms.add(formOf(household));
  let [people, women] = [0, 0];
  return {
    add({ entry, insured: { resident, kind, insurance }, situation }) {
      people += 1;
      if (resident.sex === 'female') women += 1;
      tallies.ages.add(String(resident.age - (resident.age % yearsInGroup)));
      tallies.insurers.add(kind);
      // Left out it follows from the day of birth; a child of six is counted as at school.
      tallies.ratios.add(String(insurance.ratio ?? (resident.age < 6 ? 20 : 30)));
      if (insurance.limit !== undefined) tallies.limitCategories.add(insurance.limit.category);
      tallies.validities.add(situation.validity);
      for (const { words, is } of unusual) if (is(situation)) tallies.situations.add(words.en);
      tallies.outcomes.add(entry.defaultVisit.outcome);
    },
    done: () => ({
      people,
      households: households.length,
      women,
      ages: tallies.ages.counts(),
      householdForms: tallies.householdForms.counts(),
      insurers: tallies.insurers.counts(),
      ratios: tallies.ratios.counts(),
      limitCategories: tallies.limitCategories.counts(),
      validities: tallies.validities.counts(),
      situations: tallies.situations.counts(),
      outcomes: tallies.outcomes.counts(),
    }),
  };
}

function tally<K extends string>(keys: readonly K[]) {
  const counts = new Map<string, number>(keys.map((key) => [key, 0]));
  return {
    add: (key: string) => void counts.set(key, (counts.get(key) ?? 0) + 1),
    counts: () => Object.fromEntries(counts) as Record<K, number>,
  };
}

const words = {
  en: {
    head: (people: number, households: number) => `${people} people in ${households} households`,
    ages: 'age',
    households: 'household',
    insurers: 'insurer',
    ratios: 'share paid by the patient, %',
    situations: 'out of the ordinary',
    outcomes: 'default visit',
    forms: {
      alone: 'alone',
      couple: 'couple',
      coupleWithChildren: 'couple with children',
      oneParent: 'one parent',
      threeGenerations: 'three generations',
      other: 'other',
    },
    outcomeNames: { accepted: 'accepted', problem: 'problem', refused: 'refused' },
  },
  ja: {
    head: (people: number, households: number) => `${people}人、${households}世帯`,
    ages: '年齢',
    households: '世帯',
    insurers: '保険者',
    ratios: '一部負担金割合（％）',
    situations: '特別な状況',
    outcomes: '既定の受付',
    forms: {
      alone: '単独',
      couple: '夫婦のみ',
      coupleWithChildren: '夫婦と子',
      oneParent: 'ひとり親と子',
      threeGenerations: '三世代',
      other: 'その他',
    },
    outcomeNames: { accepted: '受付', problem: '問題', refused: '拒否' },
  },
} as const;

const widestBar = 40;
const labelWidth = 28;
const countWidth = 7;

/** Lines for people to read: a bar for each count, the longest of a group as wide as may be. */
export function spreadLines(spread: Spread, language: Language): string[] {
  const say = words[language];
  const group = (title: string, rows: readonly (readonly [label: string, count: number])[]): string[] => {
    const most = Math.max(1, ...rows.map(([, count]) => count));
    return [
      '',
      title,
      ...rows.map(([label, count]) => {
        const bar = '#'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * widestBar)));
        return `  ${padded(label)}${String(count).padStart(countWidth)}  ${bar}`.trimEnd();
      }),
    ];
  };
  const named = (counts: Counts, names: Readonly<Record<string, string>>) =>
    Object.entries(counts).map(([key, count]) => [names[key] ?? key, count] as const);
  return [
    say.head(spread.people, spread.households),
    ...group(
      say.ages,
      Object.entries(spread.ages).map(([from, count]) => [
        `${from} – ${Number(from) + yearsInGroup - 1}`,
        count,
      ]),
    ),
    ...group(say.households, named(spread.householdForms, say.forms)),
    ...group(
      say.insurers,
      (Object.keys(spread.insurers) as InsurerKind[]).map((kind) => [
        insurerWords[kind][language],
        spread.insurers[kind],
      ]),
    ),
    ...group(say.ratios, Object.entries(spread.ratios)),
    ...group(
      say.situations,
      unusual.map(({ words: of }) => [of[language], spread.situations[of.en] ?? 0]),
    ),
    ...group(say.outcomes, named(spread.outcomes, say.outcomeNames)),
  ];
}

const padded = (label: string): string =>
  fitted(label, labelWidth) + ' '.repeat(Math.max(0, labelWidth - textWidth(fitted(label, labelWidth))));
