/** A decision about a person as the eligibility answer of the interface: its fields, its date forms, the desk's notice. */

import { dashedDate } from '../../firmware/calendar.ts';
import type { EligibilityAnswer } from '../../host-bridge/eligibility/api.ts';
import type { Notice } from '../../host-bridge/eligibility/api-fields.ts';
import type { EligibilityRecord } from '../../host-bridge/eligibility/eligibility-record.ts';
import { type Problem, sentences } from '../../protocol/errors.ts';
import type { Person } from '../people/person.ts';
import type { Decision } from './decision.ts';
import { isNotViewable } from './medical/not-viewable.ts';

/**
 * The name goes out with a valid answer only, as the insurer holds it: nobody is greeted by name and turned away.
 */
export function eligibilityAnswer(
  person: Person,
  { verdict, validity, graceUntil, expires, notice }: Decision,
  held: Pick<EligibilityAnswer, 'registered' | 'recipientCertificates' | 'records'>,
): EligibilityAnswer {
  const answered = validity !== null;
  const valid = verdict === 'valid';
  const [told] = held.records;
  return {
    verdict,
    ...(validity !== null && { validity }),
    registered: answered && held.registered,
    ...(valid && told !== undefined && { name: told.Name, kana: person.name.kana }),
    ...(graceUntil !== null && { graceUntil: dashedDate(graceUntil) }),
    ...(expires !== null && { expires: dashedDate(expires) }),
    recipientCertificates: valid && held.recipientCertificates,
    ...(valid && told !== undefined && isUnseen(told) && { viewing: false as const }),
    records: held.records,
    ...(notice !== null && { notice: noticeOf(notice) }),
  };
}

const isUnseen = ({ InsuredCardClassification, InsurerNumber = '' }: EligibilityRecord): boolean =>
  isNotViewable(InsuredCardClassification, InsurerNumber);

/** The desk reads Japanese. */
export function noticeOf(problem: Problem): Notice {
  const { code, detail } = problem;
  const { cause, remedy } = sentences(problem, 'ja');
  return { code, ...(Object.keys(detail).length > 0 && { detail }), message: cause + remedy };
}
