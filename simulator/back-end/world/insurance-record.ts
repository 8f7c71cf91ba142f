/**
 * A person's insurance as a record of the receipt computer's file: its field names, its formats. Which record goes
 * into an answer is decided elsewhere (decision.ts).
 */

import type { Day } from '../../../firmware/calendar.ts';
import { throughRepertoire } from '../../../host-bridge/characters/repertoire.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { Insurance, Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import { halfWidthKana } from './half-width-kana.ts';

const sexCode = { male: '1', female: '2', unset: '3' } as const;
const familyCode = { self: '1', family: '2' } as const;

/** Percent in three digits: `030` is 3割. */
const ratio = (percent: number): string => String(percent).padStart(3, '0');

/** `today` is the desk's day, from which the days of the people file are counted. */
export function insuranceRecord(person: Person, today: Day): EligibilityRecord {
  const { insurance, name } = person;
  const holderName = insurance.holderName ?? (insurance.holder === 'self' ? name.kanji : undefined);
  const held = (text: string): string => throughRepertoire(text, insurance.insurer.characters);
  const on = (rule: (today: Day) => Day): string => compactDate(rule(today));
  return {
    InsuredCardClassification: insurance.classification,
    // Eight characters, spaces on the left (REQ-38).
    InsurerNumber: insurance.insurer.number.padStart(8, ' '),
    InsuredCardSymbol: insurance.symbol,
    InsuredIdentificationNumber: insurance.number,
    InsuredBranchNumber: insurance.branch,
    PersonalFamilyClassification: familyCode[insurance.holder],
    InsuredName: holderName && held(holderName),
    Name: held(name.kanji),
    NameKana: halfWidthKana(name.kana),
    Sex1: sexCode[person.sex],
    Birthdate: on(person.birth),
    Address: held(person.address),
    PostNumber: person.postcode,
    QualificationDate: on(insurance.qualified),
    DisqualificationDate: insurance.lost && on(insurance.lost.on),
    InsuredCertificateIssuanceDate: on(insurance.issued),
    InsuredCardValidDate: on(insurance.validFrom),
    InsuredCardExpirationDate: on(insurance.validUntil),
    InsuredPartialContributionRatio: ratio(insurance.ratio),
    PreschoolClassification: insurance.preschool ? '1' : undefined,
    ReasonOfLoss: insurance.lost?.reason,
    InsurerName: held(insurance.insurer.name),
    ElderlyRecipientCertificateInfo: elderly(insurance, on),
    LimitApplicationCertificateRelatedInfo: limit(insurance, on),
    SpecificDiseasesCertificateList: specificDiseases(insurance, on),
    PublicExpenseResultList: medicalTickets(insurance, on),
  };
}

type On = (rule: (today: Day) => Day) => string;

const elderly = (
  { elderly: held }: Insurance,
  on: On,
): EligibilityRecord['ElderlyRecipientCertificateInfo'] =>
  held && {
    ElderlyRecipientCertificateDate: on(held.issued),
    ElderlyRecipientValidStartDate: on(held.from),
    ElderlyRecipientValidEndDate: on(held.until),
    ElderlyRecipientContributionRatio: ratio(held.ratio),
  };

const limit = (
  { limit: held }: Insurance,
  on: On,
): EligibilityRecord['LimitApplicationCertificateRelatedInfo'] =>
  held && {
    LimitApplicationCertificateClassification: held.classification,
    LimitApplicationCertificateClassificationFlag: held.category,
    LimitApplicationCertificateDate: on(held.issued),
    LimitApplicationCertificateValidStartDate: on(held.from),
    LimitApplicationCertificateValidEndDate: on(held.until),
    LimitApplicationCertificateLongTermDate: held.longTerm && on(held.longTerm),
  };

const specificDiseases = (
  { specificDiseases: held }: Insurance,
  on: On,
): EligibilityRecord['SpecificDiseasesCertificateList'] =>
  held.length === 0
    ? undefined
    : held.map((certificate) => ({
        SpecificDiseasesDiseaseCategory: certificate.category,
        SpecificDiseasesCertificateDate: on(certificate.issued),
        SpecificDiseasesValidStartDate: on(certificate.from),
        SpecificDiseasesValidEndDate: on(certificate.until),
        SpecificDiseasesSelfPay: String(certificate.selfPay),
      }));

const medicalTickets = (
  { medicalTickets: held }: Insurance,
  on: On,
): EligibilityRecord['PublicExpenseResultList'] =>
  held.length === 0
    ? undefined
    : held.map((ticket) => ({
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
      }));
