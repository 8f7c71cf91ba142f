/** Medical information of the person whom a search found: with the search's permission, as long as it holds. */

import { japanDay } from '../../../firmware/calendar.ts';
import { refuse } from '../../../protocol/result.ts';
import { consentTimes } from '../listings.ts';
import { viewed } from '../medical/viewed.ts';
import { permissionBySearch } from '../search/search-rules.ts';
import { done, type Operation } from './operation.ts';

/**
 * EMU-475 of people insured like this nothing can be viewed, EMU-481 disaster mode is over, EMU-488 the search does not
 * open it, EMU-489 no such search, or it found nobody, EMU-490 its time is over.
 */
export const foundInformation: Operation<'foundInformation'> = (
  { world, store, clock, modes },
  { search, institution, kind },
) => {
  const now = clock.now();
  const today = japanDay(now);
  const kept = store.searches.find(search);
  const person = kept?.person == null ? undefined : world.person(kept.person);
  if (kept === null || person === undefined || kept.institution !== institution) return refuse('EMU-489');
  const { told } = world.standingOf(person, today);
  if (told === null) return refuse('EMU-489');
  const permission = permissionBySearch(kept);
  if (permission === null) return refuse('EMU-488');
  const { mode, municipality, consent } = kept;
  // The second that is named as the last still counts whole.
  if (Math.floor(now / 1000) > Math.floor(permission.until / 1000))
    return refuse('EMU-490', { until: consentTimes(kept.at).until });
  if (mode === 'disaster' && modes.disasterIn(municipality) === null)
    return refuse('EMU-481', { municipality });
  const insured = world.recordOn(told, today);
  const information = viewed(
    { person, insured },
    permission,
    { kinds: [kind] },
    { opened: world.opened, today },
  );
  if (!information.ok) return information;
  // What is counted is what was given: of somebody without any, nothing was.
  if ((information.value[kind]?.length ?? 0) > 0) store.searches.keepInformation({ search, kind });
  return done({ kind, consent, information: information.value }, { event: 'informed', mode, kind });
};
