import { describe, expect, it } from 'vitest';
import { isKey, type Key } from '../../../firmware/screens/vocabulary.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { parseScenarios } from '../../../simulator/scenario/parse.ts';
import { receiptFields } from '../../../simulator/scenario/receipt-fields.ts';
import { openWorld, type World } from '../../../simulator/scenario/world.ts';
import { scriptedAct } from './default-script.ts';

const people = loadPeople();
/** More acts than any visit takes. */
const patience = 40;
/** Milliseconds that a screen may stand which goes by itself. */
const longest = 60_000;

async function openDesk(): Promise<World> {
  const [empty] = parseScenarios('name: default visits\nsteps: [{ see: idle }]', 'default.yaml', people);
  if (empty === undefined) throw new Error('no scenario');
  return openWorld(empty, { link: 'memory', seed: 'people', realTime: false, people, logLevel: 'silent' });
}

/** From idle to idle; stops where the script does not know the screen, for the comparison to show it. */
async function visit(world: World, person: Person): Promise<void> {
  const { desk, pace } = world;
  const reader = world.reader(1);
  const screen = () => reader.status?.view?.id ?? 'out_of_service';
  const press = async (key: Key): Promise<void> => {
    reader.press(key, 'keypad');
    await desk.quiet();
  };
  reader.see('match');
  for (let acts = 0; acts < patience; acts += 1) {
    const before = screen();
    const act = scriptedAct(before, person);
    if (act === null) return;
    switch (act.does) {
      case 'place':
        if (acts > 0) return;
        desk.placeCard(reader, person.id);
        break;
      case 'placeAgain':
        reader.removeCard();
        await desk.quiet();
        desk.placeCard(reader, person.id);
        break;
      case 'take':
        reader.removeCard();
        break;
      case 'press':
        for (const key of act.keys) if (isKey(key)) await press(key);
        break;
      case 'nothing':
        await pace.until(() => screen() !== before, longest);
    }
    await desk.quiet();
  }
}

const neighboursDistinct = <T>(list: readonly T[]): T[] => list.filter((one, i) => one !== list[i - 1]);

describe('the default visit of the people file', () => {
  it.each([...people].map((person) => [person.id, person] as const))('holds for %s', async (_, person) => {
    const world = await openDesk();
    await visit(world, person);
    const { backEnd, bridge } = world.desk;

    const rows = backEnd.backEnd.listConsents().map(({ surgery, treatment, checkup }) => ({
      surgery,
      treatment,
      checkup,
    }));
    const visits = backEnd.backEnd.listVisits();
    const files = bridge.receipt.list().map((name) => bridge.receipt.read(name));
    const validities = files.map((bytes) =>
      bytes === null ? [] : (receiptFields(bytes, 'utf-8').get('QualificationValidity') ?? []),
    );

    const { outcome, screens, consent, validity, file } = person.defaultVisit;
    const shown = world.shown(world.reader(1));
    // Before the host greets it the reader is out of service.
    expect(neighboursDistinct(shown.slice(shown.indexOf('idle')))).toEqual(screens);
    expect(world.visits.map((ended) => ended.outcome)).toEqual([outcome]);
    expect(rows).toEqual(consent === null ? [] : [consent]);
    expect(visits.map((row) => row.validity).filter((value) => value !== null)).toEqual(
      validity === null ? [] : [validity],
    );
    expect(validities).toEqual(file ? [[validity]] : []);
    await world.stop();
  });

  it('holds one after the other at one desk, whoever came before', async () => {
    const world = await openDesk();
    for (const person of people) await visit(world, person);
    expect(world.visits.map(({ outcome }) => outcome)).toEqual(
      [...people].map(({ defaultVisit }) => defaultVisit.outcome),
    );
    const owed = [...people].filter(({ defaultVisit }) => defaultVisit.file);
    expect(world.desk.bridge.receipt.list()).toHaveLength(owed.length);
    await world.stop();
  });
});
