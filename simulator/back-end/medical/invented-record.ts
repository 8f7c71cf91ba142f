/**
 * Medical information of a person who has none stated, made from the id: the same on every run, and the same entry on
 * whatever day it is asked for. Plainly invented; allergies and infections are left out.
 */

import { addDays, addMonths, compareDays, type Day, daysIn, monthStart } from '../../../firmware/calendar.ts';
import type { EntryOf, MedicalKind, MedicalRecord } from '../../../host-bridge/eligibility/medical-record.ts';
import type { Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import { type Draw, drawsOf } from './draws.ts';
import {
  asked,
  type Condition,
  checkupAge,
  clinics,
  conditions,
  measured,
  operations,
  pharmacies,
} from './invented-care.ts';
import { checkupCode, itemCode, placeNamed } from './invented-codes.ts';
import { isWithin, type Span } from './span.ts';

/** One visit to a clinic: it shows among the drugs and among the treatment. */
interface Care {
  readonly on: Day;
  readonly clinic: string;
  readonly condition: Condition;
  readonly draw: Draw;
}

const oneOf = <T>(list: readonly T[], draw: Draw): T => list[draw(list.length)] as T;

/** A person who is ill at all has one or two conditions and stays with one clinic for each. */
function caredFor(person: Person): readonly { readonly condition: Condition; readonly clinic: string }[] {
  const draw = drawsOf(person.id, 'conditions');
  const first = draw(conditions.length);
  const second = (first + 1 + draw(conditions.length - 1)) % conditions.length;
  const count = 1 + draw(2);
  return [first, second].slice(0, count).flatMap((index) => {
    const condition = conditions[index];
    return condition === undefined ? [] : [{ condition, clinic: oneOf(clinics, draw) }];
  });
}

/** Visits in the span, newest first: each condition leads to a clinic in about every second month. */
function careIn(person: Person, span: Span): readonly Care[] {
  const cared = caredFor(person);
  const care: Care[] = [];
  for (const month of monthsBack(span)) {
    for (const { condition, clinic } of cared) {
      const draw = drawsOf(person.id, condition.disease, month.year, month.month);
      if (draw(2) === 0) continue;
      const on = { ...month, day: 1 + draw(daysIn(month.year, month.month)) };
      if (isWithin(span, on)) care.push({ on, clinic, condition, draw });
    }
  }
  return care.sort((a, b) => compareDays(b.on, a.on));
}

function* monthsBack({ from, until }: Span): Generator<Day> {
  const first = monthStart(from);
  for (let month = monthStart(until); compareDays(month, first) >= 0; month = addMonths(month, -1))
    yield month;
}

const drugs = (person: Person, span: Span): EntryOf<'drugs'>[] =>
  // Handed out on the day or the day after, which may lie beyond the span.
  careIn(person, { ...span, from: addDays(span.from, -1) })
    .map(({ on, clinic, condition, draw }) => {
      const days = 7 * (1 + draw(4));
      return {
        on: addDays(on, draw(2)),
        prescribed: compactDate(on),
        setting: 'outpatient' as const,
        prescriber: placeNamed(clinic),
        pharmacy: placeNamed(oneOf(pharmacies, draw)),
        drugs: condition.drugs.map((drug) => ({ code: itemCode(drug.name), ...drug, times: days })),
      };
    })
    .filter(({ on }) => isWithin(span, on))
    .sort((a, b) => compareDays(b.on, a.on))
    .map(({ on, ...entry }) => ({ dispensed: compactDate(on), ...entry }));

const treatment = (person: Person, span: Span): EntryOf<'treatment'>[] =>
  careIn(person, span).map(({ on, clinic, condition: { disease, act } }) => ({
    on: compactDate(on),
    setting: 'outpatient',
    institution: placeNamed(clinic),
    disease,
    acts: [{ code: itemCode(act), name: act, times: 1 }],
  }));

/** About every sixth year brings an operation. */
function surgery(person: Person, span: Span): EntryOf<'surgery'>[] {
  const entries: EntryOf<'surgery'>[] = [];
  for (let year = span.until.year; year >= span.from.year; year -= 1) {
    const draw = drawsOf(person.id, 'surgery', year);
    if (draw(6) > 0) continue;
    const month = 1 + draw(12);
    const on = { year, month, day: 1 + draw(daysIn(year, month)) };
    const { disease, name } = oneOf(operations, draw);
    if (!isWithin(span, on)) continue;
    const institution = placeNamed('見本総合病院');
    entries.push({ on: compactDate(on), institution, disease, code: itemCode(name), name });
  }
  return entries;
}

/** One a year, in the same month, from the age at which people are invited. */
function checkup(person: Person, span: Span, opened: Day): EntryOf<'checkup'>[] {
  const month = 1 + drawsOf(person.id, 'checkup')(12);
  const entries: EntryOf<'checkup'>[] = [];
  for (let year = span.until.year; year >= span.from.year; year -= 1) {
    const draw = drawsOf(person.id, 'checkup', year);
    const on = { year, month, day: 1 + draw(28) };
    if (!isWithin(span, on) || year - person.birth(opened).year < checkupAge) continue;
    entries.push({
      on: compactDate(on),
      items: [
        ...measured.map(({ name, unit, least, spread }) => ({
          code: checkupCode(name),
          name,
          value: String(least + draw(spread)),
          unit,
        })),
        ...asked.map(({ name, answers }) => {
          const chosen = draw(answers.length);
          return { code: checkupCode(name), name, value: String(chosen + 1), meaning: answers[chosen] };
        }),
      ],
    });
  }
  return entries;
}

type Invent<K extends MedicalKind> = (person: Person, span: Span, opened: Day) => EntryOf<K>[];

/** What is invented of each kind in the span, newest first. `opened`: from which the days of the people file are counted. */
export const invented: { readonly [K in keyof Required<MedicalRecord>]: Invent<K> } = {
  drugs,
  treatment,
  surgery,
  checkup,
};
