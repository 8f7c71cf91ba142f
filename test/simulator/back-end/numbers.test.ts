import { describe, expect, test } from 'vitest';
import { parseDayRule } from '../../../simulator/people/day-rule.ts';
import { insuranceSchema, type QualificationEntry } from '../../../simulator/people/qualification.ts';
import { numbersOf, only, person, testDesk } from './desk.ts';

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

describe('the day that is asked about', () => {
  const ended = { insurer: '06999999', symbol: '見本19', number: '119', branch: '01' };
  const validityOn = (on: string, who = ended) =>
    testDesk().told('qualification', { institution, who, on }).validity;

  test('may be past: the insurance is as it was on that day', () => {
    expect(validityOn('20261102')).toBe('3');
    expect(validityOn('20261002')).toBe('3');
    expect(validityOn('20261001')).toBe('1');
    expect(validityOn('20241102')).toBe('1');
    expect(validityOn('20241101')).toBe('4');
  });

  test('decides which papers hold, and whether the end is told', () => {
    const on = (day: string, who = insured) =>
      testDesk().told('qualification', { institution, who, on: day }).records[0];
    expect(on('20261102')?.LimitApplicationCertificateRelatedInfo).toBeDefined();
    expect(on('20260731')?.LimitApplicationCertificateRelatedInfo).toBeUndefined();
    expect(on('20261002', { ...insured, ...ended, birth: '19871222' })).toMatchObject({
      DisqualificationDate: '20261002',
      ReasonOfLoss: '03',
    });
    expect(on('20261001', { ...insured, ...ended, birth: '19871222' })?.DisqualificationDate).toBeUndefined();
  });

  test('decides the share where the entry leaves it open: below school age, from then on, and from 70', () => {
    const born = (birth: string, elderly: Partial<QualificationEntry> = {}) => {
      const rule = parseDayRule(birth);
      if (rule === null) throw new Error(birth);
      const held = { insurer: { number: '999999', name: '見本市' }, number: '1', qualified: '1950-01-01' };
      const who = {
        ...person('insured'),
        birth: rule,
        insurance: insuranceSchema.parse({ ...held, ...elderly }),
      };
      const desk = testDesk({ people: only(who) });
      return (on: string) => {
        const [record] = desk.told('qualification', {
          institution,
          who: { insurer: '999999', number: '1' },
          on,
        }).records;
        return [record?.InsuredPartialContributionRatio, record?.PreschoolClassification];
      };
    };
    const child = born('2020-06-15');
    expect(child('20270331')).toEqual(['020', '1']);
    expect(child('20270401')).toEqual(['030', undefined]);
    const old = born('1956-10-15', {
      elderly: { ratio: 20, issued: '2026-11-01', from: '2026-11-01', until: '2027-07-31' },
    });
    expect(old('20261031')).toEqual(['030', undefined]);
    expect(old('20261101')).toEqual(['020', undefined]);
    expect(born('1956-10-15', { ratio: 10 })('20261101')).toEqual(['010', undefined]);
  });

  test('must be a day of the calendar', () => {
    const answer = testDesk().ask('qualification', { institution, who: insured, on: '20260231' });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'EMU-400', detail: { where: 'on' } } });
  });

  test('is counted from the day on which the back end began, however late it is asked', () => {
    const desk = testDesk();
    desk.clock.moveBy(400 * 86_400_000);
    const answer = desk.told('qualification', { institution, who: insured, on: '20271207' });
    expect(answer.records[0]).toMatchObject({ QualificationDate: '20241102' });
    expect(answer.records[0]?.LimitApplicationCertificateRelatedInfo).toBeUndefined();
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

  test('stands in what a reader of that clinic brings in, too', () => {
    const desk = testDesk();
    desk.told('referenceNumber', { institution, reference: 'P-0001', who: insured });
    const recordAt = (asking: string) => {
      const request = desk.eligibilityRequest(person('insured'), desk.newVisit(), { institution: asking });
      return desk.told('eligibility', request).records[0];
    };
    expect(recordAt(institution)?.ReferenceNumber).toBe('P-0001');
    expect(recordAt('1111111111')?.ReferenceNumber).toBeUndefined();
  });

  test('gives way to a later one, and is found by the numbers of before', () => {
    const desk = testDesk();
    const before = numbersOf(person('newer-coverage'));
    for (const reference of ['P-0001', 'P-0002'])
      desk.told('referenceNumber', { institution, reference, who: before });
    const answer = desk.told('qualification', { institution, who: before, on: '20261102' });
    expect(answer.records[0]?.ReferenceNumber).toBe('P-0002');
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
