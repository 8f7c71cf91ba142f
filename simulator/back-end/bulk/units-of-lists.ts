/** What comes of a list of people that the receipt computer sent: each entry as if it had been asked alone. */

import type { AnswerOf } from '../../../host-bridge/eligibility/api.ts';
import type { BulkAsked, BulkUnit } from '../../../host-bridge/eligibility/bulk-operations.ts';
import { noticeOf } from '../eligibility-answer.ts';
import type { OperationParts } from '../operations/operation.ts';
import { qualification } from '../operations/qualification.ts';
import { referenceNumber } from '../operations/reference-number.ts';

type Held = NonNullable<AnswerOf<'qualification'>['consent']>;
type Asked<K extends BulkAsked['kind']> = Extract<BulkAsked, { kind: K }>;

export const unitsOfQualifications = (
  parts: OperationParts,
  { entries }: Asked<'qualifications'>,
  institution: string,
): BulkUnit[] =>
  entries.map(({ identifier, who, on }) => {
    const answered = qualification(parts, { institution, who, on });
    if (!answered.ok) return { identifier, who, records: [], problem: noticeOf(answered.problem) };
    const { validity, records, consent } = answered.value.answer;
    return { identifier, who, validity, records, ...(consent && { consent: flagsOf(consent) }) };
  });

const flagsOf = ({ groups, at, until }: Held): NonNullable<BulkUnit['consent']> => ({
  surgery: groups.surgery ? '1' : '0',
  treatment: groups.treatment ? '1' : '0',
  checkup: groups.checkup ? '1' : '0',
  at,
  until,
});

/** Keeps the numbers of those whom one person fits, whatever comes of the others. */
export const unitsOfReferenceNumbers = (
  parts: OperationParts,
  { entries }: Asked<'referenceNumbers'>,
  institution: string,
): BulkUnit[] =>
  entries.map(({ reference, who }) => {
    const answered = referenceNumber(parts, { institution, reference, who });
    return { reference, who, records: [], ...(!answered.ok && { problem: noticeOf(answered.problem) }) };
  });
