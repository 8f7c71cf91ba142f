import { describe, expect, it } from 'vitest';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { asStated, openDesk, visit, visitsSoFar } from './default-visit.ts';

const people = loadPeople();

describe('the default visit of the people file', () => {
  it.each([...people].map((person) => [person.id, person] as const))('holds for %s', async (_, person) => {
    const world = await openDesk(people);
    await visit(world, person);
    expect(visitsSoFar(world)).toEqual(asStated(person.defaultVisit));
    await world.stop();
  });

  it.each(
    [...people].filter(({ phone }) => phone !== undefined).map((person) => [person.id, person] as const),
  )('holds with the phone of %s', async (_, person) => {
    if (person.phoneVisit === undefined) throw new Error('whoever has a phone comes with it');
    const world = await openDesk(people);
    await visit(world, person, 'phone');
    expect(visitsSoFar(world)).toEqual(asStated(person.phoneVisit));
    await world.stop();
  });

  it('holds one after the other at one desk, whoever came before', async () => {
    const world = await openDesk(people);
    for (const person of people) await visit(world, person);
    expect(world.visits.map(({ outcome }) => outcome)).toEqual(
      [...people].map(({ defaultVisit }) => defaultVisit.outcome),
    );
    const owed = [...people].filter(({ defaultVisit }) => defaultVisit.file);
    expect(world.desk.bridge.receipt.list()).toHaveLength(owed.length);
    await world.stop();
  });
});
