/** What the back end keeps of its modes: a day that is not ordinary stays so when the back end starts again. */

import type Database from 'libsql';
import type { Day } from '../../../firmware/calendar.ts';
import type { OutageSearchStage } from '../../../host-bridge/eligibility/search-operations.ts';
import type { Prepare } from '../../../host-bridge/statements.ts';

/** Disaster mode is opened by the ministry for named municipalities, from the first day to the last, both included. */
export interface OpenedDisaster {
  /** What the disaster is called in reports. */
  readonly event: string;
  readonly municipalities: readonly string[];
  readonly from: Day;
  readonly until: Day;
}

/** Milliseconds since 1970-01-01 UTC; `until` is the first moment after it. */
export interface MaintenanceWindow {
  readonly from: number;
  readonly until: number;
}

export interface KeptModes {
  readonly outageSearch: OutageSearchStage;
  /** Opened last, over or not; null: none, or closed. */
  readonly disaster: OpenedDisaster | null;
  /** Announced last, over or not; null: none, or called off. */
  readonly maintenance: MaintenanceWindow | null;
}

export interface ModeStore {
  /** null: nothing was ever ordered. */
  kept(): KeptModes | null;
  /** In place of what was kept before. */
  keep(modes: KeptModes): void;
  clear(): void;
}

/** `kept` is JSON text of `KeptModes`. */
const table = `
CREATE TABLE IF NOT EXISTS modes (only INTEGER PRIMARY KEY CHECK (only = 1), kept TEXT NOT NULL);
`;

/** In the back end's own database; each call is part of the change that is under way there. */
export function modeStore(database: Database.Database, prepared: Prepare): ModeStore {
  database.exec(table);
  const select = prepared('SELECT kept FROM modes');
  const upsert = prepared('INSERT OR REPLACE INTO modes (only, kept) VALUES (1, ?)');

  return {
    kept() {
      const [row] = select().all() as { readonly kept: string }[];
      return row === undefined ? null : JSON.parse(row.kept);
    },
    keep(modes) {
      upsert().run(JSON.stringify(modes));
    },
    clear() {
      database.exec('DELETE FROM modes;');
    },
  };
}
