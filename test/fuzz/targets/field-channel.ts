/**
 * The two ends of a phone reader's channel, and a host between them that keeps to no rule. An input is a script of what
 * the host does: passes on the next packet of an end as it is or changed, gives an end any bytes, or lets an end say
 * something.
 */

import {
  FieldChannelOfDriver,
  FieldChannelOfReader,
  type FieldStep,
} from '../../../protocol/phone-reader/field-channel.ts';
import { fieldPartsOf } from '../link-ends.ts';
import { stepsIn, written } from '../script.ts';
import { insist, kindOf, sameBytes, type Target } from '../target.ts';

/** What a step does; its place here is in the three lowest bits of the step's byte. */
const steps = [
  'reader begins',
  'to driver',
  'to reader',
  'to driver, changed',
  'to reader, changed',
  'bytes to driver',
  'bytes to reader',
  'both say',
] as const;

class Trial {
  readonly #reader = new FieldChannelOfReader(fieldPartsOf('reader'));
  readonly #driver = new FieldChannelOfDriver(fieldPartsOf('driver'));
  readonly #toDriver: Uint8Array[] = [];
  readonly #toReader: Uint8Array[] = [];
  /** What each end has sealed in all its sessions, in order. */
  readonly #saidByReader: Uint8Array[] = [];
  readonly #saidByDriver: Uint8Array[] = [];
  readonly said: string[] = [];

  does(step: number, operand: Uint8Array): void {
    switch (steps[step & 7]) {
      case 'reader begins':
        this.#toDriver.push(this.#reader.begin());
        break;
      case 'to driver':
        this.#pass(this.#toDriver.shift(), 'driver');
        break;
      case 'to reader':
        this.#pass(this.#toReader.shift(), 'reader');
        break;
      case 'to driver, changed':
        this.#pass(changed(this.#toDriver.shift(), operand), 'driver');
        break;
      case 'to reader, changed':
        this.#pass(changed(this.#toReader.shift(), operand), 'reader');
        break;
      case 'bytes to driver':
        this.#pass(operand, 'driver');
        break;
      case 'bytes to reader':
        this.#pass(operand, 'reader');
        break;
      case 'both say': {
        const [order, report] = [this.#reader.seal(operand), this.#driver.seal(operand)];
        if (order !== null) {
          this.#saidByReader.push(operand);
          this.#toDriver.push(order);
        }
        if (report !== null) {
          this.#saidByDriver.push(operand);
          this.#toReader.push(report);
        }
      }
    }
  }

  #pass(packet: Uint8Array | undefined, to: 'driver' | 'reader'): void {
    if (packet === undefined) return;
    if (to === 'driver') this.#hear(this.#driver.receive(packet), this.#toReader, this.#saidByReader);
    else this.#hear(this.#reader.receive(packet), this.#toDriver, this.#saidByDriver);
  }

  #hear({ answer, events }: FieldStep, back: Uint8Array[], sealed: Uint8Array[]): void {
    if (answer !== null) back.push(answer);
    for (const event of events) {
      if (event.kind === 'message') {
        const at = sealed.findIndex((one) => sameBytes(one, event.payload));
        insist(at >= 0, 'nothing comes out that the other end has not sealed');
        // Neither does it come twice, nor what was sealed before it any more.
        sealed.splice(0, at + 1);
      }
      this.said.push(
        event.kind === 'over' && event.problem !== null ? kindOf(event.problem) : `told ${event.kind}`,
      );
    }
  }
}

function changed(packet: Uint8Array | undefined, change: Uint8Array): Uint8Array | undefined {
  if (packet === undefined || packet.length === 0) return packet;
  const other = packet.slice();
  for (let i = 0; i + 1 < change.length; i += 2) {
    const at = (change[i] as number) % other.length;
    other[at] = (other[at] as number) ^ (change[i + 1] as number);
  }
  return other;
}

const none = new Uint8Array(0);
const step = (does: (typeof steps)[number], operand: Uint8Array = none): Uint8Array =>
  written({ does: steps.indexOf(does), operand });
const handshake = [step('reader begins'), step('to driver'), step('to reader'), step('to driver')];

export const fieldChannel: Target = {
  name: 'field-channel',
  share: 0.2,
  longest: 2048,
  tokens: [...handshake, step('both say', Uint8Array.of(1)), step('to driver, changed', Uint8Array.of(9, 1))],
  sound(random) {
    const parts: Uint8Array[] = [...handshake];
    const count = random.between(1, 4);
    for (let i = 0; i < count; i += 1) {
      parts.push(step('both say', random.bytes(random.between(1, 20))));
      parts.push(random.chance(0.9) ? step('to driver') : step('to driver, changed', random.bytes(2)));
      parts.push(random.chance(0.9) ? step('to reader') : step('bytes to reader', random.bytes(12)));
    }
    return Buffer.concat(parts);
  },
  judge(input) {
    const trial = new Trial();
    for (const { does, operand } of stepsIn(input)) trial.does(does, operand);
    return trial.said;
  },
};
