/** Who the back end knows and what it holds of each: whose certificate, insured how on a day, registered or not. */

import { compareDays, type Day } from '../../../firmware/calendar.ts';
import type { InsuredNumbers } from '../../../host-bridge/eligibility/api-fields.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import type { NumberedCertificate } from '../../pki/cards/certificate-identity.ts';
import type { CertificateRegister } from '../../pki/cards/certificate-register.ts';
import type { BackEndStore } from '../store.ts';
import { insuranceRecord } from './insurance-record.ts';

export interface World {
  /** By id of the people file. */
  person(id: string): Person | undefined;
  /** Whose certificate it is. */
  ownerOf(certificate: NumberedCertificate): Person | undefined;
  /** Everybody whom the numbers fit, in the order of the people file. */
  insuredAs(numbers: InsuredNumbers, day: Day): readonly Person[];
  /** 健康保険証利用登録 has been made and still holds. */
  isRegistered(person: Person): boolean;
  /** The person's insurance as a record of the receipt computer's file. `day` is the desk's. */
  recordOn(person: Person, day: Day): EligibilityRecord;
}

export function createWorld({
  register,
  store,
}: {
  /** Whose certificates there are, and what became of them. */
  readonly register: CertificateRegister;
  readonly store: Pick<BackEndStore, 'isRegistered'>;
}): World {
  /** Records of the day, as they were told once: they follow from person and day alone. */
  const records = new Map<Person, EligibilityRecord>();
  let recordsOf: Day | null = null;

  return {
    person: (id) => register.people.get(id),
    ownerOf: (certificate) => register.ownerOf(certificate),
    insuredAs: (numbers, day) =>
      Array.from(register.people).filter(({ insurance, birth }) => {
        const { insurer, symbol, number, branch } = insurance;
        return (
          Number(insurer.number) === Number(numbers.insurer) &&
          number === numbers.number &&
          symbol === numbers.symbol &&
          (numbers.branch === undefined || branch === numbers.branch) &&
          (numbers.birth === undefined || compactDate(birth(day)) === numbers.birth)
        );
      }),
    // Who has returned the card is registered no more.
    isRegistered: (person) =>
      register.revocationOf(person) !== 'returned' && (person.registered || store.isRegistered(person.id)),
    recordOn(person, day) {
      if (recordsOf === null || compareDays(recordsOf, day) !== 0) records.clear();
      recordsOf = day;
      const known = records.get(person) ?? insuranceRecord(person, day);
      records.set(person, known);
      return known;
    },
  };
}
