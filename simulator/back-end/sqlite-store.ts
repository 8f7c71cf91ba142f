/**
 * The back end's store in SQLite, in a file or in memory. In a file it writes ahead (WAL); whether a change waits for the
 * disk (synchronous FULL, else NORMAL) is told with it. A change that waits takes all before it to the disk. No rule.
 */

import Database from 'libsql';
import { errnoOf } from '../../host-bridge/errno.ts';
import { preparing } from '../../host-bridge/statements.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import type { VisitId } from '../../protocol/ids.ts';
import type { EligibilityVerdict, IdentityMethod } from '../../protocol/messages.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { modeStore } from './modes/mode-store.ts';
import { searchStore } from './search/search-store.ts';
import type { BackEndStore, KeptBulk, KeptVisit, VisitState } from './store.ts';

/**
 * `seq` is the order in which visits were first heard of. Booleans are 0 and 1, instants milliseconds since 1970. Indexed
 * are visits that are over, so that a judgement changes one row and nothing else; SQLite takes such an index where a
 * query says the same words.
 */
const tables = `
CREATE TABLE IF NOT EXISTS visit (
  seq INTEGER PRIMARY KEY,
  visit TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'open',
  nonce TEXT, nonce_until INTEGER,
  judged_nonce TEXT, digest TEXT, institution TEXT, person TEXT, method TEXT, verdict TEXT, validity TEXT, in_grace INTEGER, answer TEXT,
  used_at INTEGER, use_request TEXT, surgery INTEGER, treatment INTEGER, checkup INTEGER
);
CREATE TABLE IF NOT EXISTS registration (person TEXT PRIMARY KEY, at INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reference_number (
  institution TEXT NOT NULL, person TEXT NOT NULL, reference TEXT NOT NULL, PRIMARY KEY (institution, person)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bulk (
  reception TEXT NOT NULL PRIMARY KEY, institution TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,
  kind TEXT NOT NULL, fileIdentifier TEXT, at INTEGER NOT NULL, result TEXT, UNIQUE (institution, key)
);
`;

/** Columns that a store of an earlier version lacks. */
const laterColumns = [
  { table: 'visit', name: 'institution', definition: 'TEXT' },
  { table: 'registration', name: 'at', definition: 'INTEGER NOT NULL DEFAULT 0' },
] as const;
const indexes = `
CREATE INDEX IF NOT EXISTS visit_over_of_person ON visit (person, institution, used_at) WHERE state <> 'open';
CREATE INDEX IF NOT EXISTS visit_over_at_institution ON visit (institution, used_at) WHERE state <> 'open';
`;

function addLaterColumns(database: Database.Database): void {
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)');
  for (const { table, name, definition } of laterColumns) {
    const there = columns.all(table) as { readonly name: string }[];
    if (!there.some((column) => column.name === name))
      database.exec(`ALTER TABLE ${table} ADD COLUMN ${name} ${definition}`);
  }
}

interface Row {
  readonly visit: VisitId;
  readonly state: VisitState;
  readonly nonce: string | null;
  readonly nonce_until: number;
  readonly judged_nonce: string | null;
  readonly digest: string;
  readonly institution: string;
  readonly person: string;
  readonly method: IdentityMethod;
  readonly verdict: EligibilityVerdict;
  readonly validity: string | null;
  readonly in_grace: 0 | 1;
  readonly answer: string;
  readonly used_at: number | null;
  readonly use_request: string;
  readonly surgery: 0 | 1 | null;
  readonly treatment: 0 | 1 | null;
  readonly checkup: 0 | 1 | null;
}

const keptVisit = (row: Row): KeptVisit => ({
  visit: row.visit,
  state: row.state,
  challenge: row.nonce === null ? null : { nonce: row.nonce, until: row.nonce_until },
  judgement:
    row.judged_nonce === null
      ? null
      : {
          nonce: row.judged_nonce,
          digest: row.digest,
          institution: row.institution,
          person: row.person,
          method: row.method,
          verdict: row.verdict,
          validity: row.validity,
          inGrace: row.in_grace === 1,
          answer: row.answer,
        },
  use:
    row.used_at === null
      ? null
      : {
          request: row.use_request,
          consent:
            row.surgery === null
              ? null
              : { surgery: row.surgery === 1, treatment: row.treatment === 1, checkup: row.checkup === 1 },
          at: row.used_at,
        },
});

const bit = (flag: boolean | undefined): 0 | 1 | null => (flag === undefined ? null : flag ? 1 : 0);

/**
 * Opens the store at `path`, made where it is missing; `:memory:` for one that lives as long as its process. EMU-425: it
 * cannot be opened; EMU-459: another program has it to itself.
 */
export function openStore(path: string): Result<BackEndStore> {
  try {
    return ok(sqliteStore(path));
  } catch (error) {
    return refuse(errnoOf(error) === 'SQLITE_BUSY' ? 'EMU-459' : 'EMU-425', { path });
  }
}

/** A fresh store in memory; cheap enough for one a scenario. */
export const memoryStore = (): BackEndStore => sqliteStore(':memory:');

function sqliteStore(path: string): BackEndStore {
  const database = new Database(path);
  const isFile = path !== ':memory:';
  if (isFile) {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
  }
  database.exec(tables);
  if (isFile) addLaterColumns(database);
  database.exec(indexes);
  const prepared = preparing(database, isFile);
  const searches = searchStore(database, prepared);
  const modes = modeStore(database, prepared);
  let waits = true;
  const waitForDisk = (wait: boolean): void => {
    if (!isFile || wait === waits) return;
    // Not by `pragma`, which prepares a statement each time.
    database.exec(`PRAGMA synchronous = ${wait ? 'FULL' : 'NORMAL'}`);
    waits = wait;
  };

  const selectVisit = prepared('SELECT * FROM visit WHERE visit = ?');
  const selectVisits = prepared('SELECT * FROM visit ORDER BY seq');
  const selectAnswered = prepared(
    // Told by which index: the planner takes the one that saves sorting, and goes through all of an institution.
    `SELECT * FROM visit INDEXED BY visit_over_of_person
     WHERE person = ? AND institution = ? AND state <> 'open' AND state = 'committed'
       AND (surgery IS NOT NULL OR in_grace = 1)
     ORDER BY used_at DESC, seq DESC LIMIT 1`,
  );
  const selectWithdrawn = prepared(
    `SELECT visit FROM visit WHERE person = ? AND institution = ? AND state <> 'open' AND state = 'withdrawn' LIMIT 1`,
  );
  const selectCommitted = prepared(
    `SELECT * FROM visit WHERE institution = ? AND used_at BETWEEN ? AND ? AND state <> 'open' AND state = 'committed'
     ORDER BY used_at, seq`,
  );
  const upsertChallenge = prepared(
    `INSERT INTO visit (visit, nonce, nonce_until) VALUES (?, ?, ?)
     ON CONFLICT (visit) DO UPDATE SET nonce = excluded.nonce, nonce_until = excluded.nonce_until`,
  );
  const updateJudgement = prepared(
    `UPDATE visit SET judged_nonce = ?, digest = ?, institution = ?, person = ?, method = ?, verdict = ?, validity = ?, in_grace = ?, answer = ?
     WHERE visit = ?`,
  );
  const updateUse = prepared(
    `UPDATE visit SET state = ?, use_request = ?, surgery = ?, treatment = ?, checkup = ?, used_at = ?
     WHERE visit = ?`,
  );
  const upsertWithdrawal = prepared(
    `INSERT INTO visit (visit, state) VALUES (?, 'withdrawn')
     ON CONFLICT (visit) DO UPDATE SET state = 'withdrawn', use_request = NULL, used_at = NULL,
       surgery = NULL, treatment = NULL, checkup = NULL`,
  );
  const selectRegistration = prepared('SELECT at FROM registration WHERE person = ?');
  const upsertRegistration = prepared(
    'INSERT INTO registration (person, at) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET at = excluded.at',
  );

  const selectReferenceNumber = prepared(
    'SELECT reference FROM reference_number WHERE institution = ? AND person = ?',
  );
  const selectReferenceNumbers = prepared(
    'SELECT institution, reference FROM reference_number WHERE person = ? ORDER BY institution',
  );
  const upsertReferenceNumber = prepared(
    `INSERT INTO reference_number (institution, person, reference) VALUES (?, ?, ?)
     ON CONFLICT (institution, person) DO UPDATE SET reference = excluded.reference`,
  );

  const selectBulk = prepared('SELECT * FROM bulk WHERE reception = ?');
  const selectBulkOfKey = prepared('SELECT * FROM bulk WHERE institution = ? AND key = ?');
  const countBulks = prepared('SELECT COUNT(*) AS count FROM bulk');
  const insertBulk = prepared(
    `INSERT INTO bulk (reception, institution, key, digest, kind, fileIdentifier, at, result)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const forgetBulk = prepared('UPDATE bulk SET result = NULL WHERE at < ? AND result IS NOT NULL');

  return {
    change(keeping, work) {
      try {
        if (keeping === 'nothing') return work();
        waitForDisk(keeping === 'always');
        database.exec('BEGIN IMMEDIATE');
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (fault) {
        if (database.open && database.inTransaction) database.exec('ROLLBACK');
        throw fault instanceof Database.SqliteError
          ? new EmulatorError({ code: 'EMU-424', detail: {} })
          : fault;
      }
    },
    visit(visit) {
      const row = selectVisit().get(visit) as Row | undefined;
      return row === undefined ? null : keptVisit(row);
    },
    visits: () => (selectVisits().all() as Row[]).map(keptVisit),
    lastAnswered(institution, person) {
      const row = selectAnswered().get(person, institution) as Row | undefined;
      return row === undefined ? null : keptVisit(row);
    },
    hasWithdrawn: (institution, person) => selectWithdrawn().get(person, institution) !== undefined,
    committedAt: (institution, from, until) =>
      (selectCommitted().all(institution, from, until) as Row[]).map(keptVisit),
    keepChallenge(visit, { nonce, until }) {
      upsertChallenge().run(visit, nonce, until);
    },
    keepJudgement(visit, kept) {
      const { nonce, digest, institution, person, method, verdict, validity, inGrace, answer } = kept;
      const judged = [method, verdict, validity, bit(inGrace), answer];
      updateJudgement().run(nonce, digest, institution, person, ...judged, visit);
    },
    keepUse(visit, state, { request, consent, at }) {
      const flags = [bit(consent?.surgery), bit(consent?.treatment), bit(consent?.checkup)];
      updateUse().run(state, request, ...flags, at, visit);
    },
    keepWithdrawal(visit) {
      upsertWithdrawal().run(visit);
    },
    registeredAt(person) {
      const row = selectRegistration().get(person) as { readonly at: number } | undefined;
      return row?.at ?? null;
    },
    keepRegistration(person, at) {
      upsertRegistration().run(person, at);
    },
    referenceNumber(institution, person) {
      const row = selectReferenceNumber().get(institution, person) as { reference: string } | undefined;
      return row?.reference ?? null;
    },
    referenceNumbers: (person) =>
      selectReferenceNumbers().all(person) as { institution: string; reference: string }[],
    keepReferenceNumber(institution, person, reference) {
      upsertReferenceNumber().run(institution, person, reference);
    },
    bulk: (reception) => (selectBulk().get(reception) as KeptBulk | undefined) ?? null,
    bulkOfKey: (institution, key) =>
      (selectBulkOfKey().get(institution, key) as KeptBulk | undefined) ?? null,
    bulkCount: () => (countBulks().get() as { count: number }).count,
    keepBulk({ reception, institution, key, digest, kind, fileIdentifier, at, result }) {
      insertBulk().run(reception, institution, key, digest, kind, fileIdentifier, at, result);
    },
    forgetBulkResults(before) {
      forgetBulk().run(before);
    },
    searches,
    modes,
    clear() {
      searches.clear();
      modes.clear();
      database.exec(
        'DELETE FROM visit; DELETE FROM registration; DELETE FROM reference_number; DELETE FROM bulk;',
      );
    },
    close() {
      database.close();
    },
  };
}
