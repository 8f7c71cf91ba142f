/** Who the back end knows and what it holds of each: whose certificate, insured how on a day, registered or not. */

import { compareDays, type Day } from '../../../firmware/calendar.ts';
import type { Revocation } from '../../../firmware/trust/revocation.ts';
import type { InsuredNumbers } from '../../../host-bridge/eligibility/api-fields.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { Facts } from '../../../host-bridge/eligibility/search-operations.ts';
import type { Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import type { NumberedCertificate } from '../../pki/cards/certificate-identity.ts';
import type { CertificateRegister } from '../../pki/cards/certificate-register.ts';
import type { BackEndStore } from '../store.ts';
import { isWho } from './four-facts.ts';
import { insuranceRecord } from './insurance-record.ts';
import { insuredPeople } from './insured-people.ts';
import { type HeldQualification, type Standing, standingByNumbers, standingOf } from './standing.ts';

export interface World {
  /** The day from which the days of the people file are counted: that on which the back end began. */
  readonly opened: Day;
  readonly people: Iterable<Person>;
  /** By id of the people file. */
  person(id: string): Person | undefined;
  /** Whose certificate it is. */
  ownerOf(certificate: NumberedCertificate): Person | undefined;
  /** The person as the last renewal of the card has made it. */
  latest(person: Person): Person;
  /** The certificate is the one in this person's phone. */
  isInPhone(person: Person, certificate: NumberedCertificate): boolean;
  /** The person's card has been renewed and the phone not yet. */
  phoneWaitsForRenewal(person: Person): boolean;
  /** All that was told of the person's insurance, in the order in which it begins. */
  qualificationsOf(person: Person): readonly HeldQualification[];
  /** How the person is insured on a day. */
  standingOf(person: Person, day: Day): Standing;
  /** How the one is insured on a day whom the numbers name. */
  standingByNumbers(numbers: InsuredNumbers, day: Day): Standing;
  /** Everybody who has or has had a qualification of these numbers. */
  namedBy(numbers: InsuredNumbers): readonly Person[];
  /** What the authority knows of the person's user certificate. */
  revocationOf(person: Person): Revocation;
  /** Everybody whose four facts these are and of whom some insurer has told, in the order of the people file. */
  found(facts: Facts, day: Day): readonly Person[];
  /** 健康保険証利用登録 has been made and still holds. */
  isRegistered(person: Person): boolean;
  /** 受給者証 (医療費助成) of the person that hold on a day. */
  recipientCertificatesOn(person: Person, day: Day): Person['recipientCertificates'];
  /** A qualification as a record of the receipt computer's file, as it is on a day. */
  recordOn(held: HeldQualification, day: Day): EligibilityRecord;
}

export function createWorld({
  register,
  store,
  opened,
}: {
  /** Whose certificates there are, and what became of them. */
  readonly register: CertificateRegister;
  readonly store: Pick<BackEndStore, 'registeredAt'>;
  readonly opened: Day;
}): World {
  const insured = insuredPeople(register.people, opened);
  /** Records of the day, as they were told once: they follow from qualification and day alone. */
  const records = new Map<HeldQualification, EligibilityRecord>();
  let recordsOf: Day | null = null;

  // Giving the card back removes the registration: only one that was made afterwards counts.
  const isRegistered = (person: Person): boolean => {
    if (register.revocationOf(person) === 'returned') return false;
    const returned = register.returnedAt(person);
    if (returned === null && person.registered) return true;
    const made = store.registeredAt(person.id);
    return made !== null && (returned === null || made > returned);
  };

  const recordOn = (held: HeldQualification, day: Day): EligibilityRecord => {
    if (recordsOf === null || compareDays(recordsOf, day) !== 0) records.clear();
    recordsOf = day;
    const known = records.get(held) ?? insuranceRecord(held.by.person, held.qualification, { opened, day });
    records.set(held, known);
    return known;
  };
  const toldOf = (person: Person, day: Day): readonly HeldQualification[] => {
    const { validity, told } = standingOf(insured.of(person), day, isRegistered);
    if (told !== null) return [told];
    return validity === '5' ? insured.of(person).held : [];
  };

  return {
    opened,
    people: register.people,
    person: (id) => register.people.get(id),
    ownerOf: (certificate) => register.ownerOf(certificate),
    latest: (person) => register.renewals.latest(person, opened),
    isInPhone: (person, certificate) => register.isInPhone(person, certificate),
    phoneWaitsForRenewal: (person) => register.renewals.phoneWaits(person),
    qualificationsOf: (person) => insured.of(person).held,
    standingOf: (person, day) => standingOf(insured.of(person), day, isRegistered),
    standingByNumbers: (numbers, day) => standingByNumbers(insured.named(numbers), day, isRegistered),
    namedBy: (numbers) => [...new Set(insured.named(numbers).map(({ by }) => by.person))],
    revocationOf: (person) => register.revocationOf(person),
    isRegistered,
    recipientCertificatesOn: (person, day) =>
      person.recipientCertificates.filter(
        ({ from, until }) => compareDays(from(opened), day) <= 0 && compareDays(day, until(opened)) <= 0,
      ),
    recordOn,
    found: (facts, day) =>
      Array.from(register.people).filter(
        (person) =>
          compactDate(person.birth(opened)) === facts.birth &&
          toldOf(person, day).some((held) => isWho(facts, recordOn(held, day))),
      ),
  };
}
