import { describe, expect, test } from 'vitest';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { agreed, numbersOf, person, testDesk } from './desk.ts';

const institution = '9999999999';

describe('the listing of people', () => {
  test('has everybody of the people file, in its order, as today is', () => {
    const rows = testDesk().backEnd.listPeople();
    expect(rows.map(({ id }) => id)).toEqual(Array.from(loadPeople(), ({ id }) => id));
    const row = (id: string) => rows.find((one) => one.id === id);
    expect(row('insured')).toEqual({ id: 'insured', validity: '1', registered: true, certificate: 'good' });
    expect(row('aid-unregistered')).toMatchObject({ validity: '6', registered: false });
    expect(row('returned')).toMatchObject({ registered: false, certificate: 'returned' });
  });

  test('goes with the day', () => {
    const desk = testDesk();
    const validity = () => desk.backEnd.listPeople().find(({ id }) => id === 'losing-coverage')?.validity;
    expect(validity()).toBe('1');
    desk.clock.moveTo(Date.parse('2026-11-03T00:00:00+09:00'));
    expect(validity()).toBe('2');
  });
});

describe('what is shown of one person', () => {
  test('is every qualification with its days, the one that is told marked', () => {
    const desk = testDesk();
    const shown = () =>
      desk.backEnd
        .showPerson('changing-insurer')
        ?.qualifications.map(({ from, lost, told, record }) => [from, lost, told, record.InsurerName]);
    expect(shown()).toEqual([
      ['2024-11-02', '2026-11-03', true, '見本健康保険組合'],
      ['2026-11-03', null, false, '見本市国民健康保険'],
    ]);
    desk.clock.moveTo(Date.parse('2026-11-03T00:00:00+09:00'));
    expect(shown()?.map(([, , told]) => told)).toEqual([false, true]);
  });

  test('is the recipient certificates, with their numbers and days', () => {
    expect(testDesk().backEnd.showPerson('certificate-holder')?.recipientCertificates).toEqual([
      {
        kind: 'disability',
        issuer: '見本市',
        payer: '88999999',
        recipient: '9999024',
        from: '2026-08-01',
        until: '2027-08-31',
      },
    ]);
  });

  test('is what institutions gave and got: reference numbers, and consents while they hold', () => {
    const desk = testDesk();
    desk.told('referenceNumber', { institution, reference: 'P-1', who: numbersOf(person('insured')) });
    const visit = desk.newVisit();
    desk.told('eligibility', desk.eligibilityRequest(person('insured'), visit));
    const shown = () => desk.backEnd.showPerson('insured');
    expect(shown()).toMatchObject({ referenceNumbers: [{ institution, reference: 'P-1' }], consents: [] });
    desk.told('use', desk.use(visit));
    expect(shown()?.consents).toEqual([
      {
        institution,
        groups: agreed,
        at: '2026-11-02T09:00:00+09:00',
        until: '2026-11-03T09:00:00+09:00',
      },
    ]);
    desk.clock.moveBy(25 * 3_600_000);
    expect(shown()?.consents).toEqual([]);
  });

  test('is nothing of somebody whom the people file does not name', () => {
    expect(testDesk().backEnd.showPerson('nobody')).toBeNull();
  });
});

describe('the listing of visits', () => {
  test('says what was answered about recipient certificates and the form of the prescription', () => {
    const desk = testDesk();
    const visit = desk.newVisit();
    desk.told('eligibility', desk.eligibilityRequest(person('certificate-holder'), visit));
    expect(desk.backEnd.listVisits()).toMatchObject([{ visit, recipient: null, prescription: null }]);
    desk.told('use', desk.use(visit, { recipient: true, prescription: 'paper' }));
    expect(desk.backEnd.listVisits()).toMatchObject([{ visit, recipient: true, prescription: 'paper' }]);
    desk.told('withdrawal', { visit });
    expect(desk.backEnd.listVisits()).toMatchObject([{ visit, recipient: null, prescription: null }]);
  });
});

describe('the listing of insurers', () => {
  test('counts whom each insures today, everybody once', () => {
    const desk = testDesk();
    const counts = () =>
      Object.fromEntries(desk.backEnd.listInsurers().map(({ number, people }) => [number, people]));
    const before = counts();
    desk.clock.moveTo(Date.parse('2026-11-03T00:00:00+09:00'));
    const after = counts();
    // At midnight one comes to the company, one leaves it, one moves from it to the town, and one from the town to the elderly.
    const change = (number: string) => (after[number] ?? 0) - (before[number] ?? 0);
    expect(['06999999', '999999', '39999999'].map(change)).toEqual([-1, 0, 1]);
    expect(before['12999999']).toBe(2);
  });
});
