/**
 * A whole end of the link, in a session that stands, before a peer that keeps to no rule. The first byte of an input
 * says which end it is (even: the reader) and whether the session is bound (bit 1), the rest is a script: packets in sound frames, bytes that are none, time, the
 * cable pulled and plugged, messages of its own.
 */

import { encodeFrame, FrameDecoder } from '../../../protocol/link/frame.ts';
import { Link } from '../../../protocol/link/link.ts';
import { longestMessage } from '../../../protocol/link/message-stream.ts';
import {
  decodePacket,
  encodePacket,
  type Packet,
  proofLength,
  sessionId,
  sessionTag,
} from '../../../protocol/link/packet.ts';
import type { Random } from '../../protocol/random.ts';
import { stepsIn, written } from '../script.ts';
import { insist, kindOf, type Target } from '../target.ts';
import { soundPacket } from './packets.ts';

type Role = 'host' | 'reader';
const roles: readonly Role[] = ['reader', 'host'];
const halves = { host: Uint8Array.of(1, 2, 3, 4), reader: Uint8Array.of(5, 6, 7, 8) } as const;
const tag = sessionTag(sessionId(halves.host, halves.reader));

/** What a step does; its place here is in the three lowest bits of the step's byte. */
const steps = [
  'packet',
  'packet of the session',
  'bytes',
  'wait',
  'attach',
  'detach',
  'send',
  'close',
] as const;
const stepByte = (step: (typeof steps)[number], random: Random): number =>
  steps.indexOf(step) | (random.between(0, 31) << 3);

/** @param before how many halves ends of this role have drawn before: nobody draws the same twice */
function newLink(role: Role, before = 0): Link {
  let drawn = before;
  return new Link(role, () => {
    const half = halves[role].map((byte, i) => byte + (drawn >>> (8 * i)));
    drawn += 1;
    return half;
  });
}

/** Carries what each of the two writes to the other until neither writes. */
function exchange(a: Link, b: Link, now: number): void {
  for (let round = 0; round < 20; round += 1) {
    const fromA = a.takeOutput();
    const fromB = b.takeOutput();
    if (fromA.length === 0 && fromB.length === 0) return;
    for (const bytes of fromA) b.received(bytes, now);
    for (const bytes of fromB) a.received(bytes, now);
  }
}

const otherRole = (role: Role): Role => (role === 'host' ? 'reader' : 'host');

/** Stands for a proof that takes a secret: what has it, and what has not, is all that counts here. */
const proof = (what: Uint8Array): Uint8Array =>
  new Uint8Array(proofLength).fill(what.reduce((a, b) => a ^ b, 7));

class Trial {
  readonly #role: Role;
  readonly #link: Link;
  #said: string[] = [];
  readonly #ear = new FrameDecoder();
  #now = 0;
  #meetings = 0;

  constructor(role: Role, bound: boolean) {
    this.#role = role;
    this.#link = newLink(role);
    this.meet();
    insist(this.#link.connected, 'two ends at a sound cable have a session');
    this.#link.takeEvents();
    if (bound) this.#link.bind(proof);
  }

  /** What was said since it was last asked. */
  said(): readonly string[] {
    const said = this.#said;
    this.#said = [];
    return said;
  }

  /** A peer that knows nothing of before is attached, and keeps to the rules. */
  meet(): void {
    const peer = newLink(otherRole(this.#role), this.#meetings);
    this.#meetings += 1;
    this.#link.detached();
    this.#link.takeOutput();
    peer.attached(this.#now);
    this.#link.attached(this.#now);
    exchange(this.#link, peer, this.#now);
  }

  does(step: number, operand: Uint8Array): void {
    const link = this.#link;
    switch (steps[step & 7]) {
      case 'packet':
        if (operand.length > 0) link.received(encodeFrame(operand), this.#now);
        break;
      case 'packet of the session': {
        if (operand.length === 0) break;
        const bytes = new Uint8Array(operand);
        if (bytes.length >= 5) new DataView(bytes.buffer).setUint32(1, tag);
        link.received(encodeFrame(bytes), this.#now);
        break;
      }
      case 'bytes':
        link.received(operand, this.#now);
        break;
      case 'wait':
        this.#now += operand.length * 20;
        link.advance(this.#now);
        break;
      case 'attach':
        link.attached(this.#now);
        break;
      case 'detach':
        link.detached();
        break;
      case 'send':
        link.send(new Uint8Array(1 + ((operand.length * (step >>> 3)) % longestMessage)), this.#now);
        break;
      case 'close':
        link.close();
    }
    this.#look();
  }

  /** What an owner would do after each call, and what it relies on. */
  #look(): void {
    const link = this.#link;
    for (let late = 0; ; late += 1) {
      const at = link.deadline();
      insist(at === null || Number.isFinite(at), 'a deadline is a time');
      if (at === null || at > this.#now) break;
      insist(late < 4, 'what is due is done when time advances, and is then not due any more');
      link.advance(this.#now);
    }
    for (const chunk of link.takeOutput()) {
      for (const outcome of this.#ear.push(chunk)) {
        insist(outcome.kind === 'frame', 'a link writes sound frames only');
        const packet = decodePacket(outcome.payload);
        insist(packet.ok, 'and packets only');
        this.#said.push(`wrote ${packet.value.kind}`);
      }
    }
    for (const event of link.takeEvents()) {
      this.#said.push(event.type === 'damaged' ? kindOf(event.problem) : `told ${event.type}`);
    }
  }

  /** Whatever came before: with a peer that keeps to the rules there is a session again. */
  recovers(): void {
    this.meet();
    // The first answer may be that the old session is not held; the second opening is then for a new one.
    if (!this.#link.connected) this.meet();
    insist(this.#link.connected, 'a sound peer gets a session, whatever came before');
    this.#link.takeOutput();
    this.#link.takeEvents();
  }
}

export const link: Target = {
  name: 'link',
  share: 4,
  longest: 4096,
  tokens: [
    Uint8Array.of(0),
    ...[0, 1].flatMap((does) =>
      [0x10, 0x11, 0x12, 0x13, 0x1f].map((kind) =>
        written({ does, operand: Uint8Array.of(kind, 0, 0, 0, 0, 0, 0, 0, 0) }),
      ),
    ),
    written({ does: 4, operand: new Uint8Array(0) }),
    written({ does: 5, operand: new Uint8Array(0) }),
    written({ does: 3, operand: new Uint8Array(200) }),
    written({ does: 0xfe, operand: new Uint8Array(200) }),
  ],
  sound(random) {
    const parts: Uint8Array[] = [Uint8Array.of(random.between(0, 3))];
    const count = random.between(1, 8);
    for (let i = 0; i < count; i += 1) {
      const step = random.chance(0.6)
        ? random.of(['packet', 'packet of the session'] as const)
        : random.of(steps);
      const operand =
        step === 'packet' || step === 'packet of the session'
          ? nearlySound(random)
          : new Uint8Array(step === 'wait' ? random.between(0, 200) : random.between(0, 40));
      parts.push(written({ does: stepByte(step, random), operand }));
    }
    return Buffer.concat(parts);
  },
  judge(input) {
    const trial = newTrial(input[0] ?? 0);
    for (const { does, operand } of stepsIn(input.subarray(1))) trial.does(does, operand);
    trial.recovers();
    return trial.said();
  },
};

const newTrial = (first: number): Trial => new Trial(roles[first & 1] as Role, (first & 2) !== 0);

const longLived = new Map<number, Trial>();

/** The same with ends that live through all inputs: memory that a peer makes them hold would grow without end. */
export const linkForLong: Target = {
  ...link,
  name: 'link-for-long',
  share: 4,
  judge(input) {
    const which = (input[0] ?? 0) & 3;
    const trial = longLived.get(which) ?? newTrial(which);
    longLived.set(which, trial);
    for (const { does, operand } of stepsIn(input.subarray(1))) trial.does(does, operand);
    return trial.said();
  },
};

/** A packet whose numbers are near those of a session that has just begun: its streams begin at its tag. */
function nearlySound(random: Random): Uint8Array {
  const packet = soundPacket(random) as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(packet)) {
    if (typeof value !== 'number' || random.chance(0.2)) continue;
    const near = random.between(0, random.chance(0.9) ? 3 : 70_000);
    packet[name] = name === 'expected' || name === 'offset' ? (tag + near) >>> 0 : near & 0xff;
  }
  return encodePacket(packet as unknown as Packet);
}
