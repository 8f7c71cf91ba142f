import { describe, expect, test } from 'vitest';
import type { OperationName } from '../../../host-bridge/eligibility/api.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import {
  type ConductAnswer,
  type ConductObservation,
  createConduct,
  slowAnswerMs,
} from '../../../simulator/back-end/conduct.ts';
import { inProcessClient } from '../../../simulator/back-end/in-process-client.ts';
import { agreed, person, testDesk } from './desk.ts';

function conductedDesk() {
  const desk = testDesk();
  const told: ConductAnswer[] = [];
  const observe = ({ answer }: ConductObservation) => void told.push(answer);
  const conduct = createConduct({ clock: desk.clock, observe });
  const client = inProcessClient(desk.backEnd, { conduct, clock: desk.clock });
  return { desk, conduct, client, told };
}

/** Whether the promise has settled after all microtasks of now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return done;
}

test('a whole visit goes through the in-process client in microtasks', async () => {
  const { desk, client } = conductedDesk();
  const visit = desk.newVisit();
  const request = desk.eligibilityRequest(person('insured'), visit);
  const eligibility = client.call('eligibility', request);
  expect(await settled(eligibility)).toBe(true);
  expect(await eligibility).toMatchObject({ ok: true, value: { verdict: 'valid' } });
  expect(await client.call('use', desk.use(visit))).toMatchObject({
    ok: true,
    value: { state: 'committed' },
  });
  expect(desk.backEnd.listConsents()).toMatchObject([agreed]);
});

test('a refusal comes through the client with its code and values', async () => {
  const { desk, client } = conductedDesk();
  const visit = desk.newVisit();
  expect(await client.call('use', desk.use(visit))).toEqual({
    ok: false,
    problem: { code: 'EMU-412', detail: {} },
  });
  const spoilt = { visit: 'nonsense' as VisitId };
  expect(await client.call('challenge', spoilt)).toEqual({
    ok: false,
    problem: { code: 'EMU-400', detail: { where: 'visit' } },
  });
});

test('what JSON cannot carry does not arrive', async () => {
  const { desk, client } = conductedDesk();
  const request = { ...desk.use(desk.newVisit()), recipient: undefined } as never;
  expect(await client.call('use', request)).toMatchObject({ problem: { detail: { where: 'recipient' } } });
});

describe.each([
  ['down', 'EMU-420'],
  ['refuse', 'EMU-422'],
  ['error', 'EMU-423'],
] as const)('a back end told to answer %s', (answer, code) => {
  test.each(['challenge', 'registration', 'withdrawal'] as const satisfies OperationName[])(
    `gives ${code} for %s and does nothing`,
    async (operation) => {
      const { desk, conduct, client } = conductedDesk();
      conduct.setConduct({ answer });
      expect(await client.call(operation, { visit: desk.newVisit() })).toMatchObject({
        ok: false,
        problem: { code },
      });
      expect(desk.backEnd.listVisits()).toEqual([]);
    },
  );

  test('is normal again when its time is over', async () => {
    const { desk, conduct, client, told } = conductedDesk();
    conduct.setConduct({ answer, for: 30_000 });
    desk.clock.moveBy(29_999);
    expect((await client.call('challenge', { visit: desk.newVisit() })).ok).toBe(false);
    desk.clock.moveBy(1);
    expect((await client.call('challenge', { visit: desk.newVisit() })).ok).toBe(true);
    expect(told).toEqual([answer, 'normal']);
  });
});

test('a later order replaces an earlier one with its time', () => {
  const { desk, conduct } = conductedDesk();
  conduct.setConduct({ answer: 'down', for: 1000 });
  conduct.setConduct({ answer: 'error' });
  desk.clock.moveBy(10_000);
  expect(conduct.answer).toBe('error');
});

test('a slow back end does the work at once and answers late, by the clock of the desk', async () => {
  const { desk, conduct, client } = conductedDesk();
  conduct.setConduct({ answer: 'slow' });
  const visit = desk.newVisit();
  const asked = client.call('challenge', { visit });
  expect(await settled(asked)).toBe(false);
  expect(desk.backEnd.listVisits()).toMatchObject([{ visit }]);
  desk.clock.moveBy(slowAnswerMs - 1);
  expect(await settled(asked)).toBe(false);
  desk.clock.moveBy(1);
  expect(await asked).toMatchObject({ ok: true });
});

test('closing the client gives up late answers and takes no more questions', async () => {
  const { desk, conduct, client } = conductedDesk();
  conduct.setConduct({ answer: 'slow' });
  const asked = client.call('challenge', { visit: desk.newVisit() });
  await client.close();
  expect(await asked).toMatchObject({ problem: { code: 'EMU-420' } });
  expect(await client.call('challenge', { visit: desk.newVisit() })).toMatchObject({
    problem: { code: 'EMU-420' },
  });
});
