import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../../../firmware/calendar.ts';
import { insuredPeople } from '../../../../simulator/back-end/world/insured-people.ts';
import {
  type IsRegistered,
  type Standing,
  standingByNumbers,
  standingOf,
} from '../../../../simulator/back-end/world/standing.ts';
import type { Person } from '../../../../simulator/people/person.ts';
import { insuranceSchema, type QualificationEntry } from '../../../../simulator/people/qualification.ts';
import { person } from '../desk.ts';

const today: Day = { year: 2026, month: 11, day: 2 };
const registered: IsRegistered = () => true;
const unregistered: IsRegistered = () => false;

const company = { insurer: { number: '06999999', name: '見本健康保険組合' }, symbol: '見本1', number: '101' };
const town = { insurer: { number: '999999', name: '見本市国民健康保険' }, symbol: '見本2', number: '202' };
const aid = {
  classification: 'A1',
  insurer: { number: '12999999', name: '見本市福祉事務所' },
  number: '9999022',
} as const;
const lost = (on: string) => ({ lost: { on, reason: '03' as const } });

const insured = (...held: readonly QualificationEntry[]): Person => ({
  ...person('insured'),
  insurance: insuranceSchema.parse(held),
});

/** Validity, and the number that is told. */
const words = ({ validity, told }: Standing): string =>
  [validity, told?.qualification.number].filter((word) => word !== undefined).join(' ');

const byCard = (held: readonly QualificationEntry[], day = today, isRegistered = registered): string => {
  const one = insured(...held);
  return words(standingOf(insuredPeople([one], today).of(one), day, isRegistered));
};

const byNumbers = (
  people: readonly Person[],
  numbers: { readonly insurer: string; readonly symbol?: string; readonly number: string },
  day = today,
  isRegistered = registered,
): string => words(standingByNumbers(insuredPeople(people, today).named(numbers), day, isRegistered));

const companys = { insurer: '06999999', symbol: '見本1', number: '101' };
const towns = { insurer: '999999', symbol: '見本2', number: '202' };

describe('by the card', () => {
  it.each<[string, QualificationEntry[], string]>([
    ['one that holds is told', [company], '1 101'],
    ['none was ever told of', [], '4'],
    ['one that begins tomorrow is not known yet', [{ ...company, qualified: '+1d' }], '4'],
    ['the first day counts', [{ ...company, qualified: 'today' }], '1 101'],
    ['the day before the loss counts', [{ ...company, ...lost('+1d') }], '1 101'],
    ['the day of the loss counts no more', [{ ...company, ...lost('today') }], '2 101'],
    [
      'the last of several that have ended is told, however they are listed',
      [
        { ...town, qualified: '-1y', ...lost('-1m') },
        { ...company, ...lost('-1y') },
      ],
      '2 202',
    ],
    [
      'a newer one of which nothing else is known',
      [
        { ...company, ...lost('-1m') },
        { ...town, qualified: '-1m', inFull: false },
      ],
      '3 101',
    ],
    [
      'a newer one that has ended too is none',
      [
        { ...company, ...lost('-1m') },
        { ...town, qualified: '-1m', inFull: false, ...lost('-1d') },
      ],
      '2 101',
    ],
    ['one of which nothing is known cannot be told', [{ ...town, inFull: false }], '4'],
    [
      'a newer one takes the place of the old on the same day',
      [
        { ...company, ...lost('today') },
        { ...town, qualified: 'today' },
      ],
      '1 202',
    ],
    ['two hold', [company, { ...town, qualified: '-2m' }], '5'],
    ['one holds, another has ended', [company, { ...town, ...lost('-1d') }], '1 101'],
    ['medical aid holds', [aid], '1 9999022'],
    ['who has insurance and medical aid is told of the insurance', [aid, company], '1 101'],
    ['medical aid after an insurance that was lost', [{ ...company, ...lost('-1m') }, aid], '1 9999022'],
  ])('%s', (_, held, expected) => {
    expect(byCard(held)).toBe(expected);
  });

  it('medical aid is valid without registration and says so; an insurance does not', () => {
    expect(byCard([aid], today, unregistered)).toBe('6 9999022');
    expect(byCard([company], today, unregistered)).toBe('1 101');
    expect(byCard([company, aid], today, unregistered)).toBe('1 101');
    expect(byCard([{ ...aid, ...lost('-1d') }], today, unregistered)).toBe('2 9999022');
  });

  it('follows the day: acquired, lost, acquired elsewhere', () => {
    const moved = [
      { ...company, qualified: '+1d', ...lost('+3d') },
      { ...town, qualified: '+4d' },
    ];
    const days = [0, 1, 2, 3, 4].map((later) => byCard(moved, addDays(today, later)));
    expect(days).toEqual(['4', '1 101', '1 101', '2 101', '1 202']);
  });
});

describe('by numbers', () => {
  const mover = insured({ ...company, ...lost('-1m') }, { ...town, qualified: '-1m' });

  it('the one that was asked for is told, with a newer one pointed at where it has ended', () => {
    expect(byNumbers([mover], companys)).toBe('3 101');
    expect(byNumbers([mover], towns)).toBe('1 202');
    expect(byNumbers([mover], companys, addDays(today, -60))).toBe('1 101');
    expect(byNumbers([mover], towns, addDays(today, -60))).toBe('4');
  });

  it('of two that hold, the one that was asked for is told', () => {
    const several = insured(company, { ...town, qualified: '-2m' });
    expect(byNumbers([several], companys)).toBe('1 101');
    expect(byNumbers([several], towns)).toBe('1 202');
  });

  it('an end without anything newer is an end', () => {
    expect(byNumbers([insured({ ...company, ...lost('-1m') })], companys)).toBe('2 101');
  });

  it('numbers of which nothing else is known find nobody', () => {
    expect(byNumbers([insured({ ...town, inFull: false })], towns)).toBe('4');
  });

  it('numbers that two people have are not enough, be they in force or not', () => {
    const family = [insured({ ...company, branch: '01' }), insured({ ...company, branch: '02' })];
    expect(byNumbers(family, companys)).toBe('5');
    expect(byNumbers(family, { ...companys, ...{ branch: '02' } })).toBe('1 101');
    const former = family.map(({ insurance }) =>
      insured(...insurance.map(() => ({ ...company, ...lost('-1m') }))),
    );
    expect(byNumbers(former, companys)).toBe('5');
  });

  it('of people with the same numbers in turn, the present one is told', () => {
    expect(byNumbers([insured({ ...company, ...lost('-1m') }), insured(company)], companys)).toBe('1 101');
  });

  it('medical aid says whether the card is registered', () => {
    const numbers = { insurer: '12999999', number: '9999022' };
    expect(byNumbers([insured(aid)], numbers)).toBe('1 9999022');
    expect(byNumbers([insured(aid)], numbers, today, unregistered)).toBe('6 9999022');
  });

  it.each([
    ['leading noughts left out', { ...companys, insurer: '6999999' }],
    ['full-width digits', { ...companys, symbol: '見本１', number: '１０１' }],
  ])('are found with %s', (_, numbers) => {
    expect(byNumbers([insured(company)], numbers)).toBe('1 101');
  });
});

describe('whatever qualifications there are', () => {
  const step = fc.integer({ min: -40, max: 40 });
  const dayRule = (days: number): string => (days === 0 ? 'today' : `${days > 0 ? '+' : ''}${days}d`);
  const qualification = fc
    .record({
      of: fc.constantFrom(company, town, aid),
      from: step,
      length: fc.option(step),
      inFull: fc.boolean(),
    })
    .map(
      ({ of, from, length, inFull }): QualificationEntry => ({
        ...of,
        qualified: dayRule(from),
        inFull,
        ...(length !== null && lost(dayRule(from + Math.abs(length)))),
      }),
    );
  const any = fc.array(qualification, { maxLength: 5 });

  it('one is told where the validity names one, and it holds exactly where it is valid', () => {
    fc.assert(
      fc.property(any, fc.boolean(), step, (held, isRegistered, later) => {
        const one = insured(...held);
        const day = addDays(today, later);
        const { validity, told } = standingOf(insuredPeople([one], today).of(one), day, () => isRegistered);
        expect(told === null).toBe(['4', '5'].includes(validity));
        if (told === null) return;
        const { from, lost: end } = told;
        const number = ({ year, month, day: date }: Day): number => year * 10_000 + month * 100 + date;
        expect(number(from)).toBeLessThanOrEqual(number(day));
        expect(end === null || number(day) < number(end)).toBe(['1', '6'].includes(validity));
      }),
    );
  });

  it('the order in which they are listed changes nothing about the validity', () => {
    fc.assert(
      fc.property(any, (held) => {
        expect(byCard(held.toReversed())[0]).toBe(byCard(held)[0]);
      }),
    );
  });
});
