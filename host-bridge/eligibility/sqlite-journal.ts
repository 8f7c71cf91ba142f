/** The journal in SQLite: a file (WAL, synchronous=FULL) or `:memory:`. Holds no rule of the outbox. */

import Database from 'libsql';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { errnoOf } from '../errno.ts';
import { preparing } from '../statements.ts';
import type { Journal, VisitRecord } from './journal.ts';

/** Visits of the past that stay for the desk and for late repeats; a busy desk has some hundred a day. Our figure. */
const keptVisits = 10_000;

const columns = [
  'visit',
  'reader',
  'number',
  'validity',
  'notice',
  'use',
  'began',
  'outcome',
  'reason',
  'hints',
  'called',
  'unanswered',
  'chosen',
  'face',
  'faceAt',
  'faced',
  'unwritten',
  'eligibility',
  'body',
  'answer',
] as const satisfies readonly (keyof VisitRecord)[];

const table = `
CREATE TABLE IF NOT EXISTS visit (
  visit TEXT PRIMARY KEY, reader TEXT NOT NULL, number INTEGER NOT NULL, validity TEXT, notice TEXT, use TEXT,
  began INTEGER NOT NULL DEFAULT 0, outcome TEXT, reason TEXT, hints TEXT, called TEXT, unanswered TEXT, chosen TEXT, face TEXT, faceAt INTEGER, faced INTEGER NOT NULL, unwritten TEXT, eligibility TEXT, body TEXT, answer TEXT
) WITHOUT ROWID`;

const done = ok(undefined);

type Row = Omit<VisitRecord, 'faced'> & { readonly faced: 0 | 1 };
const record = (row: Row): VisitRecord => ({ ...row, faced: row.faced === 1 });

/** @param path of the file, or `:memory:`. EMU-504 when it cannot be opened or is no journal. */
export function openSqliteJournal(path: string): Result<Journal> {
  try {
    return ok(journalIn(new Database(path), path !== ':memory:'));
  } catch (error) {
    return refuse('EMU-504', { reason: errnoOf(error) });
  }
}

/** The write-ahead log holds what was overwritten in the file itself; it is emptied whenever the journal is opened or closed. */
const emptyLog = 'PRAGMA wal_checkpoint(TRUNCATE)';

/** Columns that journals of earlier versions may not have. */
const added = {
  notice: 'TEXT',
  began: 'INTEGER NOT NULL DEFAULT 0',
  reason: 'TEXT',
  hints: 'TEXT',
  called: 'TEXT',
  unanswered: 'TEXT',
  chosen: 'TEXT',
  unwritten: 'TEXT',
} as const satisfies Partial<Record<keyof VisitRecord, string>>;

function addColumns(db: Database.Database): void {
  const names = (db.prepare('PRAGMA table_info(visit)').all() as { readonly name: string }[]).map(
    ({ name }) => name,
  );
  for (const [name, type] of Object.entries(added))
    if (!names.includes(name)) db.exec(`ALTER TABLE visit ADD COLUMN ${name} ${type}`);
}

function journalIn(db: Database.Database, isFile: boolean): Journal {
  db.exec('PRAGMA journal_mode=WAL');
  db.exec('PRAGMA synchronous=FULL');
  // What is deleted is personal.
  db.exec('PRAGMA secure_delete=ON');
  db.exec(table);
  if (isFile) addColumns(db);
  db.exec(
    `DELETE FROM visit WHERE outcome IS NOT NULL AND eligibility IS NULL AND use IS NOT 'kept' AND use IS NOT 'withdrawing'
     AND number <= (SELECT max(number) FROM visit) - ${keptVisits}`,
  );
  db.exec(emptyLog);
  const prepared = preparing(db, isFile);
  const places = columns.map(() => '?').join();
  const put = prepared(`INSERT OR REPLACE INTO visit (${columns.join()}) VALUES (${places})`);
  const find = prepared(`SELECT ${columns.join()} FROM visit WHERE visit = ?`);
  const all = prepared(`SELECT ${columns.join()} FROM visit ORDER BY number`);

  return {
    save(saved, durably) {
      try {
        // In WAL mode NORMAL leaves out the wait for the disk, a fifth of the time of FULL.
        if (!durably) db.exec('PRAGMA synchronous=NORMAL');
        put().run(columns.map((column) => (column === 'faced' ? Number(saved.faced) : saved[column])));
        return done;
      } catch (error) {
        return refuse('EMU-504', { reason: errnoOf(error) });
      } finally {
        if (!durably) db.exec('PRAGMA synchronous=FULL');
      }
    },
    find(visit) {
      // Not `get`, which adds a field of the library's own to the row.
      const [row] = find().all(visit) as Row[];
      return row === undefined ? null : record(row);
    },
    all: () => (all().all() as Row[]).map(record),
    close() {
      try {
        db.exec(emptyLog);
      } catch {
        // A full disk: it is emptied when the journal is opened again.
      }
      db.close();
    },
  };
}
