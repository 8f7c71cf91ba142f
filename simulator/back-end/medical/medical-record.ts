/** What the back end holds of a person's past care: what the people file states, else what is invented from the id. */

import { compareDays, type Day } from '../../../firmware/calendar.ts';
import { medicalKinds } from '../../../host-bridge/eligibility/medical-kinds.ts';
import type { EntryOf, MedicalKind, MedicalRecord } from '../../../host-bridge/eligibility/medical-record.ts';
import type { Person } from '../../people/person.ts';
import type { StatedMedical } from '../../people/stated-medical.ts';
import { compactDate } from '../../people/written-day.ts';
import { checkupCode, itemCode, placeNamed } from './invented-codes.ts';
import { invented } from './invented-record.ts';
import { isWithin, type Span, spanHeld } from './span.ts';

type Stated<K extends MedicalKind> = NonNullable<StatedMedical[K]>[number];

/** The day of a stated entry, and the entry as it is told. */
const told: {
  readonly [K in keyof Required<MedicalRecord>]: {
    day(entry: Stated<K>, today: Day): Day;
    entry(entry: Stated<K>, on: string): EntryOf<K>;
  };
} = {
  drugs: {
    day: ({ dispensed }, today) => dispensed(today),
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
    day: ({ on }, today) => on(today),
    entry: ({ setting, institution, disease, acts }, on) => ({
      on,
      setting,
      institution: placeNamed(institution),
      disease,
      acts: acts.map((act) => ({ code: itemCode(act.name), ...act })),
    }),
  },
  surgery: {
    day: ({ on }, today) => on(today),
    entry: ({ institution, disease, name }, on) => ({
      on,
      institution: placeNamed(institution),
      disease,
      code: itemCode(name),
      name,
    }),
  },
  checkup: {
    day: ({ on }, today) => on(today),
    entry: ({ items }, on) => ({
      on,
      items: items.map((item) => ({ code: checkupCode(item.name), ...item })),
    }),
  },
};

function entriesOf<K extends MedicalKind>(kind: K, person: Person, span: Span, today: Day): EntryOf<K>[] {
  const stated = person.medical?.[kind] as readonly Stated<K>[] | undefined;
  if (stated === undefined) return invented[kind](person, span, today);
  const { day, entry } = told[kind];
  return stated
    .map((one) => ({ one, on: day(one, today) }))
    .filter(({ on }) => isWithin(span, on))
    .sort((a, b) => compareDays(b.on, a.on))
    .map(({ one, on }) => entry(one, compactDate(on)));
}

/**
 * What is held of these kinds on `today`, the newest entry first; a kind of which nothing is held has an empty list.
 * Says nothing of who may see it.
 *
 * @param asked days to keep to, YYYYMMDD, both included
 */
export function medicalRecord(
  person: Person,
  kinds: readonly MedicalKind[],
  today: Day,
  asked: { readonly from?: string | undefined; readonly until?: string | undefined } = {},
): MedicalRecord {
  const entries = kinds.map((kind) => {
    const span = spanHeld(medicalKinds[kind], today, asked);
    return [kind, entriesOf(kind, person, span, today)];
  });
  return Object.fromEntries(entries);
}
