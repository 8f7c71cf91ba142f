import { describe, expect, test } from 'vitest';
import { testDesk } from './desk.ts';

const institution = '9999999999';
const insured = { insurer: '6999999', symbol: '見本1', number: '101', branch: '01', birth: '19850410' };

describe('eligibility by the numbers of the insurance', () => {
  test('names the one whom the numbers fit, with leading noughts of the insurer left out or not', () => {
    const desk = testDesk();
    for (const insurer of ['6999999', '06999999']) {
      const answer = desk.told('qualification', {
        institution,
        who: { ...insured, insurer },
        on: '20261102',
      });
      expect(answer.validity).toBe('1');
      expect(answer.records.map(({ Name }) => Name)).toEqual(['見本　太郎']);
    }
  });

  test.each([
    ['another number', { number: '999' }],
    ['another symbol', { symbol: '見本9' }],
    ['another branch', { branch: '02' }],
    ['another birth date', { birth: '19850411' }],
  ])('finds nobody by %s', (_, other) => {
    const answer = testDesk().told('qualification', {
      institution,
      who: { ...insured, ...other },
      on: '20261102',
    });
    expect(answer).toEqual({ validity: '4', records: [], consent: null });
  });
});

describe('the number of a clinic’s own for a patient', () => {
  test('stands in the record for that clinic and no other', () => {
    const desk = testDesk();
    desk.told('referenceNumber', { institution, reference: 'P-0001', who: insured });
    const recordAt = (asking: string) =>
      desk.told('qualification', { institution: asking, who: insured, on: '20261102' }).records[0];
    expect(recordAt(institution)?.ReferenceNumber).toBe('P-0001');
    expect(recordAt('1111111111')?.ReferenceNumber).toBeUndefined();
  });

  test('is not kept where the numbers fit nobody', () => {
    const answer = testDesk().ask('referenceNumber', {
      institution,
      reference: 'P-0001',
      who: { ...insured, number: '999' },
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'EMU-417' } });
  });
});
