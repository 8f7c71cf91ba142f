import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitId } from '../../protocol/ids.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { KillableDesk, type Point, type Result } from './killable-desk.ts';

/** In the order of a visit; that none is left out is the first test. */
const visitPoints: readonly Point[] = [
  'reader sent visitBegan',
  'reader sent challengeRequest',
  'back end lost challenge',
  'back end done challenge',
  'bridge sent challenge',
  'reader received challenge',
  'reader sent eligibilityRequest',
  'back end lost eligibility',
  'back end done eligibility',
  'bridge sent eligibilityAnswer',
  'reader received eligibilityAnswer',
  'reader sent useRequest',
  'back end lost use',
  'back end done use',
  'bridge sent useAnswer',
  'reader received useAnswer',
  'reader sent visitEnded',
  'bridge sent visitNoted',
  'reader received visitNoted',
];
const sendingPoints = visitPoints.slice(
  visitPoints.indexOf('reader sent useRequest'),
  visitPoints.indexOf('reader sent visitEnded'),
);
const withdrawalPoints: readonly Point[] = [
  'reader sent withdraw',
  'back end lost withdrawal',
  'back end done withdrawal',
  'bridge sent withdrawAnswer',
  'reader received withdrawAnswer',
  'reader sent visitEnded',
  'bridge sent visitNoted',
  'reader received visitNoted',
];

const accepted: Result = { outcome: 'accepted', consents: 1, commits: 1, files: 1 };
const cancelled = { outcome: 'cancelled', consents: 0, files: 0 } as const;

const person = loadPeople().get('insured') ?? expect.unreachable();
const ends = new Map<VisitId, Partial<Result>>();
let desk: KillableDesk;

beforeAll(async () => {
  desk = await KillableDesk.open();
});
afterAll(() => desk.close());

/** What the visit became, and must still be at closing time. */
async function becomes(visit: VisitId, result: Partial<Result>): Promise<void> {
  ends.set(visit, result);
  await desk.becomes(visit, result);
}

describe('a bridge process that is killed (SIGKILL)', () => {
  it('can be killed at every message of a visit: the points are all there are', async () => {
    const visit = await desk.begin(person, null);
    await desk.follow(person);
    await becomes(visit, accepted);
    expect([...desk.passed].sort()).toEqual([...visitPoints].sort());
  });

  it.each(visitPoints)('loses no consent and doubles none: %s', async (point) => {
    const visit = await desk.begin(person, point);
    const killed = desk.killed();
    const visited = desk.follow(person);
    await killed;
    await desk.startBridge();
    await visited;
    await becomes(visit, accepted);
  });

  it.each(sendingPoints.flatMap((point) => [[point, 'before'] as const, [point, 'after'] as const]))(
    'sends nothing for somebody who leaves while it is dead: %s, gone %s it is back',
    async (point, gone) => {
      const visit = await desk.begin(person, point, gone === 'before' ? { network: 0.1 } : {});
      const killed = desk.killed();
      await desk.follow(person, () => desk.bridgeIsDead);
      await killed;
      desk.press('9');
      if (gone === 'before') {
        desk.takeCard();
        await desk.ended(visit);
      }
      await desk.startBridge();
      await desk.follow(person);
      // A bridge that has the commit on record says so to whoever still stands there, and the screen tells.
      const onRecord =
        point === 'reader received useAnswer' || (point === 'bridge sent useAnswer' && gone === 'after');
      expect(desk.saidAccepted).toBe(onRecord);
      // What had not arrived by then is not sent any more.
      const commits = sendingPoints.indexOf(point) < sendingPoints.indexOf('back end done use') ? 0 : 1;
      await becomes(visit, desk.saidAccepted ? accepted : { ...cancelled, commits });
    },
  );

  it.each(withdrawalPoints)('takes back what was being taken back: %s', async (point) => {
    const visit = await desk.begin(person, point);
    const killed = desk.killed();
    await desk.follow(person, () => desk.screen === 'consent_summary');
    desk.answerNextLate();
    await desk.follow(person, () => desk.passed.includes('back end done use'));
    desk.press('9');
    const left = desk.follow(person);
    await killed;
    await desk.startBridge();
    await left;
    await becomes(visit, cancelled);
  });

  it('has nothing left to do and changes nothing when it is started once more', async () => {
    await desk.stopBridge();
    await desk.startBridge();
    await desk.stopBridge();
    for (const [visit, result] of ends) expect(desk.resultOf(visit), visit).toMatchObject(result);
    expect(ends.size).toBe(1 + visitPoints.length + 2 * sendingPoints.length + withdrawalPoints.length);
  });
});
