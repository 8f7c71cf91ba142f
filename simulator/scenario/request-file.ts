/** Requests as a clinic's receipt computer would write them, for a person of the people file. */

import type { Day } from '../../firmware/calendar.ts';
import type { Facility } from '../../host-bridge/facility.ts';
import { type Elements, writeMessage } from '../../host-bridge/receipt/format/write-message.ts';
import type { RequestPrefix } from '../../host-bridge/receipt/requests/kinds.ts';
import type { Person } from '../people/person.ts';
import { compactDate } from '../people/written-day.ts';

export interface RequestedOf {
  readonly person: Person;
  readonly facility: Facility;
  /** The day from which the days of the people file are counted. */
  readonly opened: Day;
  /** The day that is asked about. */
  readonly today: Day;
  /** Elements that are otherwise than usual, by name; null: left out. What the kind does not have goes into the body. */
  readonly changes: Readonly<Record<string, string | null>>;
}

interface Template {
  readonly header?: Elements;
  readonly body: Elements;
}

/** Requests for information name the person in their header, under other names. */
const headerNumbers = (numbers: Elements): Elements => ({
  InsurerNumber: numbers.InsurerNumber,
  InsuranceCardSymbol: numbers.InsuredCardSymbol,
  InsuredPersonIdentificationNumber: numbers.InsuredIdentificationNumber,
  BranchNumber: numbers.InsuredBranchNumber,
});

const outPatient: Elements = { PrDiInfClassification: '1', MedicalTreatmentFlag: '1' };

const consentedOn = (today: string): Elements => ({ ConsentDateFrom: today, ConsentDateTo: today });

/** A number that nobody was given: the true one is taken from the answer to the first step. */
const fetching = (): Template => ({ body: { ReceptionNumber: '0000000000000000' } });

/** What a request of each kind holds; a kind that is not known is written as the first. */
const templates: Readonly<Record<RequestPrefix, (numbers: Elements, today: string) => Template>> = {
  OQSsiquc01: (numbers) => ({
    body: {
      QualificationConfirmSearchInfo: { ...numbers, LimitApplicationCertificateRelatedConsFlg: '1' },
    },
  }),
  OQSsiimm01: ({ Birthdate: _unasked, ...numbers }) => ({
    body: { ReferenceNumberRegistrationInfo: { ReferenceNumber: '00001', ...numbers } },
  }),
  YZKsiquc01: (numbers) => ({ header: headerNumbers(numbers), body: { FileCategory: '4', ...outPatient } }),
  TKKsiquc01: (numbers) => ({ header: headerNumbers(numbers), body: { FileCategory: '2', ...outPatient } }),
  OQSmuquc01: (numbers) => ({
    body: { QualificationConfirmSearchInfo: { ...numbers, ArbitraryIdentifier: 'TEST-1' } },
  }),
  OQSmuimm01: ({ Birthdate: _unasked, ...numbers }) => ({
    body: { ReferenceNumberRegistrationInfo: { ReferenceNumber: '00001', ...numbers } },
  }),
  OQSmutic01: (_numbers, today) => ({
    body: { QualificationConfirmSearchInfo: { MedicalTreatmentMonth: today.slice(0, 6) } },
  }),
  OQSmuhvq01: (_numbers, today) => ({
    body: { QualificationConfirmSearchInfo: { ...consentedOn(today), MedicalTreatmentFlag: '2' } },
  }),
  OQSmuonq01: (_numbers, today) => ({
    body: { QualificationConfirmSearchInfo: { ...consentedOn(today), MedicalTreatmentFlag: '3' } },
  }),
  OQSmuquc02: fetching,
  OQSmuimm02: fetching,
  OQSmutic02: fetching,
  OQSmuhvq02: fetching,
  OQSmuonq02: fetching,
};

/** In the encoding of the facility. */
export function requestFile(
  prefix: string,
  { person, facility, opened, today, changes }: RequestedOf,
): Uint8Array {
  const template = Object.hasOwn(templates, prefix)
    ? templates[prefix as RequestPrefix]
    : templates.OQSsiquc01;
  const { header, body } = template(numbersOf(person, opened), compactDate(today));
  const left = new Map(Object.entries(changes));
  const tree = changed(
    {
      MessageHeader: {
        QualificationConfirmationDate: compactDate(today),
        MedicalInstitutionCode: facility.institutionCode,
        ArbitraryFileIdentifier: 'TEST',
        ...header,
      },
      MessageBody: body,
    },
    left,
  );
  const added = Object.fromEntries([...left].map(([name, text]) => [name, text ?? undefined]));
  const { MessageHeader, MessageBody } = tree;
  return writeMessage(
    { MessageHeader: MessageHeader as Elements, MessageBody: { ...(MessageBody as Elements), ...added } },
    facility,
  );
}

/** Of the qualification that the people file states first; of a person without any, numbers that are nobody's. */
const numbersOf = ({ insurance: [first], birth }: Person, opened: Day): Elements => ({
  InsurerNumber: (first?.insurer.number ?? '99999999').padStart(8, ' '),
  InsuredCardSymbol: first?.symbol,
  InsuredIdentificationNumber: first?.number ?? '0',
  InsuredBranchNumber: first?.branch,
  Birthdate: compactDate(birth(opened)),
});

/** The tree with its texts changed; what has been used is taken out of `changes`. */
function changed(tree: Elements, changes: Map<string, string | null>): Elements {
  const entries = Object.entries(tree).map(([name, value]) => {
    if (value !== undefined && typeof value === 'object' && !Array.isArray(value)) {
      return [name, changed(value as Elements, changes)] as const;
    }
    const text = changes.get(name);
    changes.delete(name);
    return [name, text === undefined ? value : (text ?? undefined)] as const;
  });
  return Object.fromEntries(entries);
}
