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

/** What a request of each kind holds; a kind that is not known is written as the first. */
const templates: Readonly<Partial<Record<RequestPrefix, (numbers: Elements) => Template>>> = {
  OQSsiquc01: (numbers) => ({
    body: {
      QualificationConfirmSearchInfo: { ...numbers, LimitApplicationCertificateRelatedConsFlg: '1' },
    },
  }),
  OQSsiimm01: ({ Birthdate: _unasked, ...numbers }) => ({
    body: { ReferenceNumberRegistrationInfo: { ReferenceNumber: '00001', ...numbers } },
  }),
};

/** In the encoding of the facility. */
export function requestFile(
  prefix: string,
  { person, facility, opened, today, changes }: RequestedOf,
): Uint8Array {
  const template = Object.hasOwn(templates, prefix)
    ? templates[prefix as RequestPrefix]
    : templates.OQSsiquc01;
  const { header, body } = template(numbersOf(person, opened));
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
