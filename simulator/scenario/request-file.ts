/** Requests as a clinic's receipt computer would write them, for a person of the people file. */

import { japanDay } from '../../firmware/calendar.ts';
import type { Facility } from '../../host-bridge/facility.ts';
import { type Elements, writeMessage } from '../../host-bridge/receipt/format/write-message.ts';
import type { RequestPrefix } from '../../host-bridge/receipt/requests/kinds.ts';
import { insuranceRecord } from '../back-end/world/insurance-record.ts';
import type { Person } from '../people/person.ts';
import { compactDate } from '../people/written-day.ts';

export interface RequestedOf {
  readonly person: Person;
  readonly facility: Facility;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
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
export function requestFile(prefix: string, { person, facility, now, changes }: RequestedOf): Uint8Array {
  const today = japanDay(now);
  const { InsurerNumber, InsuredCardSymbol, InsuredIdentificationNumber, InsuredBranchNumber, Birthdate } =
    insuranceRecord(person, today);
  const template = Object.hasOwn(templates, prefix)
    ? templates[prefix as RequestPrefix]
    : templates.OQSsiquc01;
  const { header, body } = template({
    InsurerNumber,
    InsuredCardSymbol,
    InsuredIdentificationNumber,
    InsuredBranchNumber,
    Birthdate,
  });
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
