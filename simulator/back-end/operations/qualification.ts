/** Eligibility by the numbers of the insurance, with nobody at a reader. */

import { japanDay } from '../../../firmware/calendar.ts';
import { done, type Operation } from './operation.ts';

export const qualification: Operation<'qualification'> = ({ world, store, clock }, { institution, who }) => {
  const today = japanDay(clock.now());
  const [person, other] = world.insuredAs(who, today);
  if (person === undefined) return done({ validity: '4', records: [], consent: null });
  if (other !== undefined) return done({ validity: '5', records: [], consent: null });
  const reference = store.referenceNumber(institution, person.id);
  const record = world.recordOn(person, today);
  return done({
    validity: person.insurance.validity,
    records: [reference === null ? record : { ...record, ReferenceNumber: reference }],
    consent: null,
  });
};
