import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { challengeLifeMs } from '../../../simulator/back-end/operations/challenge-life.ts';
import { memoryStore } from '../../../simulator/back-end/sqlite-store.ts';
import { agreed, person, testDesk } from './desk.ts';

/** A desk on which `who` has an eligibility answer in `visit`. */
function judgedDesk(id = 'insured') {
  const desk = testDesk();
  const visit = desk.newVisit();
  const request = desk.eligibilityRequest(person(id), visit);
  const answer = desk.told('eligibility', request);
  return { desk, visit, request, answer };
}

describe('a challenge', () => {
  test('is 32 bytes, holds five minutes, and is new for each visit', () => {
    const desk = testDesk();
    const first = desk.told('challenge', { visit: desk.newVisit() });
    const second = desk.told('challenge', { visit: desk.newVisit() });
    expect(Buffer.from(first.nonce, 'base64url')).toHaveLength(32);
    expect(first.until).toBe('2026-11-02T09:05:00+09:00');
    expect(second.nonce).not.toBe(first.nonce);
  });

  test('is given again when asked again, until half of its life is over', () => {
    const desk = testDesk();
    const visit = desk.newVisit();
    const first = desk.told('challenge', { visit });
    desk.clock.moveBy(challengeLifeMs / 2);
    expect(desk.told('challenge', { visit })).toEqual(first);
    desk.clock.moveBy(1);
    expect(desk.told('challenge', { visit }).nonce).not.toBe(first.nonce);
  });

  test('is a new one once it has been used, for another card in the same visit', () => {
    const { desk, visit, request } = judgedDesk('expired');
    const again = desk.eligibilityRequest(person('insured'), visit);
    expect(again.nonce).not.toBe(request.nonce);
    expect(desk.told('eligibility', again).verdict).toBe('valid');
  });
});

test('a repeated eligibility request gets the first answer, though the day has changed', () => {
  const { desk, request, answer } = judgedDesk('expiring');
  desk.clock.moveBy(400 * 86_400_000);
  expect(desk.told('eligibility', request)).toEqual(answer);
  expect(desk.observed.filter(({ event }) => event === 'judged')).toHaveLength(1);
});

describe('checking in', () => {
  test('with consent keeps one row that holds exactly 24 hours', () => {
    const { desk, visit } = judgedDesk();
    const answer = desk.told('use', desk.use(visit));
    expect(answer).toEqual({
      state: 'committed',
      at: '2026-11-02T09:00:00+09:00',
      until: '2026-11-03T09:00:00+09:00',
    });
    expect(desk.backEnd.listConsents()).toEqual([
      { visit, ...agreed, at: answer.at, until: answer.until, method: 'face' },
    ]);
    expect(desk.backEnd.listVisits()).toEqual([
      {
        visit,
        state: 'committed',
        person: 'insured',
        method: 'face',
        verdict: 'valid',
        validity: '1',
        at: answer.at,
        recipient: null,
        prescription: null,
      },
    ]);
  });

  test('with three refusals keeps a row of three falses', () => {
    const { desk, visit } = judgedDesk();
    const none = { surgery: false, treatment: false, checkup: false };
    expect(desk.told('use', desk.use(visit, { consent: none })).state).toBe('committed');
    expect(desk.backEnd.listConsents()).toMatchObject([none]);
  });

  test('without a consent question keeps no row', () => {
    const { desk, visit } = judgedDesk('grace');
    expect(desk.told('use', desk.use(visit, { consent: null })).state).toBe('committed');
    expect(desk.backEnd.listConsents()).toEqual([]);
    expect(desk.observed.at(-1)).toEqual({ event: 'committed', visit, consent: false });
  });

  test('is a problem where the eligibility answer was none, and stays one', () => {
    const { desk, visit } = judgedDesk('no-coverage');
    expect(desk.told('use', desk.use(visit)).state).toBe('problem');
    expect(desk.told('use', desk.use(visit))).toEqual({ state: 'problem', at: null, until: null });
    expect(desk.backEnd.listConsents()).toEqual([]);
  });

  test('is a problem while the card is not registered', () => {
    const { desk, visit } = judgedDesk('unregistered');
    expect(desk.told('use', desk.use(visit)).state).toBe('problem');
  });

  test('repeated gives the first answer, however late', () => {
    const { desk, visit } = judgedDesk();
    const first = desk.told('use', desk.use(visit));
    desk.clock.moveBy(3_600_000);
    expect(desk.told('use', desk.use(visit))).toEqual(first);
    expect(desk.backEnd.listConsents()).toHaveLength(1);
  });
});

describe('registration', () => {
  test('holds from then on, in this visit and the next', () => {
    const { desk, visit, answer } = judgedDesk('unregistered');
    expect(answer).toMatchObject({ verdict: 'valid', registered: false });
    expect(desk.told('registration', { visit })).toEqual({ registered: true });
    expect(desk.told('use', desk.use(visit)).state).toBe('committed');
    expect(desk.told('registration', { visit })).toEqual({ registered: true });
    const later = desk.eligibilityRequest(person('unregistered'), desk.newVisit());
    expect(desk.told('eligibility', later).registered).toBe(true);
    expect(desk.observed.filter(({ event }) => event === 'registered')).toHaveLength(1);
  });

  test('is forgotten with everything else when the store is cleared', () => {
    const { desk, visit } = judgedDesk('unregistered');
    desk.told('registration', { visit });
    desk.store.clear();
    expect(desk.backEnd.listVisits()).toEqual([]);
    const later = desk.eligibilityRequest(person('unregistered'), desk.newVisit());
    expect(desk.told('eligibility', later).registered).toBe(false);
  });
});

describe('withdrawal', () => {
  test('before the use leaves a tombstone that the use runs into', () => {
    const { desk, visit } = judgedDesk();
    expect(desk.told('withdrawal', { visit })).toEqual({ state: 'withdrawn' });
    expect(desk.told('use', desk.use(visit))).toEqual({ state: 'withdrawn', at: null, until: null });
    expect(desk.backEnd.listConsents()).toEqual([]);
  });

  test('of a visit never heard of leaves one too', () => {
    const desk = testDesk();
    const visit = desk.newVisit();
    desk.told('withdrawal', { visit });
    expect(desk.told('use', desk.use(visit)).state).toBe('withdrawn');
  });

  test('after the use takes the row back', () => {
    const { desk, visit } = judgedDesk();
    desk.told('use', desk.use(visit));
    desk.told('withdrawal', { visit });
    desk.told('withdrawal', { visit });
    expect(desk.backEnd.listConsents()).toEqual([]);
    expect(desk.backEnd.listVisits()).toMatchObject([{ visit, state: 'withdrawn', at: null }]);
    expect(desk.observed.filter(({ event }) => event === 'withdrawn')).toHaveLength(1);
  });
});

test('in any interleaving of repeats a visit has at most one row, none once it is withdrawn, and one answer', () => {
  const act = fc.record({
    visit: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom('use', 'otherUse', 'withdrawal', 'later'),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const desk = testDesk();
      const visits = [0, 1, 2].map(() => desk.newVisit());
      for (const visit of visits) desk.told('eligibility', desk.eligibilityRequest(person('insured'), visit));
      const withdrawn = new Set<string>();
      const first = new Map<string, { body: string; answer: unknown }>();

      for (const { visit: index, what } of acts) {
        const visit = visits[index];
        if (visit === undefined) continue;
        if (what === 'later') desk.clock.moveBy(60_000);
        else if (what === 'withdrawal') {
          desk.told('withdrawal', { visit });
          withdrawn.add(visit);
        } else {
          const request = desk.use(visit, what === 'use' ? {} : { recipient: true });
          const result = desk.ask('use', request);
          const body = JSON.stringify(request);
          const before = first.get(visit);
          if (withdrawn.has(visit)) expect(result).toMatchObject({ value: { state: 'withdrawn' } });
          else if (before === undefined) first.set(visit, { body, answer: result });
          else if (before.body === body) expect(result).toEqual(before.answer);
          else expect(result).toMatchObject({ problem: { code: 'EMU-413' } });
        }
        const counted = [...first.keys()].filter((key) => !withdrawn.has(key)).sort();
        expect(
          desk.backEnd
            .listConsents()
            .map((row) => row.visit)
            .sort(),
        ).toEqual(counted);
      }
      for (const row of desk.backEnd.listVisits()) {
        expect(row.state === 'withdrawn').toBe(withdrawn.has(row.visit));
      }
      desk.store.close();
    }),
    { numRuns: 100 },
  );
});

test('nothing observed names a person or carries what a card gave', () => {
  const { desk, visit, request } = judgedDesk();
  desk.told('use', desk.use(visit));
  desk.told('withdrawal', { visit });
  const text = JSON.stringify(desk.observed);
  const { name } = person('insured');
  for (const secret of ['insured', name.kanji, name.kana, request.nonce, request.signature.slice(0, 20)]) {
    expect(text).not.toContain(secret);
  }
  expect(desk.observed.map(({ event }) => event)).toEqual(['challenged', 'judged', 'committed', 'withdrawn']);
});

test('the same requests on a fresh desk give the same answers, to the byte', () => {
  const run = () => {
    const { desk, visit, answer } = judgedDesk('elderly');
    return JSON.stringify([
      answer,
      desk.told('use', desk.use(visit)),
      desk.backEnd.listVisits(),
      desk.observed,
    ]);
  };
  expect(run()).toBe(run());
});

test('a back end started again on the same store goes on where it was', () => {
  const store = memoryStore();
  const before = testDesk({ store });
  const visit = before.newVisit();
  before.told('eligibility', before.eligibilityRequest(person('insured'), visit));
  const first = before.told('use', before.use(visit));
  const after = testDesk({ store });
  expect(after.told('use', after.use(visit))).toEqual(first);
});
