/** A desk over memory, and a person there who follows the default script; what came of it, in the people file's terms. */

import { isKey, type Key } from '../../../firmware/screens/vocabulary.ts';
import type { Person } from '../../../simulator/people/person.ts';
import type { People } from '../../../simulator/people/registry.ts';
import { parseScenarios } from '../../../simulator/scenario/parse.ts';
import { receiptFields } from '../../../simulator/scenario/receipt-fields.ts';
import { openWorld, type World } from '../../../simulator/scenario/world.ts';
import { scriptedAct } from './default-script.ts';

/** More acts than any visit takes. */
const patience = 40;
/** Milliseconds that a screen may stand which goes by itself. */
const longest = 60_000;

/** At 2026-11-02 09:00 in Japan. */
export async function openDesk(people: People): Promise<World> {
  const [empty] = parseScenarios('name: default visits\nsteps: [{ see: idle }]', 'default.yaml', people);
  if (empty === undefined) throw new Error('no scenario');
  return openWorld(empty, { link: 'memory', seed: 'people', realTime: false, people, logLevel: 'silent' });
}

/** From idle to idle; stops where the script does not know the screen, for the comparison to show it. */
export async function visit(world: World, person: Person, by: 'card' | 'phone' = 'card'): Promise<void> {
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
    if (before === 'idle' && acts > 0) return;
    const act = scriptedAct(before, person, by);
    if (act === null) return;
    switch (act.does) {
      case 'place':
        desk.placeCard(reader, person.id);
        break;
      case 'placeAgain':
        reader.removeCard();
        await desk.quiet();
        desk.placeCard(reader, person.id);
        break;
      case 'present': {
        const phone = desk.phones.of(person.id);
        phone.setBiometrics('agreed');
        reader.present(phone);
        await desk.quiet();
        reader.takeAway(phone);
        break;
      }
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

/** What came of the visits of a desk so far, each as the people file states a default visit. */
export function visitsSoFar(world: World) {
  const { backEnd, bridge } = world.desk;
  const shown = world.shown(world.reader(1));
  return {
    outcomes: world.visits.map((ended) => ended.outcome),
    // Before the host greets it the reader is out of service.
    screens: neighboursDistinct(shown.slice(shown.indexOf('idle'))),
    consents: backEnd.backEnd.listConsents().map(({ surgery, treatment, checkup }) => ({
      surgery,
      treatment,
      checkup,
    })),
    validities: backEnd.backEnd
      .listVisits()
      .map((row) => row.validity)
      .filter((value) => value !== null),
    files: bridge.receipt.list().map((name) => {
      const bytes = bridge.receipt.read(name);
      return bytes === null ? [] : (receiptFields(bytes).get('QualificationValidity') ?? []);
    }),
  };
}

/** The same for one visit that goes as its person's entry states. */
export const asStated = (stated: Omit<Person['defaultVisit'], 'method'>): ReturnType<typeof visitsSoFar> => {
  const { outcome, screens, consent, validity, file } = stated;
  return {
    outcomes: [outcome],
    screens: [...screens] as ReturnType<typeof visitsSoFar>['screens'],
    consents: consent === null ? [] : [consent],
    validities: validity === null ? [] : [validity],
    files: file ? [[validity ?? 'none']] : [],
  };
};

const neighboursDistinct = <T>(list: readonly T[]): T[] => list.filter((one, i) => one !== list[i - 1]);
