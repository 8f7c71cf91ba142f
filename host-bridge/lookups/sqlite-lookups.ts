/** The lookups in SQLite: a file (WAL, synchronous=FULL) or `:memory:`. Holds no rule. */

import Database from 'libsql';
import { EmulatorError } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { errnoOf } from '../errno.ts';
import { preparing } from '../statements.ts';
import type { Lookup, LookupStore } from './lookup.ts';

/** Lookups without personal data that stay for the desk's list. Our figure. */
const keptLookups = 1_000;

const columns = [
  'number',
  'search',
  'mode',
  'madeAt',
  'state',
  'problem',
  'lookedUpAt',
  'fetchedAt',
  'entry',
  'answer',
] as const satisfies readonly (keyof Lookup)[];

/** AUTOINCREMENT: a number that was deleted is not given again. Objects are JSON. */
const table = `
CREATE TABLE IF NOT EXISTS lookup (
  number INTEGER PRIMARY KEY AUTOINCREMENT, search TEXT NOT NULL, mode TEXT NOT NULL, madeAt INTEGER NOT NULL,
  state TEXT NOT NULL, problem TEXT, lookedUpAt INTEGER, fetchedAt INTEGER, entry TEXT, answer TEXT
)`;

/** The write-ahead log holds what was overwritten in the file itself. */
const emptyLog = 'PRAGMA wal_checkpoint(TRUNCATE)';

type Row = Omit<Lookup, 'problem' | 'entry' | 'answer'> &
  Record<'problem' | 'entry' | 'answer', string | null>;

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
// What stands in the three texts was written here, from what was checked before.
const lookupOf = (row: Row): Lookup =>
  ({
    ...row,
    problem: parsed(row.problem),
    entry: parsed(row.entry),
    answer: parsed(row.answer),
  }) as Lookup;

const written = (lookup: Omit<Lookup, 'number'> & { readonly number: number | null }): unknown[] =>
  columns.map((column) => {
    const value = lookup[column];
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  });

/** @param path of the file, or `:memory:`. EMU-556 when it cannot be opened or is none of lookups. */
export function openSqliteLookups(path: string): Result<LookupStore> {
  try {
    return ok(lookupsIn(new Database(path), path !== ':memory:'));
  } catch (error) {
    return refuse('EMU-556', { reason: errnoOf(error) });
  }
}

function lookupsIn(db: Database.Database, isFile: boolean): LookupStore {
  db.exec('PRAGMA journal_mode=WAL');
  db.exec('PRAGMA synchronous=FULL');
  // What is deleted is personal.
  db.exec('PRAGMA secure_delete=ON');
  db.exec(table);
  db.exec(
    `DELETE FROM lookup WHERE entry IS NULL AND number <= (SELECT max(number) FROM lookup) - ${keptLookups}`,
  );
  db.exec(emptyLog);
  const prepared = preparing(db, isFile);
  const places = columns.map(() => '?').join();
  const put = prepared(`INSERT OR REPLACE INTO lookup (${columns.join()}) VALUES (${places})`);
  const drop = prepared('DELETE FROM lookup WHERE number = ?');
  const all = prepared(`SELECT ${columns.join()} FROM lookup ORDER BY number`);

  const kept = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new EmulatorError({ code: 'EMU-556', detail: { reason: errnoOf(error) } });
    }
  };

  return {
    add: (fresh) =>
      kept(() => {
        const { lastInsertRowid } = put().run(written({ ...fresh, number: null }));
        return { ...fresh, number: Number(lastInsertRowid) };
      }),
    save: (lookup) =>
      kept(() => {
        put().run(written(lookup));
        if (lookup.entry === null) db.exec(emptyLog);
      }),
    remove: (number) =>
      kept(() => {
        drop().run(number);
        db.exec(emptyLog);
      }),
    all: () => kept(() => (all().all() as Row[]).map(lookupOf)),
    close() {
      db.exec(emptyLog);
      db.close();
    },
  };
}
