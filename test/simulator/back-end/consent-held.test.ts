import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../host-bridge/eligibility/api.ts';
import { consentLifeMs } from '../../../simulator/back-end/world/consent-held.ts';
import { checkIn, institution } from './check-in.ts';
import { agreed, numbersOf, person, type TestDesk, testDesk } from './desk.ts';

function consentTold(desk: TestDesk, id = 'insured', at = institution): AnswerOf<'qualification'>['consent'] {
  const who = numbersOf(person(id));
  return desk.told('qualification', { institution: at, who, on: '20261102' }).consent;
}

describe('a consent that was given at a reader', () => {
  test('is told to the institution where it was given, with its two times, and to no other', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', agreed);
    expect(consentTold(desk)).toEqual({
      groups: agreed,
      at: '2026-11-02T09:00:00+09:00',
      until: '2026-11-03T09:00:00+09:00',
    });
    expect(consentTold(desk, 'insured', '1111111111')).toBeNull();
    expect(consentTold(desk, 'elderly')).toBeNull();
  });

  test('holds through its last second and not a second longer', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', agreed);
    desk.clock.moveBy(consentLifeMs + 999);
    expect(consentTold(desk)).not.toBeNull();
    desk.clock.moveBy(1);
    expect(consentTold(desk)).toBeNull();
  });

  test('gives way to a later one, though the earlier would still hold', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', agreed);
    desk.clock.moveBy(3_600_000);
    const less = { surgery: false, treatment: true, checkup: false };
    checkIn(desk, 'insured', less);
    expect(consentTold(desk)).toEqual({
      groups: less,
      at: '2026-11-02T10:00:00+09:00',
      until: '2026-11-03T10:00:00+09:00',
    });
  });

  test('stays where a later visit asked for none', () => {
    const desk = testDesk();
    checkIn(desk, 'insured', agreed);
    checkIn(desk, 'insured', null);
    expect(consentTold(desk)?.groups).toEqual(agreed);
  });

  test('is gone with its visit, and the one before counts again', () => {
    const desk = testDesk();
    const first = checkIn(desk, 'insured', agreed);
    const second = checkIn(desk, 'insured', { ...agreed, checkup: false });
    desk.told('withdrawal', { visit: second });
    expect(consentTold(desk)?.groups).toEqual(agreed);
    desk.told('withdrawal', { visit: first });
    expect(consentTold(desk)).toBeNull();
  });
});

test('in the grace period there is none', () => {
  const desk = testDesk();
  checkIn(desk, 'grace', null);
  expect(consentTold(desk, 'grace')).toBeNull();
});
