/**
 * What the bridge keeps of each visit so that no consent is lost or doubled when it is killed: one record a visit.
 * The record holds personal data only as long as a file is still to be written from it.
 */

import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import type { EndReason, MessageOf, VisitOutcome } from '../../protocol/messages.ts';
import type { Result } from '../../protocol/result.ts';
import type { EligibilityAnswer } from './api.ts';

/**
 * Where the use of a visit (its check-in with consent) stands.
 * kept: on record, perhaps sent · committed, problem: what the back end answered · withdrawing: not to count, the
 * back end still to be told · withdrawn: it counts nowhere, or was never sent and never will be (a tombstone)
 */
export type UseState = 'kept' | 'committed' | 'problem' | 'withdrawing' | 'withdrawn';

/** What a person has answered that staff has to act on. */
export type Chosen = Pick<MessageOf<'useRequest'>, 'recipient' | 'prescription'>;

export type StaffCall = MessageOf<'staffCalled'>['why'];

export interface VisitRecord {
  readonly visit: VisitId;
  readonly reader: ReaderId;
  /** Counts the changes that the desk sees; newest highest. */
  readonly number: number;
  readonly validity: NonNullable<EligibilityAnswer['validity']> | null;
  /** The back end's notice for the desk, JSON of its code and detail; it names nobody. */
  readonly notice: string | null;
  readonly use: UseState | null;
  /** When it was first heard of, milliseconds since 1970-01-01 UTC; 0 on record of versions that did not note it. */
  readonly began: number;
  /** How the reader said that it ended; null: under way. */
  readonly outcome: VisitOutcome | null;
  /** Why it ended so, where the reader alone knows. */
  readonly reason: EndReason | null;
  /** What the reader says that the desk had better know, JSON list of `VisitHint`; null: nothing. */
  readonly hints: string | null;
  /** Why the reader called the staff last in this visit; null: it did not. */
  readonly called: StaffCall | null;
  /** Why the back end could not be asked last, JSON as `notice`; null: it has answered, or was not asked. */
  readonly unanswered: string | null;
  /** What of the use the desk has to act on, JSON of `Chosen`; null: nothing. */
  readonly chosen: string | null;
  /** Name of the face file that is due; null: none. */
  readonly face: string | null;
  /** When the face file became due, milliseconds since 1970-01-01 UTC. */
  readonly faceAt: number | null;
  /** The face file has been written once. */
  readonly faced: boolean;
  /** Why the face file that is due could not be written last, JSON as `notice`; null: it could, or none is due. */
  readonly unwritten: string | null;
  /** The back end's eligibility answer, JSON. Personal. */
  readonly eligibility: string | null;
  /** The body of the use, JSON. */
  readonly body: string | null;
  /** The back end's answer to the use, JSON. */
  readonly answer: string | null;
}

export interface Journal {
  /**
   * Puts the record in place of an earlier one of the same visit. EMU-504: it stands as it was.
   * @param durably true: it has reached the disk when this returns. false: it outlives the process, and reaches the
   *   disk with the next durable one
   */
  save(record: VisitRecord, durably: boolean): Result<void>;
  find(visit: VisitId): VisitRecord | null;
  /** All records, least number first. */
  all(): readonly VisitRecord[];
  close(): void;
}
