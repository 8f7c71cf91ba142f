import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lookup } from '../../../host-bridge/lookups/lookup.ts';
import { openSqliteLookups } from '../../../host-bridge/lookups/sqlite-lookups.ts';
import { value } from '../eligibility/desk.ts';
import { found, order } from './scripted-searches.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fcr-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'lookups.db');
const fresh: Omit<Lookup, 'number'> = {
  search: 'a-key-of-the-search',
  mode: 'outage',
  madeAt: 1_000,
  state: 'held',
  problem: { code: 'EMU-420', detail: {} },
  lookedUpAt: null,
  fetchedAt: null,
  entry: {
    ...order(),
    facility: { institution: '9999999999', municipality: '見本県見本市', emergencyHospital: false },
  },
  answer: null,
};
/** Every byte that stands in the folder, as Latin letters: a name would be found as its UTF-8. */
const bytes = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');
const inBytes = (text: string): boolean => bytes().includes(Buffer.from(text).toString('latin1'));

describe('lookups in a file', () => {
  it('are there when it is opened again, with everything in them', () => {
    const store = value(openSqliteLookups(path()));
    const kept = store.add(fresh);
    store.save({ ...kept, state: 'one', problem: null, lookedUpAt: 2_000, answer: found });
    store.close();
    const again = value(openSqliteLookups(path()));
    expect(again.all()).toEqual([
      { ...fresh, number: 1, state: 'one', problem: null, lookedUpAt: 2_000, answer: found },
    ]);
    again.close();
  });

  it('get numbers that are not given twice, even after a restart', () => {
    const store = value(openSqliteLookups(path()));
    store.add(fresh);
    store.remove(store.add(fresh).number);
    store.close();
    const again = value(openSqliteLookups(path()));
    expect(again.add(fresh).number).toBe(3);
    again.close();
  });

  it.each([
    ['erased', (lookup: Lookup) => ({ ...lookup, entry: null, answer: null })],
    ['removed', () => null],
  ])('leave no personal byte on the disk when they are %s', (_, change) => {
    const store = value(openSqliteLookups(path()));
    const kept = store.add(fresh);
    expect(inBytes('見本太郎')).toBe(true);
    const changed = change(kept);
    if (changed === null) store.remove(kept.number);
    else store.save(changed);
    expect([inBytes('見本太郎'), inBytes('19850410')]).toEqual([false, false]);
    store.close();
  });

  it('stay a thousand when nothing personal is in them', () => {
    const store = value(openSqliteLookups(path()));
    for (let i = 0; i < 1_010; i += 1) store.add({ ...fresh, state: 'none', entry: null });
    store.close();
    const again = value(openSqliteLookups(path()));
    expect([again.all().length, again.all()[0]?.number]).toEqual([1_000, 11]);
    again.close();
  });

  it('cannot be opened where there is no folder, or another file', () => {
    expect(openSqliteLookups(join(folder, 'missing', 'lookups.db'))).toMatchObject({
      problem: { code: 'EMU-556' },
    });
    writeFileSync(path(), 'no database, and long enough to be read as one'.repeat(100));
    expect(openSqliteLookups(path())).toMatchObject({ problem: { code: 'EMU-556' } });
  });

  it('cannot be opened where a table of its name holds something else', () => {
    value(openSqliteLookups(path())).close();
    const other = new Database(path());
    other.exec('ALTER TABLE lookup DROP COLUMN answer');
    other.close();
    expect(openSqliteLookups(path())).toMatchObject({ problem: { code: 'EMU-556' } });
  });
});
