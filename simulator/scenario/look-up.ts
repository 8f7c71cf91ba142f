/** Carries out and watches the steps of a scenario for days that are not ordinary. */

import { japanDay } from '../../firmware/calendar.ts';
import { type Facts, foundKinds } from '../../host-bridge/eligibility/search-operations.ts';
import type { LookupOrder } from '../../host-bridge/lookups/lookup-order.ts';
import type { Lookups } from '../../host-bridge/lookups/lookups.ts';
import type { BridgeObservation } from '../../host-bridge/observed.ts';
import type { Result } from '../../protocol/result.ts';
import type { Person } from '../people/person.ts';
import { compactDate } from '../people/written-day.ts';
import { because, type Reason } from './reasons.ts';
import type { StepOf } from './steps.ts';
import { beginning, type World } from './world.ts';

const consentCodes = { given: '1', none: '0', unobtainable: '3' } as const;

/** Our invention: who of the facility answers, and what a patient states. */
const authorisedBy = '見本職員';
const declaration = { contact: '000-0000-0000', insurerKind: 'employees', share: 30 } as const;

/** The facts of the people file; the one that is mistyped is wrong in a way that no other person has it. */
function factsOf(person: Person, { by, name, wrong }: StepOf<'lookup'>): Facts {
  const birth = compactDate(person.birth(japanDay(beginning)));
  const address = by === 'town' ? person.address.slice(0, 6) : person.address;
  const [qualification] = person.insurance;
  const fourth: Partial<Facts> =
    by === 'insurer'
      ? { insurer: qualification?.insurer.name }
      : { address: wrong === 'address' ? `${address}壱` : address };
  return {
    name: person.name[name] + (wrong === 'name' ? '壱' : ''),
    birth: wrong === 'birth' ? `${Number(birth.slice(0, 4)) - 1}${birth.slice(4)}` : birth,
    sex: wrong === 'sex' ? (person.sex === 'male' ? 'female' : 'male') : person.sex,
    ...fourth,
  };
}

const orderOf = (person: Person, step: StepOf<'lookup'>): LookupOrder => ({
  mode: step.lookup,
  facts: factsOf(person, step),
  consent: consentCodes[step.consent],
  lifeAtStake: step.lifeAtStake,
  authorised: step.authorised === 'nobody' ? null : { by: authorisedBy, as: step.authorised },
  declaration: step.declaration ? declaration : undefined,
});

const noBridge = because('found', { expected: 'a bridge', found: 'none' });

/** As expected, or what came instead: a code, or none. */
function refusal(result: Result<unknown> | null, expected: string | undefined): Reason | null {
  const found = result === null ? 'no answer yet' : result.ok ? 'no refusal' : result.problem.code;
  if (expected !== undefined) return found === expected ? null : because('found', { expected, found });
  return result?.ok === false ? { kind: 'problem', problem: result.problem } : null;
}

/** Begins it, waits until the desk is quiet, and gives what it has come to by then; null: it is still under way. */
async function byQuiet<T>(world: World, work: () => Promise<Result<T>>): Promise<Result<T> | null> {
  let done: Result<T> | null = null;
  const ended = work().then((result) => {
    done = result;
  });
  await Promise.race([ended, world.desk.quiet()]);
  await world.desk.quiet();
  return done;
}

export async function lookUp(step: StepOf<'lookup'>, world: World): Promise<Reason | null> {
  const { bridge } = world.desk.bridge;
  const person = world.desk.options.people.get(step.of);
  if (person === undefined)
    return { kind: 'problem', problem: { code: 'EMU-641', detail: { person: step.of } } };
  if (bridge === null) return noBridge;
  const held = await byQuiet(world, () => bridge.lookups.hold(orderOf(person, step)));
  return refusal(held, step.refused);
}

type BridgeLookups = Pick<Lookups, 'list' | 'fetch'>;
const numberIn = (lookups: BridgeLookups, asked: number | undefined): number =>
  asked ?? lookups.list().at(-1)?.lookup ?? 0;

export async function seeInformation(step: StepOf<'information'>, world: World): Promise<Reason | null> {
  const { bridge } = world.desk.bridge;
  if (bridge === null) return noBridge;
  const number = numberIn(bridge.lookups, step.lookup);
  const seen = await byQuiet(world, () => bridge.lookups.information(number, step.information));
  const against = refusal(seen, step.refused);
  if (against !== null || step.refused !== undefined) return against;
  const entries = seen?.ok ? (seen.value.information[step.information]?.length ?? 0) : 0;
  return entries > 0 ? null : because('found', { expected: 'entries', found: entries });
}

export async function waitUntilLookedUp(step: StepOf<'looked-up'>, world: World): Promise<Reason | null> {
  const against = (): Reason | null => standing(step, world);
  if (await world.pace.until(() => against() === null, step.within)) return resultOf(step, world);
  return against();
}

function standing(step: StepOf<'looked-up'>, world: World): Reason | null {
  const { bridge } = world.desk.bridge;
  if (bridge === null) return noBridge;
  const number = numberIn(bridge.lookups, step.lookup);
  const status = bridge.lookups.list().find(({ lookup }) => lookup === number);
  if (status === undefined) return because('found', { expected: step['looked-up'], found: 'none' });
  const differing = (expected: unknown, found: unknown): Reason =>
    because('found', { expected: String(expected), found: String(found) });
  if (status.state !== step['looked-up']) return differing(step['looked-up'], status.state);
  if (step.code !== undefined && status.code !== step.code) return differing(step.code, status.code);
  if (step.personal !== undefined && status.personal !== step.personal)
    return differing(`personal: ${step.personal}`, status.personal);
  if (step.says !== undefined && !status.todo.ja.includes(step.says))
    return differing(step.says, status.todo.ja);
  return null;
}

/** Only what was asked for is fetched: from then on personal data have little time left. */
function resultOf({ result, opens, lookup }: StepOf<'looked-up'>, world: World): Reason | null {
  const { bridge } = world.desk.bridge;
  if (bridge === null || (result === undefined && opens === undefined)) return null;
  const fetched = bridge.lookups.fetch(numberIn(bridge.lookups, lookup));
  if (!fetched.ok) return { kind: 'problem', problem: fetched.problem };
  const answer = fetched.value.result;
  const opened = answer?.information.length === foundKinds.length ? 'everything' : 'nothing';
  if (opens !== undefined && opened !== opens)
    return because('found', { expected: opens, found: answer?.information.join(' ') || 'nothing' });
  const [record] = answer?.records ?? [];
  const fields = new Map<string, unknown>(Object.entries(record ?? {}));
  fields.set('QualificationValidity', answer?.validity);
  for (const [field, expected] of Object.entries(result ?? {})) {
    // What was found may be somebody's; the field is enough to find it by.
    if (fields.get(field) !== expected) return because('found', { expected, found: `another ${field}` });
  }
  return null;
}

export async function waitUntilMaintenanceTold(
  { 'maintenance-told': expected, within }: StepOf<'maintenance-told'>,
  world: World,
): Promise<Reason | null> {
  const heard = (): string => {
    const events = world.desk.bridge.bridge?.eventsSince(0) ?? [];
    return events.flatMap(({ observation }) => newsIn(observation)).join(', ') || 'nothing';
  };
  const all = expected.join(', ') || 'nothing';
  if (await world.pace.until(() => heard() === all, within)) return null;
  return because('found', { expected: all, found: heard() });
}

function newsIn(observation: BridgeObservation): readonly string[] {
  if (observation.event === 'maintenance') return [observation.change];
  if (observation.event === 'maintenanceNews') return [observation.old ? 'old' : 'new again'];
  return [];
}

export async function lookAround(
  { situation: expected }: StepOf<'situation'>,
  world: World,
): Promise<Reason | null> {
  const { bridge } = world.desk.bridge;
  if (bridge === null) return noBridge;
  const now = await bridge.situation();
  await world.desk.quiet();
  const found = {
    backEnd: now.backEnd,
    opened: now.disasterMode.opened !== null,
    outageSearch: now.outageSearch,
    old: now.maintenanceTold?.old ?? false,
    maintenance: now.maintenance !== null,
    waiting: now.waiting,
  };
  const { says, ...fields } = expected;
  for (const [field, value] of Object.entries(fields)) {
    const is = found[field as keyof typeof found];
    if (value !== is) return because('found', { expected: `${field}: ${value}`, found: String(is) });
  }
  const todo = now.todo.map(({ ja }) => ja).join('\n');
  return says === undefined || todo.includes(says) ? null : because('found', { expected: says, found: todo });
}
