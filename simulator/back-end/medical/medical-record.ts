/** What the back end holds of a person's past care: what the people file states, else what is invented from the id. */

import { compareDays, type Day } from '../../../firmware/calendar.ts';
import type { EntryOf, MedicalKind, MedicalRecord } from '../../../host-bridge/eligibility/medical-record.ts';
import type { Person } from '../../people/person.ts';
import type { StatedMedical } from '../../people/stated-medical.ts';
import { compactDate } from '../../people/written-day.ts';
import { type AskedDays, allDays } from '../asked-days.ts';
import { checkupCode, itemCode, placeNamed } from './invented-codes.ts';
import { invented } from './invented-record.ts';
import { medicalKinds } from './medical-kinds.ts';
import { isWithin, type Span, spanHeld } from './span.ts';

export interface DeskDays {
  /** From which the days of the people file are counted: that on which the back end began. */
  readonly opened: Day;
  readonly today: Day;
}

type Stated<K extends MedicalKind> = NonNullable<StatedMedical[K]>[number];

/** The day of a stated entry, and the entry as it is told. */
const told: {
  readonly [K in keyof Required<MedicalRecord>]: {
    day(entry: Stated<K>, opened: Day): Day;
    entry(entry: Stated<K>, on: string): EntryOf<K>;
  };
} = {
  drugs: {
    day: ({ dispensed }, opened) => dispensed(opened),
    entry: ({ setting, prescriber, pharmacy, drugs }, on) => ({
      dispensed: on,
      prescribed: on,
      setting,
      prescriber: placeNamed(prescriber),
      ...(pharmacy !== undefined && { pharmacy: placeNamed(pharmacy) }),
      drugs: drugs.map((drug) => ({ code: itemCode(drug.name), ...drug })),
    }),
  },
  treatment: {
    day: ({ on }, opened) => on(opened),
    entry: ({ setting, institution, disease, acts }, on) => ({
      on,
      setting,
      institution: placeNamed(institution),
      disease,
      acts: acts.map((act) => ({ code: itemCode(act.name), ...act })),
    }),
  },
  surgery: {
    day: ({ on }, opened) => on(opened),
    entry: ({ institution, disease, name }, on) => ({
      on,
      institution: placeNamed(institution),
      disease,
      code: itemCode(name),
      name,
    }),
  },
  checkup: {
    day: ({ on }, opened) => on(opened),
    entry: ({ items }, on) => ({
      on,
      items: items.map((item) => ({ code: checkupCode(item.name), ...item })),
    }),
  },
};

function entriesOf<K extends MedicalKind>(kind: K, person: Person, span: Span, opened: Day): EntryOf<K>[] {
  const stated = person.medical?.[kind] as readonly Stated<K>[] | undefined;
  if (stated === undefined) return invented[kind](person, span, opened);
  const { day, entry } = told[kind];
  return stated
    .map((one) => ({ one, on: day(one, opened) }))
    .filter(({ on }) => isWithin(span, on))
    .sort((a, b) => compareDays(b.on, a.on))
    .map(({ one, on }) => entry(one, compactDate(on)));
}

/**
 * What is held of these kinds today, the newest entry first; a kind of which nothing is held has an empty list.
 * Says nothing of who may see it.
 */
export function medicalRecord(
  person: Person,
  kinds: readonly MedicalKind[],
  { opened, today }: DeskDays,
  asked: AskedDays = allDays,
): MedicalRecord {
  const entries = kinds.map((kind) => {
    const span = spanHeld(medicalKinds[kind], today, asked);
    return [kind, entriesOf(kind, person, span, opened)];
  });
  return Object.fromEntries(entries);
}
