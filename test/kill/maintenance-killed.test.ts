import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPeople } from '../../simulator/people/registry.ts';
import { KillableDesk } from './killable-desk.ts';

const hour = 3_600_000;
const person = loadPeople().get('insured') ?? expect.unreachable();
/** What each bridge has said of maintenance so far, in order. */
const said: string[] = [];
let desk: KillableDesk;

beforeAll(async () => {
  desk = await KillableDesk.open();
  desk.onSaid = (event, { change }) => {
    if (event === 'maintenance') said.push(String(change));
    if (event.startsWith('maintenance') && event !== 'maintenance') said.push(event);
  };
});
afterAll(() => desk.close());

/** As of now, in whole seconds, as the back end tells them. */
const window = (from: number, until: number) => {
  const now = Math.floor(Date.now() / 1000) * 1000;
  return { from: now + from, until: now + until };
};

async function kill(): Promise<void> {
  desk.killBridge();
  await desk.until(
    () => desk.bridgeHasEnded,
    () => 'the bridge lives on',
  );
}

const hears = (all: readonly string[]): Promise<void> =>
  desk.until(
    () => said.length >= all.length,
    () => `${said.join(', ')} and not ${all.join(', ')}`,
  );

/** A whole visit: by its end a bridge has long heard what it asked for when it started. */
async function visited(): Promise<void> {
  const visit = await desk.begin(person, null);
  await desk.follow(person);
  await desk.becomes(visit, { outcome: 'accepted' });
}

describe('a bridge process that is killed (SIGKILL) and knows of maintenance', () => {
  it('tells of it once, and after that of what has changed while it was dead', async () => {
    const announced = window(hour, 2 * hour);
    await kill();
    desk.modes.announceMaintenance(announced);
    await desk.startBridge();
    await hears(['announced']);
    await kill();
    await desk.startBridge();
    await visited();
    expect(said).toEqual(['announced', 'maintenanceTakenUp']);

    await kill();
    desk.modes.announceMaintenance({ ...announced, until: announced.until + hour });
    await desk.startBridge();
    const moved = ['announced', 'maintenanceTakenUp', 'maintenanceTakenUp', 'moved'];
    await hears(moved);
    await kill();
    desk.modes.announceMaintenance(null);
    await desk.startBridge();
    const calledOff = [...moved, 'maintenanceTakenUp', 'calledOff'];
    await hears(calledOff);
    await kill();
    await desk.startBridge();
    await visited();
    expect(said).toEqual(calledOff);
  });

  it('knows on what a visit has met, and tells that it is over once the visit goes on', async () => {
    said.length = 0;
    await desk.begin(person, null);
    desk.modes.announceMaintenance(window(-hour, hour));
    const visit = desk.follow(person);
    await hears(['announced']);
    await kill();
    await desk.startBridge();
    await hears(['announced', 'maintenanceTakenUp']);
    desk.modes.announceMaintenance(null);
    await visit;
    const all = ['announced', 'maintenanceTakenUp', 'over'];
    await hears(all);
    expect(said).toEqual(all);
  });
});
