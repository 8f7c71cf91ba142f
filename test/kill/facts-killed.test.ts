import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitId } from '../../protocol/ids.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { KillableDesk, type Point, type Result } from './killable-desk.ts';

/** Where a visit by the four facts of an mdoc differs from one by a certificate. */
const points: readonly Point[] = [
  'reader sent factsRequest',
  'back end lost eligibilityByFacts',
  'back end done eligibilityByFacts',
  'bridge sent eligibilityAnswer',
  'reader received eligibilityAnswer',
];

const accepted: Result = { outcome: 'accepted', consents: 1, commits: 1, files: 1 };
const person = loadPeople().get('iphone') ?? expect.unreachable();
const visits: VisitId[] = [];
let desk: KillableDesk;

beforeAll(async () => {
  desk = await KillableDesk.open();
});
afterAll(() => desk.close());

describe('a bridge process that is killed (SIGKILL) in a visit by the four facts of an mdoc', () => {
  it('can be killed at every message that only such a visit has', async () => {
    const visit = await desk.begin(person, null, { by: 'phone' });
    await desk.follow(person);
    await desk.becomes(visit, accepted);
    visits.push(visit);
    const unlike = desk.passed.filter((point) => /eligibility|facts/i.test(point));
    expect(unlike.sort()).toEqual([...points].sort());
  });

  it.each(points)('loses no consent and doubles none: %s', async (point) => {
    const visit = await desk.begin(person, point, { by: 'phone' });
    const killed = desk.killed();
    const visited = desk.follow(person);
    await killed;
    await desk.startBridge();
    await visited;
    await desk.becomes(visit, accepted);
    visits.push(visit);
  });

  it('has nothing left to do and changes nothing when it is started once more', async () => {
    await desk.stopBridge();
    await desk.startBridge();
    await desk.stopBridge();
    for (const visit of visits) expect(desk.resultOf(visit), visit).toMatchObject(accepted);
    expect(visits.length).toBe(1 + points.length);
  });
});
