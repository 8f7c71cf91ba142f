import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VisitRecord } from '../../../host-bridge/eligibility/journal.ts';
import { openSqliteJournal } from '../../../host-bridge/eligibility/sqlite-journal.ts';
import { createVisitBook } from '../../../host-bridge/eligibility/visit-book.ts';
import { type ReaderId, visitId } from '../../../protocol/ids.ts';
import { VirtualClock } from '../readers/virtual-clock.ts';
import { value } from './desk.ts';

const realExec = Database.prototype.exec;
const reader = 'FCR-000001' as ReaderId;
const recordOf = (number: number, change: Partial<VisitRecord> = {}): VisitRecord => ({
  visit: visitId(reader, 1, number),
  reader,
  number,
  validity: '1',
  notice: null,
  use: 'kept',
  began: 1_793_000_000_000,
  outcome: null,
  reason: null,
  hints: null,
  called: null,
  unanswered: null,
  chosen: null,
  face: 'a.xml',
  faceAt: 1_793_000_000_000,
  faced: true,
  unwritten: null,
  eligibility: '{"name":"見本"}',
  body: '{}',
  answer: null,
  ...change,
});

describe('the journal', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fcr-journal-'));
    path = join(folder, 'journal.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives back what was saved, whole, also after it was closed and opened again', () => {
    const journal = value(openSqliteJournal(path));
    const records = [
      recordOf(1),
      recordOf(2, { use: null, validity: null, face: null, faceAt: null, faced: false }),
    ];
    for (const record of records) journal.save(record, true);
    journal.close();
    const again = value(openSqliteJournal(path));
    expect(again.all()).toEqual(records);
    expect(again.find(visitId(reader, 1, 2))).toEqual(records[1]);
    expect(again.find(visitId(reader, 9, 9))).toBeNull();
    again.close();
  });

  it('of a version that kept less for the desk is taken over, and keeps it from then on', () => {
    const journal = value(openSqliteJournal(path));
    journal.save(recordOf(1), true);
    journal.close();
    const old = new Database(path);
    for (const column of [
      'notice',
      'began',
      'reason',
      'hints',
      'called',
      'unanswered',
      'chosen',
      'unwritten',
    ])
      old.exec(`ALTER TABLE visit DROP COLUMN ${column}`);
    old.close();
    const notice = '{"code":"EMU-464","detail":{}}';
    const forDesk = { notice, reason: 'time_over', hints: '["pin_locked"]', called: 'asked' } as const;
    const again = value(openSqliteJournal(path));
    expect(again.all()).toEqual([recordOf(1, { began: 0 })]);
    again.save(recordOf(1, forDesk), true);
    expect(again.find(visitId(reader, 1, 1))).toEqual(recordOf(1, forDesk));
    again.close();
  });

  it('keeps the last word on a visit, whether saved durably or in passing', () => {
    const journal = value(openSqliteJournal(path));
    journal.save(recordOf(1), true);
    journal.save(recordOf(1, { use: 'committed' }), false);
    expect(journal.all()).toEqual([recordOf(1, { use: 'committed' })]);
    journal.close();
  });

  it('refuses (EMU-504) what it cannot put down, keeps what stood, and takes it when it can', () => {
    const journal = value(openSqliteJournal(path));
    journal.save(recordOf(1), true);
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    for (const durably of [true, false])
      expect(journal.save(recordOf(1, { use: 'committed' }), durably)).toEqual({
        ok: false,
        problem: { code: 'EMU-504', detail: { reason: 'SQLITE_BUSY' } },
      });
    expect(journal.all()).toEqual([recordOf(1)]);
    other.exec('ROLLBACK');
    other.close();
    expect(journal.save(recordOf(1, { use: 'committed' }), true).ok).toBe(true);
    expect(journal.all()).toEqual([recordOf(1, { use: 'committed' })]);
    journal.close();
  });

  it('waits for the disk as long as before (synchronous=FULL) after it has refused what was saved in passing', () => {
    const done: string[] = [];
    const exec = vi.spyOn(Database.prototype, 'exec').mockImplementation(function (this: never, sql) {
      done.push(sql);
      return realExec.call(this, sql);
    });
    const journal = value(openSqliteJournal(path));
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    expect(journal.save(recordOf(1), false).ok).toBe(false);
    expect(done.filter((sql) => sql.startsWith('PRAGMA synchronous')).at(-1)).toBe('PRAGMA synchronous=FULL');
    exec.mockRestore();
    other.close();
    journal.close();
  });

  it('leaves nothing of a person in its files once the record says nothing of one and it is closed', () => {
    const mentions = () =>
      readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes('見本')).length;
    const journal = value(openSqliteJournal(path));
    journal.save(recordOf(1), true);
    journal.save(recordOf(2), true);
    journal.close();
    expect(mentions()).toBe(1);
    const again = value(openSqliteJournal(path));
    for (const number of [1, 2]) again.save(recordOf(number, { eligibility: null, body: null }), true);
    again.close();
    expect(mentions()).toBe(0);
  });

  it('is refused (EMU-504) where the file is something else or cannot be made', () => {
    const other = join(folder, 'letter.txt');
    writeFileSync(other, 'Dear patient, '.repeat(100));
    expect(openSqliteJournal(other)).toMatchObject({ problem: { code: 'EMU-504' } });
    expect(openSqliteJournal(join(folder, 'no', 'such'))).toMatchObject({ problem: { code: 'EMU-504' } });
  });

  it('is refused when it is opened, not later, where a table of its name holds something else', () => {
    value(openSqliteJournal(path)).close();
    const other = new Database(path);
    other.exec('ALTER TABLE visit DROP COLUMN body');
    other.close();
    expect(openSqliteJournal(path)).toMatchObject({ problem: { code: 'EMU-504' } });
  });

  it('lets old visits go when it is opened, but none with something left to do', () => {
    const journal = value(openSqliteJournal(path));
    const done = { outcome: 'accepted', use: 'committed', eligibility: null, body: null } as const;
    journal.save(recordOf(1, done), true);
    journal.save(recordOf(2), true);
    journal.save(recordOf(3, { ...done, use: 'withdrawing' }), true);
    journal.save(recordOf(20_000, done), true);
    journal.close();
    const again = value(openSqliteJournal(path));
    expect(again.all().map(({ number }) => number)).toEqual([2, 3, 20_000]);
    again.close();
  });
});

describe('the visit book', () => {
  it('gives a visit a new number only when the desk sees a change', () => {
    const book = createVisitBook(value(openSqliteJournal(':memory:')), new VirtualClock(), () => {});
    const visit = visitId(reader, 1, 1);
    expect(book.of(visit)).toMatchObject({ number: 1, began: new VirtualClock().now() });
    expect(value(book.change(visit, { use: 'kept' })).number).toBe(1);
    expect(value(book.change(visit, { validity: '1' })).number).toBe(2);
    expect(value(book.change(visit, { outcome: 'cancelled', use: null })).number).toBe(3);
    expect(book.listSince(2)).toMatchObject([{ visit, number: 3 }]);
    expect(book.listSince(3)).toEqual([]);
    expect(value(book.change(visit, { called: 'asked' })).number).toBe(4);
    expect(value(book.change(visit, { called: 'asked' })).number).toBe(4);
  });

  it('lists visits by number, the last 2,000 of them', () => {
    const book = createVisitBook(value(openSqliteJournal(':memory:')), new VirtualClock(), () => {});
    for (let n = 1; n <= 2_100; n += 1) book.of(visitId(reader, 1, n));
    const numbers = book.listSince(0).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 2_000 }, (_, i) => i + 101));
  });
});
