/**
 * Which search by four facts is allowed, and what it opens. Public papers state: the search for outages is switched on
 * after a procedure with the call centre; disaster mode is opened for named municipalities and dates, with the patient's
 * consent or, of somebody unconscious, where life or body is at stake; emergency viewing is for hospitals that receive
 * an emergency patient; only clinicians, or those whom the head authorises, see medical information. How long a search
 * opens it is our figure: as long as a consent holds.
 */

import type { RequestOf } from '../../../host-bridge/eligibility/api.ts';
import {
  type FoundKind,
  foundKinds,
  nextOutageStep,
} from '../../../host-bridge/eligibility/search-operations.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { Permission } from '../medical/permission.ts';
import type { Modes } from '../modes/modes.ts';
import { consentLifeMs } from '../world/consent-held.ts';
import type { KeptSearch } from './search-store.ts';

export interface Allowed {
  /** The disaster for which the mode is opened; null in another mode. */
  readonly event: string | null;
  /** The medical information that the search opens if it finds one person. */
  readonly information: readonly FoundKind[];
}

type Asked = Pick<RequestOf<'search'>, 'mode' | 'facility' | 'consent' | 'lifeAtStake' | 'authorised'>;

/**
 * EMU-481 disaster mode is not opened there today, EMU-482 to EMU-485 the search for outages is not on yet, EMU-486 no
 * hospital that receives emergency patients, EMU-487 something that must be stated is missing.
 */
export function allowSearch(asked: Asked, modes: Modes): Result<Allowed> {
  const { mode, facility } = asked;
  if (mode === 'outage') {
    const stage = modes.outageSearch;
    return stage === 'on' ? ok({ event: null, information: opened(asked) }) : refuse(nextOutageStep[stage]);
  }
  const stated = missingStatement(asked);
  if (mode === 'disaster') {
    const { municipality } = facility;
    const disaster = modes.disasterIn(municipality);
    if (disaster === null) return refuse('EMU-481', { municipality });
    return stated ?? ok({ event: disaster.event, information: opened(asked) });
  }
  if (!facility.emergencyHospital) return refuse('EMU-486');
  return stated ?? ok({ event: null, information: opened(asked) });
}

/** A consent that could not be obtained needs its reason; emergency viewing always needs somebody who answers for it. */
function missingStatement({ mode, consent, lifeAtStake, authorised }: Asked): Result<never> | null {
  if (consent === '3' && !lifeAtStake) return refuse('EMU-487', { where: 'lifeAtStake' });
  const needed = mode === 'emergency' || consent === '3';
  return needed && authorised === null ? refuse('EMU-487', { where: 'authorised' }) : null;
}

const opened = ({
  mode,
  consent,
  authorised,
}: Pick<Asked, 'mode' | 'consent' | 'authorised'>): readonly FoundKind[] =>
  mode === 'outage' || consent === '0' || authorised === null ? [] : foundKinds;

/** What a search that found one person opens of the medical information; null: nothing. */
export function permissionBySearch(
  kept: Pick<KeptSearch, 'mode' | 'consent' | 'authorised' | 'at'>,
): Permission | null {
  const { consent, at } = kept;
  if (consent === '0' || opened(kept).length === 0) return null;
  // Surgery is not among what the papers name.
  return { consent, groups: { surgery: false, treatment: true, checkup: true }, until: at + consentLifeMs };
}
