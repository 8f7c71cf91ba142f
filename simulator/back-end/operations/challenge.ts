/** Gives the bytes that a card signs for one visit. */

import { japanInstant } from '../../../host-bridge/eligibility/japan-instant.ts';
import { refuse } from '../../../protocol/result.ts';
import { challengeToRepeat, freshChallenge } from './challenge-life.ts';
import { done, isOver, type Operation } from './operation.ts';

/** EMU-414: the visit is over. */
export const challenge: Operation<'challenge'> = ({ store, clock, entropy }, { visit }) => {
  const kept = store.visit(visit);
  if (isOver(kept)) return refuse('EMU-414');
  const now = clock.now();
  const again = challengeToRepeat(kept, now);
  const given = again ?? freshChallenge(entropy, now);
  if (again === null) store.keepChallenge(visit, given);
  return done(
    { nonce: given.nonce, until: japanInstant(given.until) },
    again === null ? { event: 'challenged', visit } : null,
  );
};
