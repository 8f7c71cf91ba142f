/**
 * The decision table of eligibility: what the certificate, the medium, the day and the insurance lead to. Pure; it
 * knows no visit and no store. Rules: REQ-16 to REQ-22.
 */

import type { EligibilityAnswer, RequestOf } from '../../host-bridge/eligibility/api.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { compareDays, type Day, expiresWithin3Months, type GraceRule, graceEnd } from '../people/calendar.ts';
import type { Person } from '../people/person.ts';

export interface Facts {
  readonly medium: RequestOf<'eligibility'>['medium'];
  readonly status: Person['certificate']['status'];
  /** First and last day of the certificate, in Japan; the last day still counts. */
  readonly from: Day;
  readonly until: Day;
  readonly graceRule: GraceRule;
  readonly today: Day;
  readonly validity: Person['insurance']['validity'];
}

export interface Decision {
  readonly verdict: EligibilityAnswer['verdict'];
  /** null: the card or phone itself was turned down. */
  readonly validity: Person['insurance']['validity'] | null;
  /** The answer names the insurance. Validity 4 has none and 5 has no single one to name. */
  readonly named: boolean;
  readonly graceUntil: Day | null;
  readonly expires: Day | null;
  /** What the desk is told; its sentence is the catalogue's. */
  readonly notice: ErrorCode | null;
}

interface TurnDown {
  readonly when: (facts: Facts) => boolean;
  readonly verdict: Decision['verdict'];
  readonly notice: ErrorCode;
}

const expired = ({ until, today }: Facts): boolean => compareDays(today, until) > 0;
const graceOver = ({ until, today, graceRule }: Facts): boolean =>
  compareDays(today, graceEnd(until, graceRule)) > 0;

/** The first that applies counts: a reason that a person must act on comes before a date. */
const turnDowns: readonly TurnDown[] = [
  { when: ({ status }) => status === 'revoked', verdict: 'card_revoked', notice: 'EMU-447' },
  { when: ({ status }) => status === 'suspended', verdict: 'card_suspended', notice: 'EMU-448' },
  { when: ({ status }) => status === 'returned', verdict: 'card_returned', notice: 'EMU-449' },
  // A phone has no grace (REQ-18).
  {
    when: (facts) => facts.medium !== 'card' && expired(facts),
    verdict: 'phone_unusable',
    notice: 'EMU-450',
  },
  { when: graceOver, verdict: 'card_expired', notice: 'EMU-446' },
  { when: ({ from, today }) => compareDays(today, from) < 0, verdict: 'problem', notice: 'EMU-451' },
];

/** Validities (QualificationValidity) with which nobody can be checked in. */
const uninsured: Partial<Record<Facts['validity'], { readonly notice: ErrorCode; readonly named: boolean }>> =
  {
    '2': { notice: 'EMU-442', named: true },
    '3': { notice: 'EMU-443', named: true },
    '4': { notice: 'EMU-444', named: false },
    '5': { notice: 'EMU-445', named: false },
  };

const nothingMore = { graceUntil: null, expires: null } as const;

export function decide(facts: Facts): Decision {
  const turnDown = turnDowns.find(({ when }) => when(facts));
  if (turnDown !== undefined) {
    return {
      verdict: turnDown.verdict,
      validity: null,
      named: false,
      notice: turnDown.notice,
      ...nothingMore,
    };
  }
  const { validity, until, today } = facts;
  const problem = uninsured[validity];
  if (problem !== undefined) return { verdict: 'problem', validity, ...problem, ...nothingMore };

  const valid = { verdict: 'valid', validity, named: true, notice: null, ...nothingMore } as const;
  if (expired(facts)) return { ...valid, graceUntil: graceEnd(until, facts.graceRule), notice: 'EMU-441' };
  if (expiresWithin3Months(until, today)) return { ...valid, expires: until, notice: 'EMU-440' };
  return valid;
}
