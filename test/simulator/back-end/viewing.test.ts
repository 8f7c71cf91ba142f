import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RequestOf } from '../../../host-bridge/eligibility/api.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import { memoryStore } from '../../../simulator/back-end/sqlite-store.ts';
import { consentLifeMs } from '../../../simulator/back-end/world/consent-held.ts';
import { checkIn, institution } from './check-in.ts';
import { agreed, numbersOf, only, person, type TestDesk, testDesk } from './desk.ts';

const day = 86_400_000;

const asking = (id: string, change: Partial<RequestOf<'viewing'>> = {}): RequestOf<'viewing'> => ({
  institution,
  of: { numbers: numbersOf(person(id)) },
  kinds: ['drugs'],
  ...change,
});

const expectRefused = (desk: TestDesk, request: RequestOf<'viewing'>, code: ErrorCode): void =>
  expect(desk.ask('viewing', request)).toMatchObject({ ok: false, problem: { code } });

describe('after consent at a reader', () => {
  test('the institution is told the kinds it asks for, whose they are, and until when it may ask', () => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    const answer = desk.told('viewing', asking('insured', { kinds: ['drugs', 'checkup'] }));
    expect(answer.person).toEqual({ name: '見本　太郎', kana: 'ﾐﾎﾝ ﾀﾛｳ', birth: '19850410', sex: '1' });
    expect(answer.until).toBe('2026-11-03T09:00:00+09:00');
    expect(Object.keys(answer.information).sort()).toEqual(['checkup', 'drugs']);
    expect(answer.information.drugs?.length).toBeGreaterThan(0);
  });

  test('a visit names the person as the numbers do', () => {
    const desk = testDesk();
    const visit = checkIn(desk, 'insured');
    const byVisit = desk.told('viewing', asking('insured', { of: { visit } }));
    expect(byVisit).toEqual(desk.told('viewing', asking('insured')));
  });

  test('days that are asked for bound what is told', () => {
    const desk = testDesk();
    checkIn(desk, 'elderly');
    const { information } = desk.told('viewing', asking('elderly', { from: '20260101', until: '20260630' }));
    expect(information.drugs?.length).toBeGreaterThan(0);
    for (const { dispensed } of information.drugs ?? []) expect(dispensed).toMatch(/^20260[1-6]/);
  });

  test('of several kinds only those come that were agreed to', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', { surgery: false, treatment: true, checkup: false });
    const kinds = ['drugs', 'treatment', 'surgery', 'checkup'] as const;
    const { information } = desk.told('viewing', asking('insured', { kinds: [...kinds] }));
    expect(Object.keys(information).sort()).toEqual(['drugs', 'treatment']);
  });

  test('it survives a restart of the back end', () => {
    const store = memoryStore();
    checkIn(testDesk({ store }), 'insured');
    expect(testDesk({ store }).ask('viewing', asking('insured')).ok).toBe(true);
  });

  test('nothing observed says what was seen or of whom', () => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    const before = desk.observed.length;
    const { information } = desk.told('viewing', asking('insured'));
    expect(JSON.stringify(information)).toContain('見本');
    expect(desk.observed.slice(before)).toEqual([]);
  });
});

describe('viewing is refused', () => {
  test('without consent', () => {
    expectRefused(testDesk(), asking('insured'), 'EMU-470');
  });

  test('to an institution to which no consent was given', () => {
    const desk = testDesk();
    const visit = checkIn(desk, 'insured');
    expectRefused(desk, asking('insured', { institution: '1111111111' }), 'EMU-470');
    expectRefused(desk, asking('insured', { institution: '1111111111', of: { visit } }), 'EMU-470');
  });

  test('for a visit that nobody made', () => {
    const desk = testDesk();
    expectRefused(desk, asking('insured', { of: { visit: desk.newVisit() } }), 'EMU-470');
  });

  test.each([
    ['surgery', ['surgery']],
    ['treatment', ['drugs', 'treatment']],
    ['checkup', ['checkup']],
  ] as const)('for what the refused group %s holds, and for that alone', (group, kinds) => {
    const desk = testDesk();
    checkIn(desk, 'insured', { ...agreed, [group]: false });
    for (const kind of ['drugs', 'treatment', 'surgery', 'checkup'] as const) {
      const request = asking('insured', { kinds: [kind] });
      if (kinds.some((refused) => refused === kind)) expectRefused(desk, request, 'EMU-471');
      else expect(desk.ask('viewing', request).ok).toBe(true);
    }
  });

  test('after everything was refused', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', { surgery: false, treatment: false, checkup: false });
    expectRefused(desk, asking('insured'), 'EMU-471');
  });

  test('a second after AvailableTime, and not before', () => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    desk.clock.moveBy(consentLifeMs);
    expect(desk.ask('viewing', asking('insured')).ok).toBe(true);
    desk.clock.moveBy(1_000);
    expect(desk.ask('viewing', asking('insured'))).toMatchObject({
      problem: { code: 'EMU-472', detail: { until: '2026-11-03T09:00:00+09:00' } },
    });
  });

  test('for what a later consent no longer opens', () => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    desk.clock.moveBy(3_600_000);
    checkIn(desk, 'insured', { ...agreed, treatment: false });
    expectRefused(desk, asking('insured'), 'EMU-471');
  });

  test('after the visit was withdrawn', () => {
    const desk = testDesk();
    const visit = checkIn(desk, 'insured');
    desk.told('withdrawal', { visit });
    expectRefused(desk, asking('insured'), 'EMU-473');
  });

  test('in the grace period, though an older consent might still hold', () => {
    const desk = testDesk();
    checkIn(desk, 'grace', null);
    expectRefused(desk, asking('grace'), 'EMU-474');
  });

  test('for people on medical aid', () => {
    const desk = testDesk();
    const visit = checkIn(desk, 'medical-aid');
    expectRefused(desk, asking('medical-aid', { of: { visit } }), 'EMU-475');
  });

  const dayLabour = { name: '見本日雇特例', characters: 'utf-8' as const };
  test.each([
    ['of the Self-Defense Forces', { classification: '07' as const }],
    ['who labour by the day', { insurer: { number: '03999999', ...dayLabour } }],
    ['who labour by the day, by special provision', { insurer: { number: '4999999', ...dayLabour } }],
  ])('for people %s', (_, change) => {
    const insured = person('insured');
    const other = { ...insured, insurance: insured.insurance.map((held) => ({ ...held, ...change })) };
    const desk = testDesk({ people: only(other) });
    checkIn(desk, 'insured');
    const of = { numbers: numbersOf(other) };
    expectRefused(desk, asking('insured', { of }), 'EMU-475');
  });

  test.each([
    ['that begins after its end', { from: '20260630', until: '20260101' }],
    ['with a day that does not exist', { from: '20260231' }],
  ])('for a period %s', (_, period) => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    expectRefused(desk, asking('insured', period), 'EMU-476');
  });

  test('for numbers that fit nobody', () => {
    const desk = testDesk();
    checkIn(desk, 'insured');
    const of = { numbers: { ...numbersOf(person('insured')), number: '999' } };
    expectRefused(desk, asking('insured', { of }), 'EMU-417');
  });
});

test('a new consent opens again what the old one no longer does', () => {
  const desk = testDesk();
  checkIn(desk, 'insured');
  desk.clock.moveBy(2 * day);
  expectRefused(desk, asking('insured'), 'EMU-472');
  checkIn(desk, 'insured');
  expect(desk.told('viewing', asking('insured')).until).toBe('2026-11-05T09:00:00+09:00');
});

test('in any order of visits, withdrawals and hours, what is told is what the latest answer opens within its day', () => {
  const kindsOf = { surgery: 'surgery', treatment: 'drugs', checkup: 'checkup' } as const;
  const kinds = ['drugs', 'surgery', 'checkup'] as const;
  const act = fc.oneof(
    fc.record({
      does: fc.constant('visit' as const),
      consent: fc.record({ surgery: fc.boolean(), treatment: fc.boolean(), checkup: fc.boolean() }),
    }),
    fc.record({ does: fc.constant('withdraw' as const), which: fc.nat(9) }),
    fc.record({ does: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 25 }) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const desk = testDesk();
      const visits: { visit: VisitId; consent: typeof agreed; at: number; withdrawn: boolean }[] = [];
      for (const one of acts) {
        if (one.does === 'pass') desk.clock.moveBy(one.hours * 3_600_000);
        else if (one.does === 'visit') {
          const visit = checkIn(desk, 'insured', one.consent);
          visits.push({ visit, consent: one.consent, at: desk.clock.now(), withdrawn: false });
        } else {
          const withdrawn = visits[one.which];
          if (withdrawn === undefined) continue;
          desk.told('withdrawal', { visit: withdrawn.visit });
          withdrawn.withdrawn = true;
        }
        const last = visits.filter(({ withdrawn }) => !withdrawn).at(-1);
        const holds = last !== undefined && desk.clock.now() <= last.at + consentLifeMs;
        const open = Object.entries(kindsOf)
          .filter(([group]) => holds && last.consent[group as keyof typeof agreed])
          .map(([, kind]) => kind)
          .sort();
        const answer = desk.ask('viewing', asking('insured', { kinds: [...kinds] }));
        expect(answer.ok ? Object.keys(answer.value.information).sort() : []).toEqual(open);
      }
      desk.store.close();
    }),
    { numRuns: 60 },
  );
});
