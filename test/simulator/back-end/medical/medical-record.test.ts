import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../../../firmware/calendar.ts';
import {
  type MedicalKind,
  type MedicalRecord,
  medicalRecordSchema,
} from '../../../../host-bridge/eligibility/medical-record.ts';
import { medicalKinds } from '../../../../simulator/back-end/medical/medical-kinds.ts';
import { medicalRecord } from '../../../../simulator/back-end/medical/medical-record.ts';
import { statedMedicalSchema } from '../../../../simulator/people/stated-medical.ts';
import { compactDate } from '../../../../simulator/people/written-day.ts';
import { person } from '../desk.ts';

const kinds = Object.keys(medicalKinds) as MedicalKind[];
const today: Day = { year: 2026, month: 11, day: 2 };
/** A back end that began on the very day. */
const on = (day: Day) => ({ opened: today, today: day });

/** The days of a record's entries, by kind. */
const daysOf = (record: MedicalRecord): Record<MedicalKind, string[]> => ({
  drugs: (record.drugs ?? []).map(({ dispensed }) => dispensed),
  treatment: (record.treatment ?? []).map(({ on }) => on),
  surgery: (record.surgery ?? []).map(({ on }) => on),
  checkup: (record.checkup ?? []).map(({ on }) => on),
});

describe('what is invented of a person', () => {
  test('fits the form of the interface, and is there for an insured adult', () => {
    const record = medicalRecordSchema.parse(medicalRecord(person('insured'), kinds, on(today)));
    expect(record.drugs?.length).toBeGreaterThan(3);
    expect(record.treatment?.length).toBeGreaterThan(3);
    expect(record.checkup?.length).toBeGreaterThan(0);
  });

  test('is the same each time it is asked for, and another person’s is another', () => {
    const record = medicalRecord(person('insured'), kinds, on(today));
    expect(medicalRecord(person('insured'), kinds, on(today))).toEqual(record);
    expect(medicalRecord(person('iphone'), kinds, on(today))).not.toEqual(record);
  });

  test('says of every drug, disease, act and place that it is a specimen', () => {
    const record = medicalRecord(person('elderly'), kinds, on(today));
    const names = [
      ...(record.drugs ?? []).flatMap(({ prescriber, pharmacy, drugs }) => [
        prescriber.name,
        pharmacy?.name ?? '見本',
        ...drugs.map(({ name }) => name),
      ]),
      ...(record.treatment ?? []).flatMap(({ disease, acts }) => [disease, ...acts.map(({ name }) => name)]),
      ...(record.surgery ?? []).flatMap(({ disease, name }) => [disease, name]),
      ...(record.checkup ?? []).flatMap(({ items }) => items.map(({ name }) => name)),
    ];
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(name).toContain('見本');
  });

  test('holds no check-up of a child', () => {
    expect(medicalRecord(person('child'), ['checkup'], on(today)).checkup).toEqual([]);
  });

  test('leaves out kinds that were not asked for', () => {
    expect(Object.keys(medicalRecord(person('insured'), ['drugs', 'surgery'], on(today)))).toEqual([
      'drugs',
      'surgery',
    ]);
  });
});

describe('how far it reaches back', () => {
  const days = fc.integer({ min: 0, max: 4000 }).map((by) => addDays({ year: 2021, month: 1, day: 1 }, by));

  test('three years of drugs since September 2021, five of check-ups since 2020, newest first, none to come', () => {
    fc.assert(
      fc.property(days, fc.constantFrom('insured', 'elderly', 'iphone'), (day, id) => {
        const told = daysOf(medicalRecord(person(id), kinds, on(day)));
        for (const kind of kinds) {
          const { years, since } = medicalKinds[kind];
          const oldest = compactDate({ ...day, year: day.year - years });
          for (const entry of told[kind]) {
            expect(entry >= compactDate(since) && entry >= oldest && entry <= compactDate(day)).toBe(true);
          }
          expect(told[kind]).toEqual([...told[kind]].sort().reverse());
        }
      }),
      { numRuns: 40 },
    );
  });

  test('an entry is the same on whatever later day it is asked for, as long as it is held', () => {
    const before = medicalRecord(person('elderly'), kinds, on(today));
    const after = medicalRecord(person('elderly'), kinds, on(addDays(today, 200)));
    const from = compactDate(addDays(today, -365));
    const held = (record: MedicalRecord) =>
      record.drugs?.filter(({ dispensed }) => dispensed >= from && dispensed <= compactDate(today));
    expect(held(before)?.length).toBeGreaterThan(0);
    expect(held(after)).toEqual(held(before));
  });

  test('asking for some days gives what those days hold and nothing else', () => {
    const all = daysOf(medicalRecord(person('elderly'), kinds, on(today)));
    const from = { year: 2025, month: 6, day: 1 };
    const until = { year: 2026, month: 5, day: 31 };
    const some = daysOf(medicalRecord(person('elderly'), kinds, on(today), { from, until }));
    for (const kind of kinds) {
      expect(some[kind]).toEqual(
        all[kind].filter((entry) => entry >= compactDate(from) && entry <= compactDate(until)),
      );
    }
    expect(some.drugs.length).toBeGreaterThan(0);
    expect(some.drugs.length).toBeLessThan(all.drugs.length);
  });
});

describe('what a people file states', () => {
  const stated = statedMedicalSchema.parse({
    drugs: [
      { dispensed: '-10d', drugs: [{ name: '見本錠１' }] },
      { dispensed: '-1d', pharmacy: '見本薬局', drugs: [{ name: '見本錠２', times: 3 }] },
      { dispensed: '-4y', drugs: [{ name: '見本錠３' }] },
    ],
    surgery: [],
  });
  const record = medicalRecord({ ...person('insured'), medical: stated }, kinds, on(today));

  test('stands in place of what would be invented, newest first, as far as it is held', () => {
    medicalRecordSchema.parse(record);
    expect(record.drugs?.map(({ dispensed, drugs }) => [dispensed, drugs[0]?.name])).toEqual([
      ['20261101', '見本錠２'],
      ['20261023', '見本錠１'],
    ]);
    expect(record.surgery).toEqual([]);
  });

  test('stays on its day as the days go by', () => {
    const later = medicalRecord({ ...person('insured'), medical: stated }, ['drugs'], on(addDays(today, 30)));
    expect(later).toEqual({ drugs: record.drugs });
  });

  test('leaves the kinds that it does not state as they are', () => {
    expect(record.checkup).toEqual(medicalRecord(person('insured'), ['checkup'], on(today)).checkup);
    expect((record.checkup ?? [])[0]?.on ?? '').toMatch(/^202[56]/);
  });
});
