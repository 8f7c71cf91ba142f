/** Eligibility by the numbers of the insurance, with nobody at a reader. */

import { japanDay } from '../../../firmware/calendar.ts';
import { consentTimes } from '../listings.ts';
import { consentStanding } from '../world/consent-held.ts';
import { done, type Operation } from './operation.ts';

export const qualification: Operation<'qualification'> = ({ world, store, clock }, { institution, who }) => {
  const now = clock.now();
  const today = japanDay(now);
  const [person, other] = world.insuredAs(who, today);
  if (person === undefined) return done({ validity: '4', records: [], consent: null });
  if (other !== undefined) return done({ validity: '5', records: [], consent: null });
  const reference = store.referenceNumber(institution, person.id);
  const record = world.recordOn(person, today);
  const consent = consentStanding(store, { institution, person: person.id, now });
  return done({
    validity: person.insurance.validity,
    records: [reference === null ? record : { ...record, ReferenceNumber: reference }],
    consent: consent.kind === 'held' ? { groups: consent.groups, ...consentTimes(consent.at) } : null,
  });
};
