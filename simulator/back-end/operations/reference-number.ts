/** Keeps the number under which a clinic knows a patient (照会番号). */

import { refuse } from '../../../protocol/result.ts';
import { done, type Operation } from './operation.ts';

/** EMU-417: the numbers fit nobody, or several. */
export const referenceNumber: Operation<'referenceNumber'> = (
  { world, store },
  { institution, reference, who },
) => {
  const [person, other] = world.namedBy(who);
  if (person === undefined || other !== undefined) return refuse('EMU-417');
  store.keepReferenceNumber(institution, person.id, reference);
  return done({ registered: true });
};
