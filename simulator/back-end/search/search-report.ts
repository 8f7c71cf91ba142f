/**
 * How often the search by four facts was used, counted as the ministry's paper counts disaster mode (REQ-48): facilities
 * by the day (延べ: one that searches on two days counts twice), requests (those that return nothing, for wrong facts,
 * included), eligibility given, and medical information given, each kind of a search once however often it is looked at.
 * That a kind counts once for each search is our reading of the paper's note.
 */

import { z } from 'zod';
import { dashedDate, japanDay } from '../../../firmware/calendar.ts';
import { searchMode } from '../../../host-bridge/eligibility/search-operations.ts';
import type { KeptSearch, SearchStore } from './search-store.ts';

const count = z.int().min(0);
const counts = {
  facilities: count.describe('施設数（延べ）'),
  requests: count.describe('閲覧要求'),
  eligibility: count.describe('資格情報の提供'),
  information: count.describe('診療・薬剤・健診情報の提供'),
} as const;
const countsSchema = z.strictObject(counts);
export type SearchCounts = z.infer<typeof countsSchema>;

export const searchReportSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      mode: searchMode,
      event: z.string().nullable().describe('the disaster; null in another mode'),
      from: z.string().describe('day of the first request'),
      until: z.string().describe('day of the last one'),
      ...counts,
    }),
  ),
  total: countsSchema,
});
export type SearchReport = z.infer<typeof searchReportSchema>;

/** Rows in the order in which each mode and disaster was first used. */
export function searchReport(store: Pick<SearchStore, 'searches' | 'information'>): SearchReport {
  const searches = store.searches();
  const given = new Map<string, number>();
  for (const { search } of store.information()) given.set(search, (given.get(search) ?? 0) + 1);

  const countsOf = (counted: readonly KeptSearch[]): SearchCounts => ({
    facilities: new Set(counted.map((kept) => `${dayOf(kept)} ${kept.institution}`)).size,
    requests: counted.length,
    eligibility: counted.filter(({ eligibility }) => eligibility).length,
    information: counted.reduce((sum, { search }) => sum + (given.get(search) ?? 0), 0),
  });

  const groups = new Map<string, KeptSearch[]>();
  for (const kept of searches) {
    const group = JSON.stringify([kept.mode, kept.event]);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [kept]);
    else known.push(kept);
  }
  return {
    rows: [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const days = group.map(dayOf).sort();
      const { mode, event } = first;
      return [{ mode, event, from: days[0] ?? '', until: days.at(-1) ?? '', ...countsOf(group) }];
    }),
    total: countsOf(searches),
  };
}

const dayOf = ({ at }: KeptSearch): string => dashedDate(japanDay(at));
