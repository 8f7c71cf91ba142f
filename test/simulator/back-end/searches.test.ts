import { describe, expect, test } from 'vitest';
import type { RequestOf } from '../../../host-bridge/eligibility/api.ts';
import { openStore } from '../../../simulator/back-end/sqlite-store.ts';
import { start, type TestDesk, testDesk } from './desk.ts';

type Search = RequestOf<'search'>;

const here = { institution: '9999999999', municipality: '見本県見本市', emergencyHospital: false };
const clinician = { by: '見本医師', as: 'clinician' } as const;
const request: Search = {
  search: 'search-0001',
  facility: here,
  mode: 'disaster',
  facts: { name: '見本太郎', birth: '19850410', sex: 'male', address: '見本県見本市' },
  consent: '1',
  lifeAtStake: false,
  authorised: clinician,
};
const factsOf = {
  insured: request.facts,
  noCoverage: { name: '見本秋', birth: '19860923', sex: 'female', address: '見本県見本市' },
  noMatch: { name: '見本春', birth: '19920321', sex: 'female', address: '見本県見本市' },
  several: { name: '見本夏', birth: '19930621', sex: 'female', address: '見本県見本市' },
} as const;

const day = (month: number, date: number) => ({ year: 2026, month, day: date });
const open = (desk: TestDesk, change: object = {}): void =>
  desk.backEnd.modes.openDisaster({
    event: '見本台風',
    municipalities: ['見本県見本市', '見本県隣町'],
    from: day(11, 1),
    until: day(11, 3),
    ...change,
  });
const codeOf = (desk: TestDesk, change: Partial<Search> = {}): string | null => {
  const answer = desk.ask('search', { ...request, ...change });
  return answer.ok ? null : answer.problem.code;
};

describe('disaster mode', () => {
  test('is refused where nothing is opened', () => {
    expect(codeOf(testDesk())).toBe('EMU-481');
  });

  test('is refused in a municipality that is not named, and taken in one that is, however it is written', () => {
    const desk = testDesk();
    open(desk, { municipalities: ['見本県 見本市'] });
    const at = (municipality: string) => codeOf(desk, { facility: { ...here, municipality } });
    expect([at('見本県隣町'), at('見本県見本市')]).toEqual(['EMU-481', null]);
  });

  test('holds from the first second of its first day to the last of its last, by Japan time', () => {
    const desk = testDesk();
    open(desk);
    const codes = [
      '2026-10-31T23:59:59+09:00',
      '2026-11-01T00:00:00+09:00',
      '2026-11-03T23:59:59+09:00',
      '2026-11-04T00:00:00+09:00',
    ].map((moment, i) => {
      desk.clock.moveTo(Date.parse(moment));
      return codeOf(desk, { search: `search-000${i}` });
    });
    expect(codes).toEqual(['EMU-481', null, null, 'EMU-481']);
  });

  test('gives eligibility, and opens medical information with consent', () => {
    const desk = testDesk();
    open(desk);
    const answer = desk.told('search', request);
    expect(answer).toMatchObject({
      found: 'one',
      validity: '1',
      information: ['drugs', 'treatment', 'checkup'],
      until: '2026-11-03T09:00:00+09:00',
    });
    expect(answer.records.map(({ Name }) => Name)).toEqual(['見本　太郎']);
  });

  test.each<[string, Partial<Search>, readonly string[]]>([
    ['without consent', { consent: '0' }, []],
    ['without somebody who answers for it', { authorised: null }, []],
    [
      'of somebody unconscious whose life is at stake',
      { consent: '3', lifeAtStake: true },
      ['drugs', 'treatment', 'checkup'],
    ],
  ])('opens as much as may be seen %s', (_, change, information) => {
    const desk = testDesk();
    open(desk);
    const answer = desk.told('search', { ...request, ...change });
    expect([answer.found, answer.information]).toEqual(['one', information]);
  });

  test.each<[string, Partial<Search>]>([
    ['without life at stake', { consent: '3' }],
    ['without somebody who answers for it', { consent: '3', lifeAtStake: true, authorised: null }],
  ])('takes no consent that cannot be obtained %s', (_, change) => {
    const desk = testDesk();
    open(desk);
    expect(codeOf(desk, change)).toBe('EMU-487');
    expect(desk.backEnd.searchReport().total.requests).toBe(0);
  });

  test.each([
    ['one whose eligibility has ended', 'noCoverage', 'one', '2'],
    ['nobody whom no insurer knows', 'noMatch', 'none', null],
    ['several where several eligibilities hold', 'several', 'several', null],
  ] as const)('finds %s', (_, who, found, validity) => {
    const desk = testDesk();
    open(desk);
    const answer = desk.told('search', { ...request, facts: factsOf[who] });
    expect([answer.found, answer.validity, answer.records.length]).toEqual([
      found,
      validity,
      found === 'one' ? 1 : 0,
    ]);
    if (found !== 'one') expect([answer.information, answer.until]).toEqual([[], null]);
  });

  test('is over when it is closed', () => {
    const desk = testDesk();
    open(desk);
    desk.backEnd.modes.closeDisaster();
    expect(codeOf(desk)).toBe('EMU-481');
  });
});

describe('the search for outages', () => {
  test('is refused at each step before it is on, with the next one', () => {
    const desk = testDesk();
    const codes = (['off', 'called', 'called-back', 'reported', 'on'] as const).map((stage) => {
      desk.backEnd.modes.setOutageSearch(stage);
      return codeOf(desk, { mode: 'outage', consent: '0', authorised: null });
    });
    expect(codes).toEqual(['EMU-482', 'EMU-483', 'EMU-484', 'EMU-485', null]);
  });

  test('gives eligibility and opens nothing, whatever was consented to', () => {
    const desk = testDesk();
    desk.backEnd.modes.setOutageSearch('on');
    const answer = desk.told('search', { ...request, mode: 'outage' });
    expect([answer.validity, answer.information, answer.until]).toEqual(['1', [], null]);
    const { search } = request;
    const seen = desk.ask('foundInformation', { search, institution: here.institution, kind: 'drugs' });
    expect(seen).toMatchObject({ ok: false, problem: { code: 'EMU-488' } });
  });
});

describe('emergency viewing', () => {
  const emergency: Partial<Search> = {
    mode: 'emergency',
    facility: { ...here, emergencyHospital: true },
    consent: '3',
    lifeAtStake: true,
  };

  test('is for hospitals that receive emergency patients', () => {
    expect(codeOf(testDesk(), { ...emergency, facility: here })).toBe('EMU-486');
  });

  test('needs somebody who answers for it, even with consent', () => {
    expect(codeOf(testDesk(), { ...emergency, consent: '1', authorised: null })).toBe('EMU-487');
  });

  test('opens medical information with consent value 3, and keeps who authorised it', () => {
    const desk = testDesk();
    expect(desk.told('search', { ...request, ...emergency }).information).toHaveLength(3);
    const seen = desk.told('foundInformation', {
      search: request.search,
      institution: here.institution,
      kind: 'drugs',
    });
    expect(seen).toMatchObject({ kind: 'drugs', consent: '3' });
    expect(seen.information.drugs?.length).toBeGreaterThan(0);
    expect(Object.keys(seen.information)).toEqual(['drugs']);
    expect(desk.backEnd.listSearches()).toEqual([
      {
        search: request.search,
        mode: 'emergency',
        event: null,
        institution: here.institution,
        municipality: here.municipality,
        at: '2026-11-02T09:00:00+09:00',
        found: 'one',
        person: 'insured',
        consent: '3',
        treatmentKind: '4',
        authorised: clinician,
        information: ['drugs'],
      },
    ]);
  });
});

describe('a search', () => {
  test('that is sent again is the same search, with the first answer', () => {
    const desk = testDesk();
    open(desk);
    const first = desk.told('search', request);
    desk.backEnd.modes.closeDisaster();
    expect(desk.told('search', request)).toEqual(first);
    expect(desk.backEnd.searchReport().total.requests).toBe(1);
  });

  test('is refused under the key of another', () => {
    const desk = testDesk();
    open(desk);
    desk.told('search', request);
    expect(codeOf(desk, { facts: factsOf.noMatch })).toBe('EMU-413');
  });

  test.each<[string, object]>([
    [
      'neither address nor insurer',
      { ...request, facts: { name: '見本太郎', birth: '19850410', sex: 'male' } },
    ],
    ['a day that is written otherwise', { ...request, facts: { ...request.facts, birth: '1985-04-10' } }],
    ['another mode', { ...request, mode: 'ordinary' }],
  ])('with %s is refused, and nothing of it repeated', (_, body) => {
    const { status, body: answer } = testDesk().backEnd.handle('search', body);
    expect([status, (answer as { code: string }).code]).toEqual([400, 'EMU-400']);
    expect(JSON.stringify(answer)).not.toMatch(/見本|1985/);
  });

  test('opens information to the facility that searched and to no other', () => {
    const desk = testDesk();
    open(desk);
    desk.told('search', request);
    const asked = { search: request.search, kind: 'drugs' } as const;
    expect(desk.ask('foundInformation', { ...asked, institution: '1111111111' })).toMatchObject({
      problem: { code: 'EMU-489' },
    });
    expect(
      desk.ask('foundInformation', { ...asked, search: 'search-9999', institution: here.institution }),
    ).toMatchObject({ problem: { code: 'EMU-489' } });
  });

  test('that found nobody opens nothing', () => {
    const desk = testDesk();
    open(desk);
    desk.told('search', { ...request, facts: factsOf.noMatch });
    const { search } = request;
    const seen = desk.ask('foundInformation', { search, institution: here.institution, kind: 'drugs' });
    expect(seen).toMatchObject({ problem: { code: 'EMU-489' } });
  });

  test('counts no information of a kind of which there is none', () => {
    const desk = testDesk();
    open(desk);
    const facts = { name: '見本若葉', birth: '20221013', sex: 'female', address: '見本県見本市' } as const;
    expect(desk.told('search', { ...request, facts }).found).toBe('one');
    const asked = { search: request.search, institution: here.institution };
    expect(desk.told('foundInformation', { ...asked, kind: 'checkup' }).information).toEqual({ checkup: [] });
    expect(desk.backEnd.searchReport().total.information).toBe(0);
    expect(desk.told('foundInformation', { ...asked, kind: 'drugs' }).information.drugs).not.toEqual([]);
    expect(desk.backEnd.searchReport().total.information).toBe(1);
  });

  test('opens nothing of people insured in a way of which nothing can be viewed', () => {
    const desk = testDesk();
    open(desk);
    const facts = { name: '見本七郎', birth: '19600229', sex: 'male', address: '見本県見本市' } as const;
    expect(desk.told('search', { ...request, facts }).found).toBe('one');
    const { search } = request;
    const seen = desk.ask('foundInformation', { search, institution: here.institution, kind: 'drugs' });
    expect(seen).toMatchObject({ problem: { code: 'EMU-475' } });
    expect(desk.backEnd.searchReport().total.information).toBe(0);
  });

  test('opens information for 24 hours and while the mode is open', () => {
    const desk = testDesk();
    open(desk);
    desk.told('search', request);
    const asked = { search: request.search, institution: here.institution, kind: 'checkup' } as const;
    const code = (): string | null => {
      const seen = desk.ask('foundInformation', asked);
      return seen.ok ? null : seen.problem.code;
    };
    desk.clock.moveTo(start + 24 * 3_600_000);
    expect(code()).toBeNull();
    desk.backEnd.modes.closeDisaster();
    expect(code()).toBe('EMU-481');
    open(desk);
    desk.clock.moveTo(start + 24 * 3_600_000 + 1000);
    expect(code()).toBe('EMU-490');
  });

  test('tells those who observe neither who was searched for nor who searched', () => {
    const desk = testDesk();
    open(desk);
    desk.told('search', request);
    expect(desk.observed).toEqual([
      { event: 'mode', mode: 'disaster', state: 'opened' },
      { event: 'searched', mode: 'disaster', found: 'one' },
    ]);
  });

  test('is in the store without the facts that were typed', () => {
    const opened = openStore(':memory:');
    if (!opened.ok) throw new Error('no store');
    const desk = testDesk({ store: opened.value });
    open(desk);
    desk.told('search', { ...request, facts: factsOf.noMatch });
    expect(JSON.stringify(opened.value.searches.searches())).not.toMatch(/見本春|19920321/);
  });
});

describe('maintenance', () => {
  test('turns every operation away until it is over, and says until when', () => {
    const desk = testDesk();
    const hour = 3_600_000;
    desk.backEnd.modes.announceMaintenance({ from: start + hour, until: start + 2 * hour });
    const asked = () => desk.ask('challenge', { visit: desk.newVisit() });
    expect(asked().ok).toBe(true);
    desk.clock.moveTo(start + hour);
    expect(desk.backEnd.handle('challenge', {}).status).toBe(503);
    expect(asked()).toMatchObject({
      problem: { code: 'EMU-480', detail: { until: '2026-11-02T11:00:00+09:00' } },
    });
    desk.clock.moveTo(start + 2 * hour);
    expect(asked().ok).toBe(true);
  });

  test('is announced beforehand, with disaster mode and the search for outages', () => {
    const desk = testDesk();
    const situation = () => desk.told('situation', { facility: here });
    expect(situation()).toEqual({ disaster: null, outageSearch: 'off', maintenance: null });
    desk.backEnd.modes.announceMaintenance({ from: start + 60_000, until: start + 120_000 });
    desk.backEnd.modes.setOutageSearch('called');
    open(desk);
    expect(situation()).toEqual({
      disaster: { event: '見本台風', until: '2026-11-04T00:00:00+09:00' },
      outageSearch: 'called',
      maintenance: { from: '2026-11-02T09:01:00+09:00', until: '2026-11-02T09:02:00+09:00' },
    });
    desk.clock.moveTo(start + 120_000);
    expect(situation().maintenance).toBeNull();
    desk.backEnd.modes.announceMaintenance(null);
    expect(situation().maintenance).toBeNull();
  });
});
