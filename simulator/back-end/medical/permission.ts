/** What lets an institution see a person's medical information: at a reader the consent that was given there. */

import { japanInstant } from '../../../host-bridge/eligibility/japan-instant.ts';
import type { Consent } from '../../../protocol/messages.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { BackEndStore } from '../store.ts';
import { consentStanding } from '../world/consent-held.ts';

export interface Permission {
  /** 同意区分: 1 given by the person, 3 could not be had (emergency). */
  readonly consent: '1' | '3';
  readonly groups: Consent;
  /** The last second in which it holds, milliseconds since 1970-01-01 UTC. */
  readonly until: number;
}

/**
 * The permission that the person (id of the people file) gave at a reader of the institution. EMU-470 none was given,
 * EMU-472 its 24 hours are over, EMU-473 the visit was withdrawn, EMU-474 the certificate was in its grace period.
 */
export function permissionByConsent(
  store: BackEndStore,
  asking: { readonly institution: string; readonly person: string; readonly now: number },
): Result<Permission> {
  const standing = consentStanding(store, asking);
  switch (standing.kind) {
    case 'held':
      return ok({ consent: '1', groups: standing.groups, until: standing.until });
    case 'over':
      return refuse('EMU-472', { until: japanInstant(standing.until) });
    case 'withdrawn':
      return refuse('EMU-473');
    case 'grace':
      return refuse('EMU-474');
    case 'none':
      return refuse('EMU-470');
  }
}
