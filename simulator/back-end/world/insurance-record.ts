/**
 * A person's qualification as a record of the receipt computer's file: its field names, its formats. Which one goes into
 * an answer is decided elsewhere (standing.ts, decision.ts).
 */

import { compareDays, type Day } from '../../../firmware/calendar.ts';
import { throughRepertoire } from '../../../host-bridge/characters/repertoire.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { DayRule } from '../../people/day-rule.ts';
import type { Person } from '../../people/person.ts';
import { acquiredOn, type Qualification } from '../../people/qualification.ts';
import { compactDate } from '../../people/written-day.ts';
import { halfWidthKana } from './half-width-kana.ts';
import { isBelowSchoolAge } from './school-age.ts';

const sexCode = { male: '1', female: '2', unset: '3' } as const;
const familyCode = { self: '1', family: '2' } as const;

/** Percent in three digits: `030` is 3割. */
const percent = (ratio: number): string => String(ratio).padStart(3, '0');

/** Days as they are counted from the desk's, and whether a paper holds on the day that is asked about. */
interface Days {
  readonly on: (rule: DayRule) => string;
  readonly holds: (paper: Period) => boolean;
}

interface Period {
  readonly from: DayRule;
  readonly until: DayRule;
}

/**
 * @param opened the day from which the days of the people file are counted
 * @param day the day that is asked about: papers that do not hold on it are left out
 */
export function insuranceRecord(
  person: Person,
  qualification: Qualification,
  { opened, day }: { readonly opened: Day; readonly day: Day },
): EligibilityRecord {
  const { name } = person;
  const holderName = qualification.holderName ?? (qualification.holder === 'self' ? name.kanji : undefined);
  const held = (text: string): string => throughRepertoire(text, qualification.insurer.characters);
  const on = (rule: DayRule): string => compactDate(rule(opened));
  const holds = ({ from, until }: Period): boolean =>
    compareDays(from(opened), day) <= 0 && compareDays(day, until(opened)) <= 0;
  const days = { on, holds };
  const acquired = compactDate(acquiredOn(qualification, person.birth(opened), opened));
  const { issued, validFrom, lost } = qualification;
  // Nobody is told beforehand.
  const ended = lost && compareDays(lost.on(opened), day) <= 0 ? lost : undefined;
  const preschool = qualification.preschool ?? isBelowSchoolAge(person.birth(opened), day);
  const ofElderly =
    qualification.elderly && holds(qualification.elderly) ? qualification.elderly.ratio : null;
  const ratio = qualification.ratio ?? ofElderly ?? (preschool ? 20 : 30);
  return {
    InsuredCardClassification: qualification.classification,
    // Eight characters, spaces on the left (REQ-38).
    InsurerNumber: qualification.insurer.number.padStart(8, ' '),
    InsuredCardSymbol: qualification.symbol,
    InsuredIdentificationNumber: qualification.number,
    InsuredBranchNumber: qualification.branch,
    PersonalFamilyClassification: familyCode[qualification.holder],
    InsuredName: holderName && held(holderName),
    Name: held(name.kanji),
    NameKana: halfWidthKana(name.kana),
    Sex1: sexCode[person.sex],
    Birthdate: on(person.birth),
    Address: held(person.address),
    PostNumber: person.postcode,
    QualificationDate: acquired,
    DisqualificationDate: ended && on(ended.on),
    InsuredCertificateIssuanceDate: issued ? on(issued) : acquired,
    InsuredCardValidDate: validFrom ? on(validFrom) : acquired,
    InsuredCardExpirationDate: on(qualification.validUntil),
    InsuredPartialContributionRatio: percent(ratio),
    PreschoolClassification: preschool ? '1' : undefined,
    ReasonOfLoss: ended?.reason,
    InsurerName: held(qualification.insurer.name),
    ElderlyRecipientCertificateInfo: elderly(qualification, days),
    LimitApplicationCertificateRelatedInfo: limit(qualification, days),
    SpecificDiseasesCertificateList: specificDiseases(qualification, days),
    PublicExpenseResultList: medicalTickets(qualification, days),
  };
}

const elderly = (
  { elderly: held }: Qualification,
  { on, holds }: Days,
): EligibilityRecord['ElderlyRecipientCertificateInfo'] =>
  held && holds(held)
    ? {
        ElderlyRecipientCertificateDate: on(held.issued),
        ElderlyRecipientValidStartDate: on(held.from),
        ElderlyRecipientValidEndDate: on(held.until),
        ElderlyRecipientContributionRatio: percent(held.ratio),
      }
    : undefined;

const limit = (
  { limit: held }: Qualification,
  { on, holds }: Days,
): EligibilityRecord['LimitApplicationCertificateRelatedInfo'] =>
  held && holds(held)
    ? {
        LimitApplicationCertificateClassification: held.classification,
        LimitApplicationCertificateClassificationFlag: held.category,
        LimitApplicationCertificateDate: on(held.issued),
        LimitApplicationCertificateValidStartDate: on(held.from),
        LimitApplicationCertificateValidEndDate: on(held.until),
        LimitApplicationCertificateLongTermDate: held.longTerm && on(held.longTerm),
      }
    : undefined;

/** A list with nothing in it is no element of the file. */
const someOf = <T>(list: readonly T[]): T[] | undefined => (list.length === 0 ? undefined : [...list]);

const specificDiseases = (
  { specificDiseases: held }: Qualification,
  { on, holds }: Days,
): EligibilityRecord['SpecificDiseasesCertificateList'] =>
  someOf(
    held.filter(holds).map((certificate) => ({
      SpecificDiseasesDiseaseCategory: certificate.category,
      SpecificDiseasesCertificateDate: on(certificate.issued),
      SpecificDiseasesValidStartDate: on(certificate.from),
      SpecificDiseasesValidEndDate: on(certificate.until),
      SpecificDiseasesSelfPay: String(certificate.selfPay),
    })),
  );

const medicalTickets = (
  { medicalTickets: held }: Qualification,
  { on, holds }: Days,
): EligibilityRecord['PublicExpenseResultList'] =>
  someOf(
    held.filter(holds).map((ticket) => ({
      TicketType: ticket.type,
      MedicalTicketValidDate: on(ticket.from),
      MedicalTicketExpirationDate: on(ticket.until),
      IssueNumber: ticket.number,
      // A ticket is for the month it begins in: YYYYMM.
      MedicalTreatmentMonth: on(ticket.from).slice(0, 6),
      MedicalTreatmentType: ticket.treatment,
      SelfPayAmount: String(ticket.selfPay),
      DistrictContactName: ticket.districtContact,
      HandlingContactName: ticket.handlingContact,
      SingleOrCombinedUse: ticket.use,
      StatusOfSocialInsurance: ticket.socialInsurance,
    })),
  );
