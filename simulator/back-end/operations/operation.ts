/** What each operation of the back end is: a request that keeps to its schema, worked on as one change of the store. */

import type { Entropy } from '../../../firmware/hal.ts';
import type { CardTrust } from '../../../firmware/trust/card-trust.ts';
import type { Clock } from '../../../host-bridge/clock.ts';
import type { AnswerOf, OperationName, RequestOf } from '../../../host-bridge/eligibility/api.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import type { Modes } from '../modes/modes.ts';
import type { BackEndObservation } from '../observed.ts';
import type { RevocationCheck } from '../revocation/revocation-check.ts';
import type { BackEndStore, KeptVisit } from '../store.ts';
import type { World } from '../world/world.ts';

/** What an operation may use. */
export interface OperationParts {
  /** Who there is, and what is held of each. */
  readonly world: World;
  readonly trust: Pick<CardTrust, 'judge'>;
  readonly revocation: RevocationCheck;
  /** The desk's clock: certificates, qualifications and consents are judged by it. */
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly store: BackEndStore;
  /** Whether it is an ordinary day. */
  readonly modes: Modes;
}

/** An answer, and what is observed once the change behind it is kept. */
export interface Done<A> {
  readonly answer: A;
  readonly observed: BackEndObservation | null;
}

export const done = <A>(answer: A, observed: BackEndObservation | null = null): Result<Done<A>> =>
  ok({ answer, observed });

/** An answer out of form is a fault of ours; it undoes the change. */
export type Operation<N extends OperationName> = (
  parts: OperationParts,
  request: RequestOf<N>,
) => Result<Done<AnswerOf<N>>>;

/** Nothing can be asked for the visit any more. */
export const isOver = (kept: KeptVisit | null): boolean => kept !== null && kept.state !== 'open';
