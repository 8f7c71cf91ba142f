import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { openStore } from '../../../simulator/back-end/sqlite-store.ts';
import { recordSql } from '../../../simulator/bench/sql-record.ts';

it('finds visits by an index, however many there are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-index-'));
  const statements = new Set<string>();
  const stop = recordSql(({ sql }) => statements.add(sql));
  const path = join(folder, 'back-end.db');
  const opened = openStore(path);
  if (!opened.ok) throw new Error(opened.problem.code);
  opened.value.lastAnswered('9999999999', 't00001');
  opened.value.hasWithdrawn('9999999999', 't00001');
  stop();
  opened.value.close();
  const database = new Database(path);
  const selects = [...statements].filter((sql) => sql.includes('FROM visit'));
  expect(selects).toHaveLength(2);
  for (const sql of selects) {
    const [plan] = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('t00001', '9999999999') as {
      detail: string;
    }[];
    expect(plan?.detail).toContain('visit_over_of_person (person=? AND institution=?)');
  }
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
