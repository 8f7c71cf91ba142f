/** What is known of maintenance in SQLite: one row in a file (WAL, synchronous=FULL). Holds no rule, and nothing personal. */

import Database from 'libsql';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { errnoOf } from '../errno.ts';
import type { MaintenanceStore } from './announced-maintenance.ts';

/** `began` and `until` as they were told, both or none. */
const table = `
CREATE TABLE IF NOT EXISTS maintenance (
  only INTEGER PRIMARY KEY CHECK (only = 1), began TEXT, until TEXT, at INTEGER NOT NULL, old INTEGER NOT NULL
)`;

interface Row {
  readonly began: string | null;
  readonly until: string | null;
  readonly at: number;
  readonly old: 0 | 1;
}

/** @param path of the file. EMU-513 when it cannot be opened or is none of maintenance. */
export function openSqliteMaintenance(path: string): Result<MaintenanceStore> {
  try {
    return ok(maintenanceIn(new Database(path)));
  } catch (error) {
    return refuse('EMU-513', { reason: errnoOf(error) });
  }
}

function maintenanceIn(db: Database.Database): MaintenanceStore {
  db.exec('PRAGMA journal_mode=WAL');
  db.exec('PRAGMA synchronous=FULL');
  db.exec(table);
  const put = db.prepare(
    'INSERT OR REPLACE INTO maintenance (only, began, until, at, old) VALUES (1, ?, ?, ?, ?)',
  );
  const all = db.prepare('SELECT began, until, at, old FROM maintenance');

  return {
    kept() {
      const [row] = all.all() as Row[];
      if (row === undefined) return null;
      const { began: from, until, at, old } = row;
      return { window: from === null || until === null ? null : { from, until }, at, old: old === 1 };
    },
    keep({ window, at, old }, durably) {
      try {
        // In WAL mode NORMAL leaves out the wait for the disk.
        db.exec(`PRAGMA synchronous=${durably ? 'FULL' : 'NORMAL'}`);
        put.run(window?.from ?? null, window?.until ?? null, at, Number(old));
        return ok(undefined);
      } catch (error) {
        return refuse('EMU-513', { reason: errnoOf(error) });
      }
    },
    close() {
      db.close();
    },
  };
}
