/** 健康保険証利用登録, on the spot (REQ-09). */

import { refuse } from '../../../protocol/result.ts';
import { done, isOver, type Operation } from './operation.ts';

/** EMU-410, EMU-412 not judged, EMU-414 the visit is over, EMU-416 not entitled. */
export const registration: Operation<'registration'> = ({ world, store, clock }, { visit }) => {
  const kept = store.visit(visit);
  if (!kept?.judgement) return refuse('EMU-412');
  if (kept.judgement.verdict !== 'valid') return refuse('EMU-416');
  const person = world.person(kept.judgement.person);
  if (person === undefined) return refuse('EMU-410');
  if (world.isRegistered(person)) return done({ registered: true });
  if (isOver(kept)) return refuse('EMU-414');
  store.keepRegistration(person.id, clock.now());
  return done({ registered: true }, { event: 'registered', visit });
};
