/** Searches by four facts as the mock back end shows them to test benches: whom was searched for stands as an id. */

import { z } from 'zod';
import { japanInstant } from '../../../host-bridge/eligibility/japan-instant.ts';
import {
  authorisedSchema,
  foundKind,
  searchConsent,
  searchMode,
} from '../../../host-bridge/eligibility/search-operations.ts';
import type { SearchStore } from './search-store.ts';

export const searchRowSchema = z.strictObject({
  search: z.string(),
  mode: searchMode,
  event: z.string().nullable(),
  institution: z.string(),
  municipality: z.string(),
  at: z.string().describe('Japan time'),
  found: z.enum(['one', 'none', 'several']),
  /** Id of the person in the people file; never a name. */
  person: z.string().nullable(),
  consent: searchConsent.describe('同意区分: 0 なし, 1 あり, 3 取得困難'),
  /** 診療区分: 4 救急時 in emergency viewing; null in another mode. */
  treatmentKind: z.literal('4').nullable(),
  authorised: authorisedSchema.nullable(),
  information: z.array(foundKind).describe('what was given'),
});
export type SearchRow = z.infer<typeof searchRowSchema>;

/** In the order in which they came. */
export function searchRows(store: Pick<SearchStore, 'searches' | 'information'>): SearchRow[] {
  const given = store.information();
  return store.searches().map((kept) => ({
    search: kept.search,
    mode: kept.mode,
    event: kept.event,
    institution: kept.institution,
    municipality: kept.municipality,
    at: japanInstant(kept.at),
    found: kept.found,
    person: kept.person,
    consent: kept.consent,
    treatmentKind: kept.mode === 'emergency' ? '4' : null,
    authorised: kept.authorised,
    information: given.filter(({ search }) => search === kept.search).map(({ kind }) => kind),
  }));
}
