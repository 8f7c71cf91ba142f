/**
 * What became of a certificate, as its authority tells it by a list (crl.ts) or by an answer (ocsp.ts). Which situation
 * an authority writes as which reason is our design: what the real ones write is not public.
 */

import { CRLReasons } from '@peculiar/asn1-x509';

/**
 * `revoked`: by the authority. `suspended`: on hold, the card was reported lost (一時停止). `returned`: the card was given
 * back (返納). `voluntarilyRevoked`: at the owner's wish (失効); the card remains a photo ID.
 */
export type Revocation = 'good' | 'revoked' | 'suspended' | 'returned' | 'voluntarilyRevoked';

/** Reason code of RFC 5280, 5.3.1, for each; null: written without one. Every other reason counts as `revoked`. */
export const reasonOf = {
  revoked: null,
  suspended: CRLReasons.certificateHold,
  returned: CRLReasons.cessationOfOperation,
  voluntarilyRevoked: CRLReasons.privilegeWithdrawn,
} as const satisfies Readonly<Record<Exclude<Revocation, 'good'>, CRLReasons | null>>;

/** @param reason a reason code, or null where none stands */
export function revocationFor(reason: number | null): Exclude<Revocation, 'good'> {
  switch (reason) {
    case reasonOf.suspended:
      return 'suspended';
    case reasonOf.returned:
      return 'returned';
    case reasonOf.voluntarilyRevoked:
      return 'voluntarilyRevoked';
    default:
      return 'revoked';
  }
}

/** Clocks of an authority and of a desk may differ by so many milliseconds. Our figure. */
export const clockLeewayMs = 300_000;
