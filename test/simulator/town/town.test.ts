import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compareDays } from '../../../firmware/calendar.ts';
import { insuredPeople } from '../../../simulator/back-end/world/insured-people.ts';
import { standingOf } from '../../../simulator/back-end/world/standing.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { parsePeople } from '../../../simulator/people/registry.ts';
import { userCertificateOf } from '../../../simulator/pki/cards/card-authority.ts';
import { certificateIdentity } from '../../../simulator/pki/cards/certificate-identity.ts';
import { kindOfInsurer, withCheckDigit } from '../../../simulator/town/insurers.ts';
import { makeTown, type TownPerson } from '../../../simulator/town/town.ts';
import { townFile } from '../../../simulator/town/town-file.ts';
import { asStated, openDesk, visit, visitsSoFar } from '../people/default-visit.ts';

const made = (people: number, seed: string): TownPerson[] => [
  ...makeTown({ people, seed, day: null }).people,
];
const town = made(1_000, '1');

describe('A town', () => {
  it('is the same to the byte for the same seed, on any machine', () => {
    const [first, again, other] = ['1', '1', '2'].map((seed) => townFile(made(200, seed)));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    // Drawn from first to last, in the order of drawing.
    const drawn = town.map(({ entry }) => [
      entry.name.kanji,
      entry.birth,
      entry.pin,
      entry.certificate?.expires,
    ]);
    expect(createHash('sha256').update(JSON.stringify(drawn)).digest('hex')).toBe(
      '0d19652aefa6a19ae371432fa3ac0f16d39ef0fa46eaa64f8502e59cb9746c46',
    );
  });

  it.each([1, 2, 7, 100])('has as many people as asked for: %i', (people) => {
    expect(parsePeople(townFile(made(people, '3')), 'town').size).toBe(people);
  });

  it('is a people file, in which everybody loads', () => {
    const people = parsePeople(townFile(town), 'town.yaml');
    expect(people.size).toBe(1_000);
    expect([...people].map(({ id }) => id)).toEqual(town.map(({ id }) => id));
  });

  it('has nobody twice: no number, face, certificate or place in an insurance', () => {
    const people = [...parsePeople(townFile(town), 'town.yaml')];
    const distinct = (of: readonly (string | number)[]) => expect(new Set(of).size).toBe(of.length);
    distinct(people.map(({ individualNumber }) => individualNumber.reveal()));
    distinct(people.map((person) => certificateIdentity(userCertificateOf(person))));
    distinct(
      people.flatMap(({ insurance }) =>
        insurance
          .filter(({ inFull }) => inFull)
          .map(({ insurer, symbol, number, branch, medicalTickets }) =>
            [insurer.number, symbol, number, branch, medicalTickets[0]?.number].join(' '),
          ),
      ),
    );
    const faces = people.map(({ face }) => face.likeness).sort((a, b) => a - b);
    expect(faces.every((face, i) => i === 0 || face - (faces[i - 1] ?? 0) >= 10)).toBe(true);
  });

  it('names nobody who could live: every family name begins with the word for specimen, every place is of 見本県', () => {
    for (const { entry } of town) {
      expect(entry.name.kanji).toMatch(/^見本/);
      expect(entry.address).toMatch(/^見本県見本市/);
    }
  });

  it('has names that JIS X 0208 cannot carry', () => {
    const old = town.filter(({ entry }) => /髙|﨑|濵|德|瀨|栁|𠮷|𣘺|㐂|\u{e0100}/u.test(entry.name.kanji));
    expect(old.length).toBeGreaterThan(0);
    expect(old.length).toBeLessThan(80);
  });

  it('has insurers with numbers that are right in form and of no prefecture', () => {
    for (const { insured } of town) {
      const { number } = insured.insurance.insurer;
      expect(number).toMatch(/^(\d\d)?99\d{4}$/);
      expect(withCheckDigit(number.slice(0, -1))).toBe(number);
      expect(kindOfInsurer(number)).toBe(insured.kind);
    }
    // 千代田区's number for 後期高齢者医療, as printed in public lists.
    expect(withCheckDigit('3913101')).toBe('39131016');
  });

  it('insures families through a holder: the same numbers, a branch each, the same address', () => {
    const byResident = new Map(town.map((person) => [person.insured.resident, person]));
    const family = town.filter(({ insured }) => insured.holder !== null);
    expect(family.length).toBeGreaterThan(150);
    for (const { entry, insured } of family) {
      const holder = insured.holder === null ? undefined : byResident.get(insured.holder);
      expect(insured.insurance.holder).toBe('family');
      expect(insured.insurance.holderName).toBe(holder?.entry.name.kanji);
      expect(entry.address).toBe(holder?.entry.address);
    }
    for (const { insured } of family) {
      const holder = insured.holder === null ? undefined : byResident.get(insured.holder);
      // Old people who head a household of others insured by 国民健康保険 are not insured there themselves.
      if (holder === undefined || holder.insured.kind !== insured.kind) continue;
      expect(insured.insurance.number).toBe(holder.insured.insurance.number);
      expect(insured.insurance.branch).not.toBe(holder.insured.insurance.branch);
    }
  });

  it('has ratios by age and income from 70 on, below by the day of birth alone', () => {
    const richCategories = ['B01', 'B02', 'B03'];
    for (const { insured } of town) {
      const { age } = insured.resident;
      const { ratio, limit } = insured.insurance;
      if (insured.kind === 'medicalAid') expect(ratio).toBe(0);
      else if (age < 70) expect(ratio).toBeUndefined();
      else if (richCategories.includes(limit?.category ?? '')) expect(ratio).toBe(30);
      else expect(age < 75 ? [20, 30] : [10, 20, 30]).toContain(ratio);
      if (limit !== undefined) expect(limit.category[0]).toBe(age < 70 ? 'A' : 'B');
      if (limit?.category === 'B09') expect(ratio).toBe(20);
      if (limit?.category === 'B10') expect(ratio).toBe(10);
    }
  });

  it('comes to the validities that were dealt, at a back end, now and years from now', () => {
    const people = parsePeople(townFile(town), 'town.yaml');
    for (const year of [2026, 2031]) {
      const day = { year, month: 3, day: 31 };
      const insured = insuredPeople(people, day);
      for (const { id, situation } of town) {
        const person = people.get(id) as Person;
        const { validity } = standingOf(insured.of(person), day, ({ registered }) => registered);
        expect([id, validity]).toEqual([id, situation.validity]);
      }
    }
  });

  it('insures nobody before the day of birth, and ends no insurance before it began', () => {
    const people = parsePeople(townFile(made(5_000, '7')), 'town.yaml');
    const day = { year: 2026, month: 11, day: 2 };
    const insured = insuredPeople(people, day);
    let newborn = 0;
    for (const person of people) {
      const birth = person.birth(day);
      for (const { from, lost } of insured.of(person).held) {
        expect(compareDays(birth, from), person.id).toBeLessThanOrEqual(0);
        if (lost !== null) expect(compareDays(from, lost), person.id).toBeLessThanOrEqual(0);
        if (compareDays(birth, from) === 0) newborn += 1;
      }
    }
    expect(newborn).toBeGreaterThan(0);
  });

  it('has nobody with the insurer of the elderly before the 75th birthday, and no limit before birth', () => {
    const people = parsePeople(townFile(made(5_000, '7')), 'town.yaml');
    const day = { year: 2026, month: 11, day: 2 };
    const insured = insuredPeople(people, day);
    const near = { elderly: 0, newborn: 0 };
    for (const person of people) {
      const birth = person.birth(day);
      for (const { qualification, from, lost } of insured.of(person).held) {
        const isElderly = kindOfInsurer(qualification.insurer.number) === 'elderly';
        const earliest = isElderly ? { ...birth, year: birth.year + 75 } : birth;
        if (lost === null) {
          expect(compareDays(earliest, from), person.id).toBeLessThanOrEqual(0);
          if (isElderly && compareDays(earliest, from) === 0) near.elderly += 1;
        }
        if (qualification.limit === undefined) continue;
        const { limit } = qualification;
        for (const first of [limit.issued(day), limit.from(day)])
          expect(compareDays(birth, first), person.id).toBeLessThanOrEqual(0);
        if (compareDays(birth, limit.from(day)) === 0) near.newborn += 1;
      }
    }
    expect(near.elderly).toBeGreaterThan(0);
    expect(near.newborn).toBeGreaterThan(0);
  });

  it('gives a certificate of the elderly (高齢受給者証) to those of 70 to 74, and the insurer of the elderly from 75', () => {
    for (const { insured } of town) {
      if (insured.kind === 'medicalAid') continue;
      const { age } = insured.resident;
      expect(insured.insurance.elderly !== undefined).toBe(age >= 70 && age < 75);
      expect(insured.kind === 'elderly').toBe(age >= 75);
      if (insured.insurance.elderly !== undefined)
        expect(insured.insurance.elderly.ratio).toBe(insured.insurance.ratio);
    }
  });

  it('writes births as dates for a day that is named, everybody as old on it', () => {
    const day = { year: 2027, month: 4, day: 1 };
    const dated = [...makeTown({ people: 1_000, seed: '1', day }).people];
    const stepped = parsePeople(townFile(town), 'town.yaml');
    for (const { id, entry } of dated) {
      expect(entry.birth).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      const { year, month, day: of } = stepped.get(id)?.birth(day) ?? day;
      expect(entry.birth).toBe(`${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`);
    }
  });
});

describe('The default visits of a town', () => {
  /** One of each way in which a visit goes. */
  const sample = (): TownPerson[] => {
    const seen = new Map<string, number>();
    return town.filter(({ entry, situation }) => {
      const way = `${entry.defaultVisit.screens.join(' ')} ${situation.cardSort}`;
      const times = (seen.get(way) ?? 0) + 1;
      seen.set(way, times);
      return times <= 1;
    });
  };

  it('go as each entry states', { timeout: 60_000 }, async () => {
    const people = parsePeople(townFile(sample()), 'town.yaml');
    expect(people.size).toBeGreaterThan(15);
    for (const person of people) {
      const world = await openDesk(people);
      await visit(world, person);
      expect({ id: person.id, ...visitsSoFar(world) }).toEqual({
        id: person.id,
        ...asStated(person.defaultVisit),
      });
      await world.stop();
    }
  });
});
