/**
 * The one verdict on a user certificate, from all that is known of it: who stands behind it, what became of it, and the
 * day (REQ-16 to REQ-20). Pure; it knows no visit.
 */

import type { Problem, Result } from '../../protocol/result.ts';
import { compareDays, type Day, dayLastSecond, dayStart } from '../calendar.ts';
import type { CardCertificate } from './card-trust.ts';
import { expiresWithin3Months, type GraceRule, graceEnd } from './certificate-days.ts';
import type { Revocation } from './revocation.ts';

export interface CertificateFacts {
  /** As `CardTrust.judge` gives it. */
  readonly certificate: Result<
    Pick<CardCertificate, 'from' | 'until' | 'authoritiesFrom' | 'authoritiesUntil'>
  >;
  /** As a list or an answer of its authority gives it. */
  readonly revocation: Result<Revocation>;
  readonly medium: 'card' | 'phone';
  readonly graceRule: GraceRule;
  /** The day in Japan. */
  readonly today: Day;
}

export type CertificateVerdict =
  /** `expires`: the last day, where it is to be told because it is near. */
  | { readonly kind: 'valid'; readonly expires: Day | null }
  /** Expired, and good for eligibility alone until this day. */
  | { readonly kind: 'grace'; readonly until: Day }
  | { readonly kind: 'expired' }
  /** A phone has no grace. */
  | { readonly kind: 'phoneExpired' }
  | { readonly kind: 'notYetValid' }
  | { readonly kind: Exclude<Revocation, 'good'> }
  /** Nobody who is trusted stands behind it. */
  | { readonly kind: 'untrusted'; readonly problem: Problem }
  /** What became of it cannot be found out. */
  | { readonly kind: 'unchecked'; readonly problem: Problem };

export function certificateVerdict(facts: CertificateFacts): CertificateVerdict {
  const { certificate, revocation, today } = facts;
  if (!certificate.ok) return { kind: 'untrusted', problem: certificate.problem };
  // A reason that a person must act on comes before a date.
  if (revocation.ok && revocation.value !== 'good') return { kind: revocation.value };
  const { from, until, authoritiesFrom, authoritiesUntil } = certificate.value;
  const byDay = verdictOfDays(facts, from, until);
  if (byDay.kind !== 'valid' && byDay.kind !== 'grace') return byDay;
  // By days, as the certificate's own: an authority made this noon may have issued a card of today.
  if (authoritiesFrom > dayLastSecond(today) || authoritiesUntil < dayStart(today))
    return { kind: 'untrusted', problem: { code: 'EMU-347', detail: {} } };
  return revocation.ok ? byDay : { kind: 'unchecked', problem: revocation.problem };
}

function verdictOfDays(
  { medium, graceRule, today }: Pick<CertificateFacts, 'medium' | 'graceRule' | 'today'>,
  from: Day,
  until: Day,
): CertificateVerdict {
  if (compareDays(today, from) < 0) return { kind: 'notYetValid' };
  if (compareDays(today, until) <= 0)
    return { kind: 'valid', expires: expiresWithin3Months(until, today) ? until : null };
  if (medium === 'phone') return { kind: 'phoneExpired' };
  const graceUntil = graceEnd(until, graceRule);
  return compareDays(today, graceUntil) <= 0 ? { kind: 'grace', until: graceUntil } : { kind: 'expired' };
}
