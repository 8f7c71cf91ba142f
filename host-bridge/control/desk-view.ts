/** What the control API may see and do of the bridge. The bridge implements it; nothing here names a port or a person. */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import type { EndReason, VisitHint, VisitOutcome } from '../../protocol/messages.ts';
import type { Result } from '../../protocol/result.ts';
import type { EligibilityAnswer } from '../eligibility/api.ts';
import type { StaffCall } from '../eligibility/journal.ts';
import type { Lookups } from '../lookups/lookups.ts';
import type { KnownMaintenance, Situation } from '../lookups/situation.ts';
import type { BridgeObservation } from '../observed.ts';
import type { DeskAdvice } from './advice.ts';

/** QualificationValidity (資格有効性), as the back end gives it. */
export type Validity = NonNullable<EligibilityAnswer['validity']>;

export interface ReaderStatus {
  /** Serial number: the identity, whatever port the reader is at. */
  readonly id: ReaderId;
  readonly link: 'connected' | 'lost' | 'turnedAway';
  /** Whether its session goes through the secure channel. */
  readonly secure: boolean;
  /** Why it was turned away; null where it was not. Of one whose certificate was refused the id is what it claims. */
  readonly problem: ErrorCode | null;
  /** Empty where it was turned away before it had said it, as is `firmware`. */
  readonly profile: string;
  readonly firmware: string;
  /** The visit under way, or null. */
  readonly visit: VisitId | null;
  /** Since when `link` is so, milliseconds since 1970-01-01 UTC. */
  readonly since: number;
}

export interface VisitStatus {
  /** Counts up from 1; changes of a visit give it a new number, so that `since` finds them. */
  readonly number: number;
  readonly visit: VisitId;
  readonly reader: ReaderId;
  /** When it was first heard of, milliseconds since 1970-01-01 UTC; 0: an earlier version did not note it. */
  readonly began: number;
  /** null: under way. */
  readonly outcome: VisitOutcome | null;
  /** Why it ended so, where the reader alone knows: `registration_declined` is not `host_silent`. */
  readonly reason: EndReason | null;
  /** null: the back end has not answered, or turned the card or phone itself down. */
  readonly validity: Validity | null;
  /** What the back end told the desk of the card or the insurance; null: nothing. */
  readonly notice: ErrorCode | null;
  /** What came about at the reader, whatever the outcome. Accuses nobody. */
  readonly hints: readonly VisitHint[];
  /** Why the reader called the staff last; null: it did not. */
  readonly called: StaffCall | null;
  /** Why the back end could not be asked; null: it has answered, or was not asked. */
  readonly unanswered: ErrorCode | null;
  /** What staff should do, from `deskAdvice`; null when nothing. */
  readonly todo: DeskAdvice | null;
}

export interface NumberedObservation<O = BridgeObservation> {
  /** Counts up without gaps while the process lives; after a restart from above all numbers given before. */
  readonly number: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly observation: O;
}

export interface ControlledBridge {
  readers(): readonly ReaderStatus[];
  /** Visits numbered above `since`, in order of their numbers. */
  visits(since: number): readonly VisitStatus[];
  /** Asks the reader to restart. A reader that is not connected is a problem. */
  restart(id: ReaderId): Result<void>;
  /** Switches disaster mode (災害時モード) at every reader. Whether it opens anything at the back end is the ministry's. */
  setDisaster(on: boolean): void;
  /** People looked up by the four facts. */
  readonly lookups: Pick<Lookups, 'hold' | 'list' | 'fetch' | 'again' | 'information' | 'remove'>;
  /** Whether it is an ordinary day; asks the back end. */
  situation(): Promise<Situation>;
  /** What the back end has told of maintenance last; asks nobody. */
  maintenance(): KnownMaintenance;
  /** Observations numbered above `since` that are still kept, in order; all of them where `since` is from before a restart. */
  eventsSince(since: number): readonly NumberedObservation[];
  /** Called for every observation from now on, in order. Gives back the way to stop. */
  subscribe(listener: (event: NumberedObservation) => void): () => void;
}
