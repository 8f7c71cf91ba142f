/** Who somebody is by the four facts, and what they are entitled to: in an outage, a disaster, an emergency. */

import { hash } from 'node:crypto';
import { japanDay } from '../../../firmware/calendar.ts';
import type { AnswerOf } from '../../../host-bridge/eligibility/api.ts';
import { refuse } from '../../../protocol/result.ts';
import { consentTimes } from '../listings.ts';
import { allowSearch } from '../search/search-rules.ts';
import { done, type Operation } from './operation.ts';
import { recordFor } from './record-for.ts';

/** EMU-413 another request under the same key; else as `allowSearch`. What is refused is no search and counts nowhere. */
export const search: Operation<'search'> = ({ world, store, clock, modes }, request) => {
  const digest = hash('sha256', JSON.stringify(request), 'base64url');
  const before = store.searches.find(request.search);
  if (before !== null)
    return before.digest === digest
      ? done(JSON.parse(before.answer) as AnswerOf<'search'>)
      : refuse('EMU-413');
  const allowed = allowSearch(request, modes);
  if (!allowed.ok) return allowed;

  const at = clock.now();
  const today = japanDay(at);
  const people = world.found(request.facts, today);
  const [person] = people;
  // Of somebody who is insured several times over it is not known which to tell.
  const standing = person !== undefined && people.length === 1 ? world.standingOf(person, today) : null;
  const told = standing?.told ?? null;
  const { institution } = request.facility;
  const { information, event } = allowed.value;
  const opens = told !== null && information.length > 0;
  const answer: AnswerOf<'search'> = {
    found: told !== null ? 'one' : people.length === 0 ? 'none' : 'several',
    validity: told === null ? null : (standing?.validity ?? null),
    records: told === null ? [] : [recordFor(institution, told, today, { world, store })],
    information: opens ? [...information] : [],
    until: opens ? consentTimes(at).until : null,
  };
  store.searches.keep({
    search: request.search,
    digest,
    mode: request.mode,
    event,
    institution,
    municipality: request.facility.municipality,
    at,
    found: answer.found,
    person: told?.by.person.id ?? null,
    eligibility: told !== null,
    consent: request.consent,
    authorised: request.authorised,
    answer: JSON.stringify(answer),
  });
  return done(answer, { event: 'searched', mode: request.mode, found: answer.found });
};
