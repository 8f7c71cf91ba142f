/** Delivery over a bad cable, by random schedules: the model is two lists, what was sent and what arrived. */

import { expect, test } from 'vitest';
import type { Link, Proof } from '../../../protocol/link/link.ts';
import { Random, runSeed } from '../random.ts';
import { BadCable, other, type Role, soundCable } from './bad-cable.ts';

/** How many random schedules are run with breaks alone, and half as many with loss of state: SCHEDULES, else this. */
const schedules = Number(process.env['SCHEDULES'] ?? 8000);
/** They take a quarter of a minute; a busy machine may take its time. */
const timeout = 300_000;

const roles = ['host', 'reader'] as const;

const payloadOf = (number: number, role: Role): Uint8Array => {
  const random = new Random(number * 2 + (role === 'host' ? 0 : 1));
  const bytes = random.bytes(4 + (number % 7 === 0 ? random.between(0, 900) : random.between(0, 60)));
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
};

/** Stands for a secret of the session: both ends make the same of it, and it changes with every byte. */
const proofOf = (link: Link): Proof => {
  const secret = link.session?.id ?? new Uint8Array(8);
  return (what) => {
    const proof = new Uint8Array(16).fill(7);
    for (const [i, byte] of [...secret, ...what].entries())
      proof[i % 16] = (proof[i % 16] as number) * 31 + byte + i;
    return proof;
  };
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** What one end has been given to send, and what it has been told and handed. */
interface Ledger {
  next: number;
  /** Numbers of the messages taken, in order. */
  readonly taken: number[];
  /** How many of them went with an earlier session, or with the end's memory. */
  gone: number;
  /** Has not been told of a session since it started. */
  fresh: boolean;
  /** Numbers handed out, and how many of them in earlier sessions. */
  readonly arrived: number[];
  arrivedEarlier: number;
  connected: boolean;
  newSessions: number;
}

class Schedule {
  readonly random: Random;
  readonly cable: BadCable;
  readonly ledgers: Record<Role, Ledger>;
  /** How often an end has lost its state. */
  readonly restarts: Record<Role, number> = { host: 0, reader: 0 };
  readonly #seed: number;
  /** Whether the ends bind each session to a secret. */
  readonly #bound: boolean;

  constructor(seed: number) {
    this.#seed = seed;
    this.random = new Random(seed);
    this.#bound = this.random.chance(0.3);
    const ledger = (): Ledger => ({
      next: 0,
      taken: [],
      gone: 0,
      fresh: true,
      arrived: [],
      arrivedEarlier: 0,
      connected: false,
      newSessions: 0,
    });
    this.ledgers = { host: ledger(), reader: ledger() };
    this.cable = new BadCable(this.random, (role, event) => {
      const mine = this.ledgers[role];
      if (event.type === 'connected') {
        this.check(!mine.connected, `${role} told twice that it is connected`);
        mine.connected = true;
        if (!event.resumed) {
          if (this.#bound) this.cable.links[role].bind(proofOf(this.cable.links[role]));
          mine.newSessions += 1;
          mine.arrivedEarlier = mine.arrived.length;
          // What was taken before the first session waits for it.
          if (!mine.fresh) mine.gone = mine.taken.length;
          mine.fresh = false;
        }
      } else if (event.type === 'lost') {
        this.check(mine.connected, `${role} told of a loss without a connection`);
        mine.connected = false;
      } else if (event.type === 'received') {
        this.arrived(role, event.payload);
      }
    });
  }

  check(holds: boolean, what: string): void {
    if (!holds) expect.fail(`schedule seed ${this.#seed}, at ${this.cable.now} ms: ${what}`);
  }

  arrived(role: Role, payload: Uint8Array): void {
    const number = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
    const from = other(role);
    this.check(same(payload, payloadOf(number, from)), `${role} got bytes that nobody sent`);
    const { arrived, arrivedEarlier } = this.ledgers[role];
    const last = arrived.at(-1) ?? -1;
    this.check(last < number, `${role} got ${number} a second time`);
    const first = arrived.length === arrivedEarlier;
    this.check(first || number === last + 1, `${role} got ${number} after ${last}`);
    arrived.push(number);
  }

  send(role: Role, count: number): void {
    const mine = this.ledgers[role];
    for (let i = 0; i < count; i += 1) {
      if (!this.cable.send(role, payloadOf(mine.next, role))) return;
      mine.taken.push(mine.next);
      mine.next += 1;
    }
  }

  breakAndMend(): void {
    const { random, cable } = this;
    const unnoticed = random.chance(0.3) ? random.of(roles) : null;
    for (const role of roles) if (role !== unnoticed) cable.detach(role, random.chance(0.3));
    // From a jolt to a lunch break.
    cable.run(random.of([0, 20, 400, 5000, 60_000]) * random.next());
    if (random.chance(0.5)) this.send(random.of(roles), random.between(1, 5));
    const order = random.chance(0.5) ? roles : ([...roles].reverse() as Role[]);
    for (const role of order) {
      if (role !== unnoticed) cable.attach(role);
      cable.run(random.between(0, 300));
    }
  }

  restart(): void {
    const role = this.random.of(roles);
    this.restarts[role] += 1;
    const mine = this.ledgers[role];
    mine.connected = false;
    mine.gone = mine.taken.length;
    mine.fresh = true;
    this.cable.restart(role);
  }

  step(restartsToo: boolean): void {
    const { random, cable } = this;
    switch (random.between(0, restartsToo ? 5 : 4)) {
      case 0:
      case 1:
        this.send(random.of(roles), random.chance(0.1) ? random.between(20, 80) : random.between(1, 6));
        break;
      case 2:
        cable.faults = {
          lost: random.of([0, 0, 0.05, 0.3]),
          doubled: random.of([0, 0, 0.1, 0.5]),
          damaged: random.of([0, 0.0005, 0.003, 0.02]),
          delay: random.of([1, 10, 60, 400]),
        };
        break;
      case 3:
        this.breakAndMend();
        break;
      case 4:
        cable.run(random.between(0, random.of([30, 300, 4000])));
        break;
      default:
        this.restart();
    }
  }

  run(restartsToo: boolean): void {
    const { random, cable } = this;
    for (const role of roles) if (random.chance(0.9)) cable.attach(role);
    for (let steps = random.between(3, 14); steps > 0; steps -= 1) this.step(restartsToo);
    cable.faults = soundCable;
    for (const role of roles) cable.detach(role, random.chance(0.3));
    for (const role of roles) cable.attach(role);
    cable.run(20_000);
    for (const role of roles) this.send(role, 1);
    cable.run(1000);
    for (const role of roles) this.checkDelivered(role);
  }

  checkDelivered(role: Role): void {
    const mine = this.ledgers[role];
    const theirs = this.ledgers[other(role)];
    this.check(mine.connected && this.cable.links[role].connected, `${role} is not connected in the end`);
    this.check(this.cable.links[role].idle, `${role} still has something to send`);
    const owed = mine.taken.slice(mine.gone);
    const got = theirs.arrived.slice(theirs.arrived.length - owed.length);
    this.check(owed.join() === got.join(), `of ${role}: sent ${owed}, arrived ${got}`);
  }
}

test(
  'over any schedule of loss, damage, doubling, delay and breaks, what arrives is what was sent, each message once',
  () => {
    for (let i = 0; i < schedules; i += 1) {
      const schedule = new Schedule(runSeed + i);
      schedule.run(false);
      for (const role of roles) {
        schedule.check(
          schedule.ledgers[role].newSessions === 1,
          `${role} began ${schedule.ledgers[role].newSessions} sessions`,
        );
        const sent = schedule.ledgers[role].taken;
        const { arrived } = schedule.ledgers[other(role)];
        schedule.check(sent.join() === arrived.join(), `of ${role}: sent ${sent}, arrived ${arrived}`);
      }
    }
  },
  timeout,
);

test(
  'when an end loses its state both are told of a new session, and nothing is delivered twice or out of order',
  () => {
    for (let i = 0; i < schedules / 2; i += 1) {
      const schedule = new Schedule(runSeed + 1_000_000 + i);
      schedule.run(true);
    }
  },
  timeout,
);
