import { expect, test } from 'vitest';
import type { DeskObservation } from '../../simulator/desk/desk.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { VirtualDesk } from '../firmware/reader/virtual-desk.ts';
import { scriptedAct } from '../simulator/people/default-script.ts';

/** Everything that happens between reader, bridge and back end in a visit by the four facts of an mdoc, in order. */
const moments = [
  'reader sent visitBegan',
  'reader sent challengeRequest',
  'back end challenged',
  'reader received challenge',
  'reader sent factsRequest',
  'back end judged',
  'reader received eligibilityAnswer',
  'reader sent useRequest',
  'back end committed',
  'reader received useAnswer',
  'reader sent visitEnded',
  'reader received visitNoted',
] as const;
type Moment = (typeof moments)[number];
/** From here on what a reader has sent is carried out, whether or not it lives on. */
const sentAt = moments.indexOf('reader sent useRequest');

const parts = ['reader', 'bridge', 'back end'] as const;
type Part = (typeof parts)[number];

const person = loadPeople().get('iphone') ?? expect.unreachable();

/** null: no moment of a visit. */
function momentOf({ at, observation }: DeskObservation): string | null {
  if (at === 'back-end') return `back end ${observation.event}`;
  if (at === 'bridge' || observation.event !== 'message') return null;
  const greets = observation.name === 'hello' || observation.name === 'welcome';
  return greets ? null : `reader ${observation.direction} ${observation.name}`;
}

async function kill({ desk, reader }: VirtualDesk, part: Part): Promise<void> {
  if (part === 'reader') reader.powerOff();
  else if (part === 'bridge') await desk.bridge.kill();
  else await desk.backEnd.kill();
}

async function start({ desk, reader }: VirtualDesk, part: Part): Promise<void> {
  if (part === 'reader') reader.powerOn();
  else if (part === 'bridge') desk.bridge.start();
  else await desk.backEnd.restart();
}

/** The person comes, or goes on: does what the default script says until the visit is over or nothing happens for a while. */
async function follow(desk: VirtualDesk): Promise<void> {
  for (let waited = 0; waited < 12 && desk.screen !== 'ended'; ) {
    const screen = desk.reader.status?.view?.id;
    const act = screen === undefined ? null : scriptedAct(screen, person, 'phone');
    if (act?.does === 'press') await desk.press(act.keys);
    else if (act?.does === 'present' && desk.reader.devicesPresented === 0) {
      const phone = desk.desk.phones.of(person.id);
      phone.setBiometrics('agreed');
      desk.reader.present(phone);
      await desk.desk.quiet();
    } else {
      await desk.wait(1);
      waited += 1;
    }
  }
}

/** What became of all visits, by what each of the parts has on record. */
const recordsOf = ({ desk: { backEnd, bridge } }: VirtualDesk) => ({
  outcomes: bridge.bridge?.visits(0).map(({ outcome }) => outcome),
  committed: backEnd.backEnd.listVisits().filter(({ state }) => state === 'committed').length,
  consents: backEnd.backEnd.listConsents().length,
  files: bridge.receipt.list().length,
});
const accepted = (visits: number, before: readonly string[] = []) => ({
  outcomes: [...before, ...Array.from({ length: visits }, () => 'accepted')],
  committed: visits,
  consents: visits,
  files: visits,
});

test('a visit by the four facts has these moments and no others', async () => {
  const seen: string[] = [];
  await using desk = await VirtualDesk.open({
    iphone: 'mdoc',
    onObserved: (observed) => seen.push(...[momentOf(observed)].filter((moment) => moment !== null)),
  });
  await follow(desk);
  expect(seen).toEqual(moments);
  expect(recordsOf(desk)).toEqual(accepted(1));
});

test.each(parts.flatMap((part) => moments.map((moment) => [part, moment] as const)))(
  'the %s is killed and started again, and nothing is lost or doubled: %s',
  async (part: Part, moment: Moment) => {
    let isKilled = false;
    await using desk = await VirtualDesk.open({
      iphone: 'mdoc',
      onObserved: (observed) => {
        if (isKilled || momentOf(observed) !== moment) return;
        isKilled = true;
        queueMicrotask(() => void kill(desk, part));
      },
    });
    await follow(desk);
    expect(isKilled).toBe(true);
    await start(desk, part);
    await desk.wait(5);
    if (part === 'reader') {
      // Its visit ended with it. The person has put the phone away and begins again.
      desk.reader.takeAllAway();
      await follow(desk);
      const wasSent = moments.indexOf(moment) >= sentAt;
      expect(recordsOf(desk)).toEqual(wasSent ? accepted(2) : accepted(1, ['abandoned']));
      return;
    }
    if (desk.screen !== 'idle') await follow(desk);
    expect(recordsOf(desk)).toEqual(accepted(1));
  },
);
