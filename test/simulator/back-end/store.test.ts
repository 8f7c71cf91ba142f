import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { japanDay } from '../../../firmware/calendar.ts';
import { memoryStore, openStore } from '../../../simulator/back-end/sqlite-store.ts';
import type { BackEndStore } from '../../../simulator/back-end/store.ts';
import { agreed, numbersOf, person, start, testDesk } from './desk.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fcr-back-end-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const opened = (path: string): BackEndStore => {
  const store = openStore(path);
  if (!store.ok) throw new Error(store.problem.code);
  return store.value;
};

test('what is kept in a file is there when it is opened again', () => {
  const path = join(folder, 'back-end.db');
  const first = opened(path);
  const before = testDesk({ store: first });
  const visit = before.newVisit();
  before.told('eligibility', before.eligibilityRequest(person('unregistered'), visit));
  before.told('registration', { visit });
  const answer = before.told('use', before.use(visit));
  expect(readdirSync(folder)).toContain('back-end.db-wal');
  // As after a kill: the first is not closed.
  const after = testDesk({ store: opened(path) });
  expect(after.told('use', after.use(visit))).toEqual(answer);
  expect(after.backEnd.listConsents()).toMatchObject([{ visit, ...agreed }]);
  expect(after.store.registeredAt('unregistered')).toBe(start);
  first.close();
  after.store.close();
});

test('a store of an earlier version is taken, with what it holds', () => {
  const path = join(folder, 'back-end.db');
  const old = new Database(path);
  old.exec(`
    CREATE TABLE visit (
      seq INTEGER PRIMARY KEY, visit TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'open',
      nonce TEXT, nonce_until INTEGER, judged_nonce TEXT, digest TEXT, person TEXT, method TEXT, verdict TEXT,
      validity TEXT, in_grace INTEGER, answer TEXT, used_at INTEGER, use_request TEXT,
      surgery INTEGER, treatment INTEGER, checkup INTEGER
    );
    CREATE TABLE registration (person TEXT PRIMARY KEY) WITHOUT ROWID;
    INSERT INTO registration VALUES ('unregistered');
  `);
  old.close();
  const desk = testDesk({ store: opened(path) });
  const visit = desk.newVisit();
  const answer = desk.told('eligibility', desk.eligibilityRequest(person('unregistered'), visit));
  expect(answer.registered).toBe(true);
  desk.told('use', desk.use(visit));
  const who = numbersOf(person('unregistered'));
  const asked = { institution: '9999999999', who, on: '20261102' };
  expect(desk.told('qualification', asked).consent?.groups).toEqual(agreed);
  desk.store.close();
});

test('a change that fails half-way keeps nothing', () => {
  const store = memoryStore();
  const { newVisit } = testDesk();
  const visit = newVisit();
  const failing = () =>
    store.change('always', () => {
      store.keepChallenge(visit, { nonce: 'AA', until: 1 });
      throw new Error('half-way');
    });
  expect(failing).toThrow('half-way');
  expect(store.visit(visit)).toBeNull();
  store.change('always', () => store.keepChallenge(visit, { nonce: 'AA', until: 1 }));
  expect(store.visit(visit)).toMatchObject({ state: 'open', judgement: null, use: null });
});

test('a store that cannot keep a change is a typed refusal, observed, with nothing half kept', () => {
  const path = join(folder, 'back-end.db');
  const desk = testDesk({ store: opened(path) });
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE');
  const answered = desk.backEnd.handle('challenge', { visit: desk.newVisit() });
  expect(answered).toMatchObject({ status: 500, body: { code: 'EMU-424' } });
  expect(desk.observed).toEqual([{ event: 'refused', operation: 'challenge', code: 'EMU-424' }]);
  other.exec('ROLLBACK');
  other.close();
  expect(desk.backEnd.listVisits()).toEqual([]);
  expect(desk.ask('challenge', { visit: desk.newVisit() }).ok).toBe(true);
  desk.store.close();
});

test('a day that is not ordinary stays so when the back end starts again, until it is over or ordered otherwise', () => {
  const path = join(folder, 'back-end.db');
  const today = japanDay(start);
  const disaster = { event: '見本台風', municipalities: ['見本県見本市'], from: today, until: today };
  const window = { from: start, until: start + 60_000 };
  const first = opened(path);
  const { modes } = testDesk({ store: first }).backEnd;
  modes.setOutageSearch('called');
  modes.openDisaster(disaster);
  modes.announceMaintenance(window);
  // As after a kill: the first is not closed.
  const second = opened(path);
  const after = testDesk({ store: second });
  expect(after.backEnd.modes.outageSearch).toBe('called');
  expect(after.backEnd.modes.disasterIn('見本県 見本市')).toEqual(disaster);
  expect(after.backEnd.modes.maintenanceNow()).toEqual(window);
  expect(after.observed).toEqual([]);
  after.clock.moveTo(window.until);
  expect(after.backEnd.modes.nextMaintenance()).toBeNull();
  after.backEnd.modes.closeDisaster();
  const third = opened(path);
  const { modes: last } = testDesk({ store: third }).backEnd;
  expect(last.disasterIn('見本県見本市')).toBeNull();
  expect(last.outageSearch).toBe('called');
  for (const store of [first, second, third]) store.close();
});

test('a mode that cannot be kept is refused, and all is as it was', () => {
  const path = join(folder, 'back-end.db');
  const desk = testDesk({ store: opened(path) });
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE');
  expect(() => desk.backEnd.modes.setOutageSearch('on')).toThrow(/EMU-424/);
  expect(desk.backEnd.modes.outageSearch).toBe('off');
  expect(desk.observed).toEqual([]);
  other.exec('ROLLBACK');
  other.close();
  desk.backEnd.modes.setOutageSearch('on');
  expect(desk.backEnd.modes.outageSearch).toBe('on');
  desk.store.close();
});

test('a store that cannot be opened is refused with its path', () => {
  expect(openStore(folder)).toEqual({ ok: false, problem: { code: 'EMU-425', detail: { path: folder } } });
  const junk = join(folder, 'junk.db');
  writeFileSync(junk, 'x'.repeat(5000));
  expect(openStore(junk)).toMatchObject({ problem: { code: 'EMU-425' } });
});

test('a store with a table that holds something else is refused when it is opened, not later', () => {
  const path = join(folder, 'back-end.db');
  opened(path).close();
  const other = new Database(path);
  other.exec('ALTER TABLE bulk DROP COLUMN result');
  other.close();
  expect(openStore(path)).toMatchObject({ problem: { code: 'EMU-425' } });
});

test('a store that another program has to itself is refused as such', () => {
  const path = join(folder, 'back-end.db');
  const other = new Database(path);
  other.exec('BEGIN EXCLUSIVE');
  expect(openStore(path)).toEqual({ ok: false, problem: { code: 'EMU-459', detail: { path } } });
  other.exec('COMMIT');
  opened(path).close();
  other.close();
});

test('a registration, a use and a withdrawal wait for the disk, a challenge and a judgement do not', () => {
  const store = opened(join(folder, 'back-end.db'));
  const desk = testDesk({ store });
  const told = vi.spyOn(Database.prototype, 'exec');
  const waits = (): boolean | undefined => {
    const last = told.mock.calls
      .map(([words]) => words)
      .findLast((words) => words.startsWith('PRAGMA synchronous'));
    return last === undefined ? undefined : last === 'PRAGMA synchronous = FULL';
  };
  const visit = desk.newVisit();
  const request = desk.eligibilityRequest(person('unregistered'), visit);
  expect(waits()).toBe(false);
  desk.told('eligibility', request);
  expect(waits()).toBe(false);
  desk.told('registration', { visit });
  expect(waits()).toBe(true);
  desk.told('challenge', { visit: desk.newVisit() });
  expect(waits()).toBe(false);
  desk.told('use', desk.use(visit));
  expect(waits()).toBe(true);
  desk.told('challenge', { visit: desk.newVisit() });
  desk.told('withdrawal', { visit: desk.newVisit() });
  expect(waits()).toBe(true);
  told.mockRestore();
  store.close();
});

test('a judgement that a power cut took away leads to a refused use, and the visit can be judged anew', () => {
  const desk = testDesk();
  const visit = desk.newVisit();
  desk.told('eligibility', desk.eligibilityRequest(person('insured'), visit));
  desk.store.clear();
  expect(desk.ask('use', desk.use(visit))).toMatchObject({ problem: { code: 'EMU-412' } });
  desk.told('eligibility', desk.eligibilityRequest(person('insured'), visit));
  expect(desk.told('use', desk.use(visit))).toMatchObject({ state: 'committed' });
});
