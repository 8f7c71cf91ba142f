/**
 * What the back end keeps of every search by four facts: who asked, on whose authority, what came of it, which medical
 * information was given. The facts themselves are not kept.
 */

import type Database from 'libsql';
import type { AnswerOf, RequestOf } from '../../../host-bridge/eligibility/api.ts';
import type { FoundKind, SearchMode } from '../../../host-bridge/eligibility/search-operations.ts';
import type { Prepare } from '../../../host-bridge/statements.ts';

export interface KeptSearch {
  readonly search: string;
  /** SHA-256 of the request, by which a repetition is known. */
  readonly digest: string;
  readonly mode: SearchMode;
  /** The disaster for which the mode was opened; null in another mode. */
  readonly event: string | null;
  readonly institution: string;
  readonly municipality: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly found: AnswerOf<'search'>['found'];
  /** Id of the person in the people file; null where not exactly one was found. */
  readonly person: string | null;
  /** Eligibility went out with the answer. */
  readonly eligibility: boolean;
  readonly consent: RequestOf<'search'>['consent'];
  readonly authorised: RequestOf<'search'>['authorised'];
  /** The answer as JSON text, to be repeated. */
  readonly answer: string;
}

/** Medical information that was given: once for each search and kind, however often it was looked at. */
export interface KeptInformation {
  readonly search: string;
  readonly kind: FoundKind;
}

export interface SearchStore {
  find(search: string): KeptSearch | null;
  keep(search: KeptSearch): void;
  keepInformation(given: KeptInformation): void;
  /** In the order in which they came. */
  searches(): readonly KeptSearch[];
  information(): readonly KeptInformation[];
  clear(): void;
}

const tables = `
CREATE TABLE IF NOT EXISTS search (
  seq INTEGER PRIMARY KEY, search TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, mode TEXT NOT NULL, event TEXT,
  institution TEXT NOT NULL, municipality TEXT NOT NULL, at INTEGER NOT NULL, found TEXT NOT NULL, person TEXT,
  eligibility INTEGER NOT NULL, consent TEXT NOT NULL, authorised TEXT, answer TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS search_information (
  search TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (search, kind)
) WITHOUT ROWID;
`;

type Row = Omit<KeptSearch, 'eligibility' | 'authorised'> & {
  readonly eligibility: 0 | 1;
  readonly authorised: string | null;
};

const columns =
  'search, digest, mode, event, institution, municipality, at, found, person, eligibility, consent, authorised, answer';

const keptSearch = ({ eligibility, authorised, ...row }: Row): KeptSearch => ({
  ...row,
  eligibility: eligibility === 1,
  authorised: authorised === null ? null : JSON.parse(authorised),
});

/** In the back end's own database; each call is part of the change that is under way there. */
export function searchStore(database: Database.Database, prepared: Prepare): SearchStore {
  database.exec(tables);
  const select = prepared(`SELECT ${columns} FROM search WHERE search = ?`);
  const selectAll = prepared(`SELECT ${columns} FROM search ORDER BY seq`);
  const insert = prepared(`INSERT INTO search (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertInformation = prepared(
    'INSERT INTO search_information (search, kind) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const selectInformation = prepared('SELECT search, kind FROM search_information');

  return {
    find(search) {
      const [row] = select().all(search) as Row[];
      return row === undefined ? null : keptSearch(row);
    },
    keep(kept) {
      insert().run(
        kept.search,
        kept.digest,
        kept.mode,
        kept.event,
        kept.institution,
        kept.municipality,
        kept.at,
        kept.found,
        kept.person,
        kept.eligibility ? 1 : 0,
        kept.consent,
        kept.authorised === null ? null : JSON.stringify(kept.authorised),
        kept.answer,
      );
    },
    keepInformation({ search, kind }) {
      insertInformation().run(search, kind);
    },
    searches: () => (selectAll().all() as Row[]).map(keptSearch),
    information: () => selectInformation().all() as KeptInformation[],
    clear() {
      database.exec('DELETE FROM search; DELETE FROM search_information;');
    },
  };
}
