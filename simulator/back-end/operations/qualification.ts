/** Eligibility by the numbers of the insurance, with nobody at a reader. */

import { refuse } from '../../../protocol/result.ts';
import { parseCompactDate } from '../../people/written-day.ts';
import { consentTimes } from '../listings.ts';
import { consentStanding } from '../world/consent-held.ts';
import { done, type Operation } from './operation.ts';
import { recordFor } from './record-for.ts';

/**
 * As it is known now of the day that is asked about, be it past or to come. The consent is that of now: it is to view,
 * and whoever views does so now. EMU-400: there is no such day.
 */
export const qualification: Operation<'qualification'> = (parts, { institution, who, on }) => {
  const { world, store, clock } = parts;
  const day = parseCompactDate(on);
  if (day === null) return refuse('EMU-400', { where: 'on' });
  const { validity, told } = world.standingByNumbers(who, day);
  if (told === null) return done({ validity, records: [], consent: null });
  const consent = consentStanding(store, { institution, person: told.by.person.id, now: clock.now() });
  return done({
    validity,
    records: [recordFor(institution, told, day, parts)],
    consent: consent.kind === 'held' ? { groups: consent.groups, ...consentTimes(consent.at) } : null,
  });
};
