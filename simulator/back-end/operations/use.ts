/** Checks a visit in, with the consent that was given; the visit is the idempotency key. */

import type { AnswerOf } from '../../../host-bridge/eligibility/api.ts';
import { refuse } from '../../../protocol/result.ts';
import { consentTimes } from '../listings.ts';
import type { KeptVisit } from '../store.ts';
import { done, type Operation } from './operation.ts';

/** EMU-412 not judged, EMU-413 another request under the same key, EMU-415 consent in grace. */
export const use: Operation<'use'> = ({ world, store, clock }, request) => {
  const { visit, consent } = request;
  const kept = store.visit(visit);
  // A withdrawal counts whenever it came: before the use, after it, or in place of its answer.
  if (kept?.state === 'withdrawn') return done({ state: 'withdrawn', at: null, until: null });
  const asked = JSON.stringify(request);
  if (kept?.use)
    return kept.use.request === asked ? done(useAnswer(kept.state, kept.use.at)) : refuse('EMU-413');
  if (!kept?.judgement) return refuse('EMU-412');
  if (kept.judgement.inGrace && consent !== null) return refuse('EMU-415');

  const person = world.person(kept.judgement.person);
  const usable = kept.judgement.verdict === 'valid' && person !== undefined && world.isRegistered(person);
  const state = usable ? 'committed' : 'problem';
  const at = clock.now();
  store.keepUse(visit, state, { request: asked, consent: usable ? consent : null, at });
  return done(useAnswer(state, at), usable ? { event: 'committed', visit, consent: consent !== null } : null);
};

const useAnswer = (state: KeptVisit['state'], at: number): AnswerOf<'use'> =>
  state === 'committed' ? { state, ...consentTimes(at) } : { state: 'problem', at: null, until: null };
