import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../host-bridge/eligibility/api.ts';
import {
  type BulkAsked,
  type BulkUnit,
  bulkEntries,
} from '../../../host-bridge/eligibility/bulk-operations.ts';
import { bulkLifeMs, bulkWorkMs } from '../../../simulator/back-end/bulk/bulk-life.ts';
import { memoryStore } from '../../../simulator/back-end/sqlite-store.ts';
import { consentLifeMs } from '../../../simulator/back-end/world/consent-held.ts';
import { checkIn, institution } from './check-in.ts';
import { agreed, numbersOf, person, type TestDesk, testDesk } from './desk.ts';

const key = 'key-of-the-request-1';
const list: BulkAsked = {
  kind: 'qualifications',
  entries: [
    { identifier: 'A-1', who: numbersOf(person('insured')), on: '20261102' },
    { identifier: 'A-2', who: { ...numbersOf(person('insured')), number: '999' }, on: '20261102' },
  ],
};
const begin = (desk: TestDesk, asked: BulkAsked = list, under = key): AnswerOf<'bulkRequest'> =>
  desk.told('bulkRequest', { institution, key: under, fileIdentifier: 'FILE-1', asked });

/** Begins, lets the time of the work pass, and fetches. */
function unitsOf(desk: TestDesk, asked: BulkAsked, under = key): BulkUnit[] {
  const { reception } = begin(desk, asked, under);
  desk.clock.moveBy(bulkWorkMs);
  const result = desk.told('bulkResult', { institution, kind: asked.kind, reception });
  if (result.state !== 'done') throw new Error('still processing');
  return result.units;
}

describe('a bulk request', () => {
  test('gets a number and the time from which its result can be fetched', () => {
    expect(begin(testDesk())).toEqual({ reception: '2026110200000001', ready: '2026-11-02T09:01:00+09:00' });
  });

  test('gets another number than the one before', () => {
    const desk = testDesk();
    expect(begin(desk).reception).not.toBe(begin(desk, list, 'key-of-the-request-2').reception);
  });

  test('sent again is the same request, also to a back end that was started again', () => {
    const store = memoryStore();
    const first = begin(testDesk({ store }));
    expect(begin(testDesk({ store }))).toEqual(first);
    expect(store.bulkCount()).toBe(1);
  });

  test('may not say something else under the same key', () => {
    const desk = testDesk();
    begin(desk);
    const answer = desk.ask('bulkRequest', {
      institution,
      key,
      fileIdentifier: 'FILE-1',
      asked: { kind: 'medicalTickets', month: '202611' },
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'EMU-479' } });
  });

  test.each([
    ['days in the wrong order', { from: '20261103', until: '20261102' }],
    ['a day that does not exist', { from: '20260231', until: '20261102' }],
  ])('is refused with %s', (_, days) => {
    const asked: BulkAsked = { kind: 'homeVisits', by: 'consent', ...days };
    expect(
      testDesk().ask('bulkRequest', { institution, key, fileIdentifier: 'FILE-1', asked }),
    ).toMatchObject({
      problem: { code: 'EMU-476' },
    });
  });

  test('is refused with more entries than there may be', () => {
    const entry = { who: numbersOf(person('insured')), on: '20261102' };
    const asked: BulkAsked = { kind: 'qualifications', entries: Array(bulkEntries + 1).fill(entry) };
    expect(
      testDesk().ask('bulkRequest', { institution, key, fileIdentifier: 'FILE-1', asked }),
    ).toMatchObject({
      problem: { code: 'EMU-400' },
    });
  });
});

describe('its result', () => {
  test('is in process until its time has come, to the second', () => {
    const desk = testDesk();
    const { reception, ready } = begin(desk);
    const fetch = () => desk.told('bulkResult', { institution, kind: 'qualifications', reception });
    desk.clock.moveBy(bulkWorkMs - 1);
    expect(fetch()).toEqual({ state: 'processing', ready });
    desk.clock.moveBy(1);
    expect(fetch()).toMatchObject({ state: 'done', fileIdentifier: 'FILE-1' });
    expect(fetch()).toEqual(fetch());
  });

  test('outlives a restart of the back end', () => {
    const store = memoryStore();
    const { reception } = begin(testDesk({ store }));
    const after = testDesk({ store });
    after.clock.moveBy(bulkWorkMs);
    expect(after.told('bulkResult', { institution, kind: 'qualifications', reception }).state).toBe('done');
  });

  test('is thrown away after its time, with everything that was told in it', () => {
    const desk = testDesk();
    const { reception } = begin(desk);
    desk.clock.moveBy(bulkLifeMs);
    expect(desk.ask('bulkResult', { institution, kind: 'qualifications', reception }).ok).toBe(true);
    desk.clock.moveBy(1);
    const late = desk.ask('bulkResult', { institution, kind: 'qualifications', reception });
    expect(late).toMatchObject({ problem: { code: 'EMU-478' } });
    // The other request makes room before it is kept.
    begin(desk, list, 'key-of-the-request-2');
    expect(desk.store.bulk(reception)?.result).toBeNull();
  });

  test.each([
    ['under a number never given', { reception: '2026110200000009' }],
    ['of another kind', { kind: 'medicalTickets' as const }],
    ['of another institution', { institution: '1111111111' }],
  ])('is not to be had %s', (_, other) => {
    const desk = testDesk();
    const { reception } = begin(desk);
    desk.clock.moveBy(bulkWorkMs);
    const request = { institution, kind: 'qualifications' as const, reception, ...other };
    expect(desk.ask('bulkResult', request)).toMatchObject({ problem: { code: 'EMU-477' } });
  });
});

describe('of a list of people', () => {
  test('the eligibility of each is told in the order of the list, with the identifier of the entry', () => {
    const [found, unknown] = unitsOf(testDesk(), list);
    expect(found).toMatchObject({ identifier: 'A-1', validity: '1', records: [{ Name: '見本　太郎' }] });
    expect(unknown).toMatchObject({ identifier: 'A-2', validity: '4', records: [] });
  });

  test('the consent that holds here is told beside it', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', { ...agreed, surgery: false });
    expect(unitsOf(desk, list)[0]?.consent).toMatchObject({ surgery: '0', treatment: '1', checkup: '1' });
  });

  test('the clinic’s own numbers are kept where they fit one person, and the others say why not', () => {
    const desk = testDesk();
    const units = unitsOf(desk, {
      kind: 'referenceNumbers',
      entries: [
        { reference: 'P-1', who: numbersOf(person('insured')) },
        { reference: 'P-2', who: { ...numbersOf(person('insured')), number: '999' } },
      ],
    });
    expect(units[0]).toMatchObject({ reference: 'P-1', who: numbersOf(person('insured')) });
    expect(units[0]?.problem).toBeUndefined();
    expect(units[1]?.problem?.code).toBe('EMU-417');
    expect(desk.store.referenceNumber(institution, 'insured')).toBe('P-1');
  });

  test('a list as long as may be is taken in one request', () => {
    const entry = { who: numbersOf(person('insured')), on: '20261102' };
    const units = unitsOf(testDesk(), {
      kind: 'qualifications',
      entries: Array(bulkEntries).fill(entry),
    });
    expect(units).toHaveLength(bulkEntries);
  });
});

describe('medical tickets of a month', () => {
  const month = (month: string): BulkAsked => ({ kind: 'medicalTickets', month });

  test('are told of those on medical aid who checked in here, and of nobody else', () => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    checkIn(desk, 'medical-aid');
    const units = unitsOf(desk, month('202611'));
    expect(units).toHaveLength(1);
    expect(units[0]?.records[0]).toMatchObject({
      InsuredCardClassification: 'A1',
      PublicExpenseResultList: [{ MedicalTreatmentMonth: '202611' }],
    });
  });

  test('are not told of another month, nor at another institution', () => {
    const desk = testDesk();
    checkIn(desk, 'medical-aid', agreed, '1111111111');
    expect(unitsOf(desk, month('202611'))).toEqual([]);
    checkIn(desk, 'medical-aid');
    expect(unitsOf(desk, month('202501'), 'key-of-the-request-2')).toEqual([]);
  });
});

describe.each(['homeVisits', 'onlineCare'] as const)('consents for %s', (kind) => {
  const today: BulkAsked = { kind, by: 'consent', from: '20261102', until: '20261102' };

  test('say of each person who checked in on these days what holds, what was refused and what has ended', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', { ...agreed, checkup: false });
    expect(unitsOf(desk, today)[0]).toMatchObject({
      records: [{ Name: '見本　太郎' }],
      consent: { surgery: '1', treatment: '1', checkup: '0', at: '2026-11-02T09:00:00+09:00' },
    });
    desk.clock.moveBy(consentLifeMs);
    expect(unitsOf(desk, today, 'key-of-the-request-2')[0]?.consent).toMatchObject({
      surgery: '2',
      treatment: '2',
      checkup: '0',
    });
  });

  test('name a person once, with the last answer of these days', () => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    checkIn(desk, 'elderly');
    desk.clock.moveBy(1_000);
    checkIn(desk, 'insured', { surgery: false, treatment: false, checkup: false });
    const units = unitsOf(desk, today);
    expect(units.map(({ records }) => records[0]?.Name)).toEqual(['見本　梅', '見本　太郎']);
    expect(units[1]?.consent).toMatchObject({ surgery: '0', treatment: '0', checkup: '0' });
  });

  test('leave out other days, other institutions and visits that were withdrawn', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', agreed, '1111111111');
    desk.told('withdrawal', { visit: checkIn(desk, 'elderly') });
    expect(unitsOf(desk, today)).toEqual([]);
    checkIn(desk, 'insured');
    const before = { ...today, from: '20261001', until: '20261101' };
    expect(unitsOf(desk, before, 'key-of-the-request-2')).toEqual([]);
  });

  test('of somebody who could not be asked are none', () => {
    const desk = testDesk();
    checkIn(desk, 'grace', null);
    const [unit] = unitsOf(desk, today);
    expect(unit?.records).toHaveLength(1);
    expect(unit?.consent).toBeUndefined();
  });
});

test('nothing observed says of whom a list was', () => {
  const desk = testDesk();
  unitsOf(desk, list);
  expect(desk.observed).toEqual([]);
});
