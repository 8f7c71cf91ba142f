import { describe, expect, test } from 'vitest';
import { searchReport } from '../../../simulator/back-end/search/search-report.ts';
import { type TestDesk, testDesk } from './desk.ts';

const clinicA = '1111111111';
const clinicB = '2222222222';
const municipality = '見本県見本市';
const right = { name: '見本太郎', birth: '19850410', sex: 'male', address: municipality } as const;
const wrong = { ...right, birth: '19850411' } as const;

/** Searches in the order in which they are told, each under a key of its own. */
function searching(desk: TestDesk) {
  let searches = 0;
  return {
    search(institution: string, facts: typeof right | typeof wrong): string {
      searches += 1;
      const search = `search-${String(searches).padStart(4, '0')}`;
      desk.told('search', {
        search,
        facility: { institution, municipality, emergencyHospital: false },
        mode: 'disaster',
        facts,
        consent: '1',
        lifeAtStake: false,
        authorised: { by: '見本医師', as: 'clinician' },
      });
      return search;
    },
    see(search: string, institution: string, ...kinds: ('drugs' | 'treatment' | 'checkup')[]): void {
      for (const kind of kinds) desk.told('foundInformation', { search, institution, kind });
    },
  };
}

const open = (desk: TestDesk, event: string): void =>
  desk.backEnd.modes.openDisaster({
    event,
    municipalities: [municipality],
    from: { year: 2026, month: 11, day: 1 },
    until: { year: 2026, month: 11, day: 30 },
  });

describe('the count of searches', () => {
  test('is nothing where nobody searched', () => {
    expect(testDesk().backEnd.searchReport()).toEqual({
      rows: [],
      total: { facilities: 0, requests: 0, eligibility: 0, information: 0 },
    });
  });

  test('counts facilities by the day, requests that return nothing, and each kind of information once', () => {
    const desk = testDesk();
    const { search, see } = searching(desk);
    open(desk, '見本台風');
    // Day 1: one clinic mistypes and tries again, sees two kinds, one of them twice; another finds and sees nothing.
    search(clinicA, wrong);
    const first = search(clinicA, right);
    see(first, clinicA, 'drugs', 'checkup', 'drugs');
    search(clinicB, wrong);
    // Day 2: the first clinic again: another day, so another facility of the sum.
    desk.clock.moveTo(Date.parse('2026-11-03T00:00:00+09:00'));
    search(clinicA, right);
    expect(desk.backEnd.searchReport()).toEqual({
      rows: [
        {
          mode: 'disaster',
          event: '見本台風',
          from: '2026-11-02',
          until: '2026-11-03',
          facilities: 3,
          requests: 4,
          eligibility: 2,
          information: 2,
        },
      ],
      total: { facilities: 3, requests: 4, eligibility: 2, information: 2 },
    });
  });

  test('has a row for each disaster, and one for each other mode', () => {
    const desk = testDesk();
    const { search } = searching(desk);
    open(desk, '見本台風');
    search(clinicA, right);
    open(desk, '見本地震');
    search(clinicA, right);
    desk.backEnd.modes.setOutageSearch('on');
    desk.told('search', {
      search: 'search-outage',
      facility: { institution: clinicB, municipality, emergencyHospital: false },
      mode: 'outage',
      facts: right,
      consent: '0',
      lifeAtStake: false,
      authorised: null,
    });
    const { rows, total } = desk.backEnd.searchReport();
    expect(rows.map(({ mode, event, requests }) => [mode, event, requests])).toEqual([
      ['disaster', '見本台風', 1],
      ['disaster', '見本地震', 1],
      ['outage', null, 1],
    ]);
    // The same clinic in two disasters of one day is one facility of that day.
    expect(total).toEqual({ facilities: 2, requests: 3, eligibility: 3, information: 0 });
  });

  test('begins a day at midnight in Japan', () => {
    const at = (moment: string, search: string) =>
      ({
        search,
        digest: '',
        mode: 'disaster',
        event: '-',
        institution: clinicA,
        municipality,
        at: Date.parse(moment),
        found: 'none',
        person: null,
        eligibility: false,
        consent: '0',
        authorised: null,
        answer: '{}',
      }) as const;
    const report = searchReport({
      searches: () => [
        at('2026-11-02T23:59:59+09:00', 'a'),
        at('2026-11-03T00:00:00+09:00', 'b'),
        at('2026-11-03T08:59:59+09:00', 'c'),
      ],
      information: () => [],
    });
    expect(report.total.facilities).toBe(2);
  });
});
