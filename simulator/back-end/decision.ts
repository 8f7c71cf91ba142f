/**
 * The decision table of eligibility: what the verdict on the certificate and the insurance lead to. Pure; it knows no
 * visit and no store. Rules: REQ-16 to REQ-22.
 */

import type { Day } from '../../firmware/calendar.ts';
import type { CertificateVerdict } from '../../firmware/trust/verdict.ts';
import type { EligibilityAnswer } from '../../host-bridge/eligibility/api.ts';
import type { Validity } from '../../host-bridge/eligibility/api-fields.ts';
import type { ErrorCode, Problem } from '../../protocol/errors.ts';

export interface Decision {
  readonly verdict: EligibilityAnswer['verdict'];
  /** null: the card or phone itself was turned down. */
  readonly validity: Validity | null;
  readonly graceUntil: Day | null;
  readonly expires: Day | null;
  /** What the desk is told; its sentence is the catalogue's. */
  readonly notice: Problem | null;
}

/** A verdict on the certificate of a card or phone, and what only the register of renewals knows. */
export type Judged = CertificateVerdict | { readonly kind: 'phoneNotRenewed' };

type Usable = Extract<CertificateVerdict, { kind: 'valid' | 'grace' }>;
type TurnedDown = Exclude<Judged, Usable>;

const turnDowns: Readonly<
  Record<
    Exclude<TurnedDown['kind'], 'untrusted' | 'unchecked'>,
    { readonly verdict: Decision['verdict']; readonly notice: ErrorCode }
  >
> = {
  revoked: { verdict: 'card_revoked', notice: 'EMU-447' },
  // The waiting room need not know at whose wish.
  voluntarilyRevoked: { verdict: 'card_revoked', notice: 'EMU-464' },
  suspended: { verdict: 'card_suspended', notice: 'EMU-448' },
  returned: { verdict: 'card_returned', notice: 'EMU-449' },
  phoneExpired: { verdict: 'phone_unusable', notice: 'EMU-450' },
  phoneNotRenewed: { verdict: 'phone_unusable', notice: 'EMU-453' },
  expired: { verdict: 'card_expired', notice: 'EMU-446' },
  notYetValid: { verdict: 'problem', notice: 'EMU-451' },
};

/** Validities (QualificationValidity) with which nobody can be checked in. */
const uninsured: Partial<Record<Validity, ErrorCode>> = {
  '2': 'EMU-442',
  '3': 'EMU-443',
  '4': 'EMU-444',
  '5': 'EMU-445',
};

const told = (code: ErrorCode): Problem => ({ code, detail: {} });

const nothingMore = { graceUntil: null, expires: null } as const;

/** Of a phone whose card was renewed and which was not: by its days it may be good still, or over. */
export const withoutRenewal = (verdict: CertificateVerdict): Judged =>
  verdict.kind === 'valid' || verdict.kind === 'phoneExpired' ? { kind: 'phoneNotRenewed' } : verdict;

export function decide(certificate: Judged, validity: Validity): Decision {
  if (certificate.kind !== 'valid' && certificate.kind !== 'grace') {
    const { verdict, notice } =
      certificate.kind === 'untrusted' || certificate.kind === 'unchecked'
        ? { verdict: 'problem' as const, notice: certificate.problem }
        : { ...turnDowns[certificate.kind], notice: told(turnDowns[certificate.kind].notice) };
    return { verdict, notice, validity: null, ...nothingMore };
  }
  const problem = uninsured[validity];
  if (problem !== undefined) return { verdict: 'problem', validity, notice: told(problem), ...nothingMore };

  const valid = { verdict: 'valid', validity, notice: null, ...nothingMore } as const;
  if (certificate.kind === 'grace')
    return { ...valid, graceUntil: certificate.until, notice: told('EMU-441') };
  const { expires } = certificate;
  return expires === null ? valid : { ...valid, expires, notice: told('EMU-440') };
}
