import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MaintenanceStore } from '../../../host-bridge/lookups/announced-maintenance.ts';
import { memoryMaintenance } from '../../../host-bridge/lookups/memory-maintenance.ts';
import { openSqliteMaintenance } from '../../../host-bridge/lookups/sqlite-maintenance.ts';
import { value } from '../eligibility/desk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fcr-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'maintenance.db');
const window = { from: '2026-11-02T10:00:00+09:00', until: '2026-11-02T11:00:00+09:00' };

const inFile = (): MaintenanceStore => value(openSqliteMaintenance(path()));

describe.each([
  ['a file', inFile],
  ['memory', memoryMaintenance],
])('what is known of maintenance in %s', (_, open) => {
  it('is nothing at first, and then what was kept last', () => {
    const store = open();
    expect(store.kept()).toBeNull();
    for (const known of [
      { window, at: 1_000, old: false },
      { window: null, at: 2_000, old: true },
    ]) {
      for (const durably of [true, false]) expect(store.keep(known, durably)).toMatchObject({ ok: true });
      expect(store.kept()).toEqual(known);
    }
    store.close();
  });
});

describe('the file of what is known of maintenance', () => {
  it.each([true, false])('has it when it is opened again (kept durably: %s)', (durably) => {
    const known = { window, at: 1_793_580_000_000, old: true };
    const store = inFile();
    store.keep(known, durably);
    // As a process that is killed leaves it: nobody closes.
    const again = inFile();
    expect(again.kept()).toEqual(known);
    again.close();
    store.close();
  });

  it('cannot be opened where there is no folder, or another file (EMU-513)', () => {
    const refused = { problem: { code: 'EMU-513' } };
    expect(openSqliteMaintenance(join(folder, 'missing', 'maintenance.db'))).toMatchObject(refused);
    writeFileSync(path(), 'no database, and long enough to be read as one'.repeat(100));
    expect(openSqliteMaintenance(path())).toMatchObject(refused);
  });

  it('refuses what it cannot keep (EMU-513), and does not throw', () => {
    const store = inFile();
    store.close();
    expect(store.keep({ window, at: 1_000, old: false }, true)).toMatchObject({
      problem: { code: 'EMU-513' },
    });
  });
});
