/**
 * What the back end keeps, as an interface: visits and registrations. Synchronous on purpose, so that an operation is
 * one transaction and gives the same result in process and over HTTPS. The statements behind it (sqlite-store.ts) are
 * plain SQL; another database, PostgreSQL for one, stands here by implementing this interface.
 */

import type { VisitId } from '../../protocol/ids.ts';
import type { Consent, EligibilityVerdict, IdentityMethod } from '../../protocol/messages.ts';
import type { ModeStore } from './modes/mode-store.ts';
import type { SearchStore } from './search/search-store.ts';

/** `open` until it is checked in, turned down at the use, or withdrawn; then it stays over. */
export type VisitState = 'open' | 'committed' | 'problem' | 'withdrawn';

/** The challenge given last; `until` in milliseconds since 1970-01-01 UTC. */
export interface KeptChallenge {
  readonly nonce: string;
  readonly until: number;
}

/** An eligibility answer that was given, and the digest of the request that it answers. */
export interface KeptJudgement {
  readonly nonce: string;
  readonly digest: string;
  /** Where it was asked (医療機関コード): a consent is given to an institution. */
  readonly institution: string;
  /** Id of the person in the people file. */
  readonly person: string;
  readonly method: IdentityMethod;
  readonly verdict: EligibilityVerdict;
  readonly validity: string | null;
  readonly inGrace: boolean;
  /** The answer as JSON text, to be repeated. */
  readonly answer: string;
}

/** A use that was decided, and the request it answers as JSON text. What was decided is the visit's state. */
export interface KeptUse {
  readonly request: string;
  readonly consent: Consent | null;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

export interface KeptVisit {
  readonly visit: VisitId;
  readonly state: VisitState;
  readonly challenge: KeptChallenge | null;
  readonly judgement: KeptJudgement | null;
  readonly use: KeptUse | null;
}

/** A bulk request that was received. */
export interface KeptBulk {
  readonly reception: string;
  readonly institution: string;
  /** Idempotency key of the institution's, and the digest of what was asked under it. */
  readonly key: string;
  readonly digest: string;
  readonly kind: string;
  readonly fileIdentifier: string | null;
  /** When it was received, milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** JSON text; null: thrown away. */
  readonly result: string | null;
}

/**
 * How well a change is kept when its operation answers. `always`: it outlives a power cut. `untilPowerFails`: it outlives
 * the process, killed at any moment, and a power cut may take the last of them away: for what is asked for again and
 * counts nothing by itself, a challenge and a judgement. A use then finds no judgement and is refused (EMU-412), so that
 * no consent can be lost or counted twice. `nothing`: the operation changes nothing.
 */
export type Keeping = 'always' | 'untilPowerFails' | 'nothing';

export interface BackEndStore {
  /**
   * Runs `work` as one change: all of it is kept, or nothing.
   * @throws EmulatorError EMU-424 where the store could not keep it.
   */
  change<T>(keeping: Keeping, work: () => T): T;
  visit(visit: VisitId): KeptVisit | null;
  /** In the order in which they were first heard of. */
  visits(): readonly KeptVisit[];
  /**
   * The visit that was committed last of those in which the person answered the consent question at the institution,
   * or could not because the certificate was in grace; null: none.
   */
  lastAnswered(institution: string, person: string): KeptVisit | null;
  /** A visit of the person at the institution was withdrawn. */
  hasWithdrawn(institution: string, person: string): boolean;
  /** Visits committed at the institution between two moments, both included, oldest first. */
  committedAt(institution: string, from: number, until: number): readonly KeptVisit[];
  keepChallenge(visit: VisitId, challenge: KeptChallenge): void;
  keepJudgement(visit: VisitId, judgement: KeptJudgement): void;
  keepUse(visit: VisitId, state: 'committed' | 'problem', use: KeptUse): void;
  /** The visit is withdrawn, whether or not it was known; its consent is forgotten. */
  keepWithdrawal(visit: VisitId): void;
  /** When the card was registered last, milliseconds since 1970-01-01 UTC; null: never here. */
  registeredAt(person: string): number | null;
  keepRegistration(person: string, at: number): void;
  /** 照会番号 that an institution gave a person; null: none. */
  referenceNumber(institution: string, person: string): string | null;
  /** Every 照会番号 of a person, by institution. */
  referenceNumbers(person: string): readonly { readonly institution: string; readonly reference: string }[];
  /** In place of an earlier one. */
  keepReferenceNumber(institution: string, person: string, reference: string): void;
  bulk(reception: string): KeptBulk | null;
  bulkOfKey(institution: string, key: string): KeptBulk | null;
  /** How many were ever received. */
  bulkCount(): number;
  keepBulk(bulk: KeptBulk): void;
  /** Throws away the results of those received before this moment. */
  forgetBulkResults(before: number): void;
  /** Searches by four facts. */
  readonly searches: SearchStore;
  /** When it is not an ordinary day. */
  readonly modes: ModeStore;
  /** Forgets everything. */
  clear(): void;
  close(): void;
}
