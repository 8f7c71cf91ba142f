/** People's phones before an emulated field, the firmware's hold of them, and what the field was asked. */

import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { PhoneInUse, type PhoneKind, type PhoneReading } from '../../../firmware/credential/phone-in-use.ts';
import type { Hal } from '../../../firmware/hal.ts';
import { Digits } from '../../../protocol/personal.ts';
import { PeoplesCards } from '../../../simulator/desk/peoples-cards.ts';
import { PeoplesPhones } from '../../../simulator/desk/peoples-phones.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople, type People } from '../../../simulator/people/registry.ts';
import {
  type ContactlessDevice,
  EmulatedContactlessField,
} from '../../../simulator/peripherals/contactless-field.ts';
import { type Coupling, type Passage, unharmed } from '../../../simulator/peripherals/coupling.ts';
import type { VirtualPhone } from '../../../simulator/phone/phone.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

export const rightPin = new Digits('5678');
export const wrongPin = new Digits('0000');
export const nonce = new Uint8Array(32).fill(7);

const digest: Hal['digest'] = (algorithm, bytes) =>
  new Uint8Array(createHash(algorithm).update(bytes).digest());

/** The built-in people with the entries of some of them changed. */
export function peopleWith(changes: Readonly<Record<string, (person: Person) => Person>>): People {
  const people = new Map(
    [...loadPeople()].map((person) => [person.id, changes[person.id]?.(person) ?? person] as const),
  );
  return { get: (id) => people.get(id), size: people.size, [Symbol.iterator]: () => people.values() };
}

/** Every command that reached the field, and one passage for each of the first. */
export class RecordedField extends EmulatedContactlessField {
  readonly commands: Uint8Array[] = [];
  override transmit(command: Uint8Array) {
    this.commands.push(command.slice());
    return super.transmit(command);
  }
}

/** The exchange of that number passes so, counted from 0 and once only; all others are unharmed. */
export function onlyAt(exchange: number, passage: Partial<Passage>): Coupling {
  let count = -1;
  return () => {
    count += 1;
    return count === exchange ? { ...unharmed, ...passage } : unharmed;
  };
}

export interface Scene {
  readonly clock: VirtualClock;
  readonly field: RecordedField;
  readonly phones: PeoplesPhones;
  readonly cards: PeoplesCards;
  readonly inUse: PhoneInUse;
  readonly coupling: Coupling | undefined;
}

/** `coupling` of whatever is held by `readHolding`. */
export function scene(coupling?: Coupling, people: People = loadPeople()): Scene {
  const clock = new VirtualClock(Date.parse('2026-11-02T09:00:00+09:00'));
  const field = new RecordedField(clock);
  return {
    clock,
    field,
    phones: new PeoplesPhones({ people, clock, folder: null }),
    cards: new PeoplesCards({ people, clock, folder: null }),
    coupling,
    inUse: new PhoneInUse({ field, digest, cardTrust: cardTrust(people) }),
  };
}

/** A phone whose holder has agreed on it, where it is an iPhone. */
export function agreeing(phone: VirtualPhone): VirtualPhone {
  phone.setBiometrics('agreed');
  return phone;
}

/** Tries of the phone's PIN as the phone itself counts them. */
export function triesOf(phone: VirtualPhone): number {
  phone.chip.powerOn();
  phone.chip.transmit(Uint8Array.of(...[0x00, 0xa4, 0x04, 0x0c, 10], ...jpki));
  const answer = phone.chip.transmit(Uint8Array.of(0x00, 0x20, 0x00, 0x98));
  phone.chip.powerOff();
  return (answer[1] ?? 0) & 0x0f;
}
const jpki = [0xd3, 0x92, 0xf0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];

const coupled = new WeakMap<ContactlessDevice, ContactlessDevice>();

/** What `readHolding` holds for a device: it with a coupling, the same each time. */
export function heldAs(device: ContactlessDevice, coupling: Coupling | undefined): ContactlessDevice {
  if (coupling === undefined) return device;
  const known = coupled.get(device) ?? { chip: device.chip, coupling };
  coupled.set(device, known);
  return known;
}

/** Reads while `device` is held from the beginning on. */
export function readHolding(
  { field, inUse, coupling }: Scene,
  device: ContactlessDevice,
  kind: PhoneKind,
  pin: Digits | null,
): Promise<PhoneReading> {
  const held = heldAs(device, coupling);
  field.takeAway(held);
  const reading = inUse.read(kind, pin, nonce, new AbortController().signal);
  field.hold(held);
  return reading;
}

/** What comes of a reading, while time passes as far as it needs. */
export async function inTime(reading: Promise<PhoneReading>, clock: VirtualClock): Promise<PhoneReading> {
  let result: PhoneReading | null = null;
  const done = reading.then((value) => {
    result = value;
  });
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (result !== null || clock.next() === null) break;
    clock.runNext();
  }
  await done;
  if (result === null) throw new Error('unreachable');
  return result;
}

/** Whether a reading has the challenge signed by the key of its certificate. */
export function isSigned(reading: PhoneReading): boolean {
  if (reading.kind !== 'signed') return false;
  const { publicKey } = new X509Certificate(reading.certificate);
  return createVerify('sha256').update(nonce).verify(publicKey, reading.signature);
}
