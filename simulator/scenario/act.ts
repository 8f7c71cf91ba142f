/** Carries out the steps of a scenario that do something. Each ends when the desk is quiet. */

import { japanDay } from '../../firmware/calendar.ts';
import { type ChoiceId, screens } from '../../firmware/screens/catalogue.ts';
import { changedFacility } from '../../host-bridge/facility.ts';
import { isRequestPrefix } from '../../host-bridge/receipt/requests/kinds.ts';
import type { Result } from '../../protocol/result.ts';
import type { Acts } from '../automation/acts.ts';
import { hasButton } from '../automation/buttons.ts';
import { carryOut } from '../desk/card-away.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { DeskPart } from '../trace/world-observed.ts';
import { lookAround, lookUp, seeInformation } from './look-up.ts';
import { holderOf } from './presented-phone.ts';
import { because, type Reason } from './reasons.ts';
import { requestFile } from './request-file.ts';
import type { Step } from './steps.ts';
import { keysOf } from './words.ts';
import { beginning, type World } from './world.ts';

export type ActingStep = Extract<
  Step,
  {
    does:
      | 'press'
      | 'touch'
      | 'place'
      | 'present'
      | 'remove'
      | 'phone-reader'
      | 'camera'
      | 'earphones'
      | 'staff'
      | 'link'
      | 'back-end'
      | 'away'
      | 'facility'
      | 'request'
      | 'kill'
      | 'restart'
      | 'clock'
      | 'disaster-mode'
      | 'lookup'
      | 'information'
      | 'situation';
  }
>;

/** Milliseconds between two keys of one step. */
const betweenKeys = 200;

/** What went wrong; null where nothing did. */
export async function act(step: ActingStep, world: World, acts: Acts): Promise<Reason | null> {
  switch (step.does) {
    case 'press':
    case 'touch':
      return pressKeys(step, world, acts);
    case 'place':
      return problemOf(await acts.at(world.reader(step.at), { does: 'place', of: step.of }));
    case 'present': {
      const { kind, biometrics, commands, coupling } = step;
      return problemOf(
        await acts.at(world.reader(step.at), {
          does: 'present',
          of: holderOf(step),
          kind,
          biometrics,
          commands,
          coupling,
        }),
      );
    }
    case 'remove': {
      const reader = world.reader(step.at);
      if (step.remove === 'phone') {
        if (reader.devicesPresented === 0) return because('noPhone');
        return problemOf(await acts.at(reader, { does: 'takeAway' }));
      }
      if (!reader.cardIn) return because('noCard');
      return problemOf(await acts.at(reader, { does: 'remove' }));
    }
    case 'phone-reader':
      return problemOf(
        await acts.at(world.reader(step.at), { does: 'phoneReader', in: step['phone-reader'] === 'in' }),
      );
    case 'camera':
      return problemOf(await acts.at(world.reader(step.at), { does: 'camera', sees: step.camera }));
    case 'earphones':
      return problemOf(
        await acts.at(world.reader(step.at), { does: 'earphones', in: step.earphones === 'in' }),
      );
    case 'staff':
      return staffChecks(step, world, acts);
    case 'link':
      return problemOf(
        await acts.at(world.reader(step.at), {
          does: 'link',
          fault: step.link,
          rate: step.rate,
          by: step.by,
          for: step.for,
        }),
      );
    case 'back-end':
      return problemOf(await acts.orderBackEnd(step['back-end']));
    case 'away': {
      const reason = somethingAway(step, world);
      if (reason !== null) return reason;
      break;
    }
    case 'facility': {
      const { bridge } = world.desk;
      world.did('desk', { event: 'changeFacility', settings: Object.keys(step.facility) });
      bridge.changeFacility(changedFacility(bridge.facility, step.facility));
      break;
    }
    case 'request': {
      const reason = dropRequest(step, world);
      if (reason !== null) return reason;
      break;
    }
    case 'kill':
      await kill(step.kill, world.reader(step.at), world);
      break;
    case 'restart':
      await kill(step.restart, world.reader(step.at), world);
      await start(step.restart, world.reader(step.at), world);
      break;
    case 'disaster-mode':
      world.desk.bridge.bridge?.setDisaster(step['disaster-mode'] === 'on');
      break;
    case 'lookup':
      return lookUp(step, world);
    case 'information':
      return seeInformation(step, world);
    case 'situation':
      return lookAround(step, world);
    case 'clock':
      world.did('desk', { event: 'setClock', to: step.clock });
      world.desk.options.clock.setWall(step.clock);
  }
  await world.desk.quiet();
  return null;
}

const problemOf = (result: Result<void>): Reason | null =>
  result.ok ? null : { kind: 'problem', problem: result.problem };

async function pressKeys(
  step: Extract<ActingStep, { does: 'press' | 'touch' }>,
  { pace, reader }: World,
  acts: Acts,
): Promise<Reason | null> {
  const there = reader(step.at);
  const keys = keysOf(step.does === 'press' ? step.press : step.touch);
  for (const [i, key] of keys.entries()) {
    if (i > 0) await pace.pass(betweenKeys);
    const view = there.status?.view ?? null;
    if (step.does === 'touch' && !hasButton(view, key))
      return because('noButton', { key, screen: view?.id ?? 'none' });
    const pressed = await acts.at(
      there,
      step.does === 'press' ? { does: 'press', keys: [key] } : { does: 'touch', key },
    );
    if (!pressed.ok) return problemOf(pressed);
  }
  return null;
}

const calls: ChoiceId = 'staff_check';

/** Staff is called first, where the screen offers the check and it is not called yet. */
async function staffChecks(
  step: Extract<ActingStep, { does: 'staff' }>,
  { reader }: World,
  acts: Acts,
): Promise<Reason | null> {
  const there = reader(step.at);
  const screen = there.status?.view?.id;
  const call = screen === undefined ? undefined : screens[screen].choices.find(({ id }) => id === calls);
  if (call !== undefined && call.key !== 'any') {
    const called = await acts.at(
      there,
      there.profile.keypad ? { does: 'press', keys: [call.key] } : { does: 'touch', key: call.key },
    );
    if (!called.ok) return problemOf(called);
  }
  const { password, verdict } = step.staff;
  return problemOf(await acts.at(there, { does: 'staff', password: keysOf(password), verdict }));
}

function somethingAway(
  { away, of, times, answers }: Extract<ActingStep, { does: 'away' }>,
  { desk, did }: World,
): Reason | null {
  const { cards, phones, readers, backEnd, options } = desk;
  const person = options.people.get(of);
  if (person === undefined) return { kind: 'problem', problem: { code: 'EMU-641', detail: { person: of } } };
  if (readers.some((reader) => reader.holds(cards.of(of)))) return because('cardInReader');
  let answered: ReturnType<typeof carryOut> = 'done';
  for (let i = 0; i < times; i += 1) {
    did('desk', { event: 'away', what: away, of });
    answered = carryOut(away, person, {
      cards,
      phones,
      register: backEnd.register,
      now: options.clock.now(),
    });
  }
  const found = answered ?? 'none';
  return answers === undefined || answers === found ? null : because('found', { expected: answers, found });
}

function dropRequest(
  { request: prefix, of, tail, with: elements, takes, raw }: Extract<ActingStep, { does: 'request' }>,
  { desk, requests, did }: World,
): Reason | null {
  const { people, facility, clock } = desk.options;
  const person = people.get(of);
  if (person === undefined) return { kind: 'problem', problem: { code: 'EMU-641', detail: { person: of } } };
  const taken = takes === undefined ? null : requests.lastAnswered(takes);
  if (takes !== undefined && taken === null) return because('found', { expected: takes, found: 'none' });
  const changes = { ...elements, ...(takes !== undefined && { [takes]: taken }) };
  const bytes =
    raw === undefined
      ? requestFile(prefix, {
          person,
          facility,
          opened: japanDay(beginning),
          today: japanDay(clock.now()),
          changes,
        })
      : Buffer.from(raw, 'utf8');
  did('desk', { event: 'dropRequest', kind: isRequestPrefix(prefix) ? prefix : 'other' });
  desk.bridge.receiptComputer.drop(requests.next(prefix, tail), bytes);
  return null;
}

async function kill(part: DeskPart, reader: EmulatedReader, world: World): Promise<void> {
  const { bridge, backEnd } = world.desk;
  world.did(part === 'reader' ? reader.serial : part, { event: 'kill', part });
  if (part === 'reader') reader.powerOff();
  else if (part === 'bridge') await bridge.kill();
  else await backEnd.kill();
}

async function start(part: DeskPart, reader: EmulatedReader, world: World): Promise<void> {
  const { bridge, backEnd } = world.desk;
  world.did(part === 'reader' ? reader.serial : part, { event: 'restart', part });
  if (part === 'reader') reader.powerOn();
  else if (part === 'bridge') bridge.start();
  else await backEnd.restart();
}
