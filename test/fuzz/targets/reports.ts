/**
 * An end of HID reports with its channel open, before a peer that keeps to no rule. The first byte of an input says
 * which end it is (even: the reader), the rest is a script: reports, time, bytes of its own, the device closed.
 */

import { isDeepStrictEqual } from 'node:util';
import { HostReports } from '../../../protocol/hid/host-reports.ts';
import { ReaderReports } from '../../../protocol/hid/reader-reports.ts';
import { reportLength } from '../../../protocol/hid/report-descriptor.ts';
import { reportLimits } from '../../../protocol/hid/report-flow.ts';
import {
  broadcastChannel,
  decodeReport,
  encodeReport,
  longestMessage,
  messageLength,
  type ReportCommand,
  reportCommands,
} from '../../../protocol/hid/reports.ts';
import type { Random } from '../../protocol/random.ts';
import { stepsIn, written } from '../script.ts';
import { insist, kindOf, type Target } from '../target.ts';

type Role = 'host' | 'reader';
type End = HostReports | ReaderReports;
const roles: readonly Role[] = ['reader', 'host'];
const channel = 0x0a0b_0c0d;
const nonceOf = (opening: number): Uint8Array => new Uint8Array(8).fill(opening);

/** What a step does; its place here is in the two lowest bits of the step's byte. */
const steps = ['report', 'report of the channel', 'wait', 'send'] as const;

/** What stands behind the channel in every report. */
const headLength = 4;

class Trial {
  readonly #role: Role;
  readonly #said: string[] = [];
  #end: End;
  #now = 0;

  constructor(role: Role) {
    this.#role = role;
    this.#end = role === 'host' ? new HostReports(nonceOf(1), 0) : new ReaderReports(() => channel);
    this.#meet(1);
  }

  get said(): readonly string[] {
    return this.#said;
  }

  /** A peer that keeps to the rules comes, and there is a stream. */
  #meet(opening: number): void {
    if (this.#role === 'host' && opening > 1) this.#end = new HostReports(nonceOf(opening), this.#now);
    if (this.#end instanceof ReaderReports) this.#end.hostGone();
    this.#end.takeEvents();
    const peer: End =
      this.#role === 'host' ? new ReaderReports(() => channel) : new HostReports(nonceOf(opening), this.#now);
    for (let round = 0; round < 3; round += 1) {
      for (const report of peer.takeReports()) this.#end.received(report, this.#now);
      for (const report of this.#end.takeReports()) peer.received(report, this.#now);
    }
    insist(
      [this.#end, peer].every((end) => end.takeEvents().some(({ type }) => type === 'attached')),
      'with a sound peer there is a stream, whatever came before',
    );
  }

  recovers(): void {
    this.#meet(2);
  }

  does(step: number, operand: Uint8Array): void {
    switch (steps[step & 3]) {
      case 'report':
        this.#received(operand);
        break;
      case 'report of the channel': {
        const bytes = new Uint8Array(reportLength);
        bytes.set(operand.subarray(0, reportLength - headLength), headLength);
        new DataView(bytes.buffer).setUint32(0, channel);
        this.#received(bytes);
        break;
      }
      case 'wait':
        this.#now += operand.length * 20;
        this.#end.advance(this.#now);
        break;
      case 'send':
        this.#end.send(new Uint8Array(operand.length * (step >>> 2)), this.#now);
    }
    this.#look();
  }

  #received(bytes: Uint8Array): void {
    const report = decodeReport(bytes);
    if (report.ok) {
      const again = decodeReport(encodeReport(report.value));
      insist(again.ok && isDeepStrictEqual(again.value, report.value), 'what was read can be written');
    } else {
      this.#said.push(kindOf(report.problem));
    }
    this.#end.received(bytes, this.#now);
  }

  /** What an owner would do after each call, and what it relies on. */
  #look(): void {
    for (let late = 0; ; late += 1) {
      const at = this.#end.deadline(this.#now);
      insist(at === null || Number.isFinite(at), 'a deadline is a time');
      if (at === null || at > this.#now) break;
      insist(late < 4, 'what is due is done when time advances, and is then not due any more');
      this.#end.advance(this.#now);
    }
    const reports = this.#end.takeReports();
    insist(reports.length <= reportLimits.all, 'no more reports are outstanding than may be');
    for (const bytes of reports) {
      const report = decodeReport(bytes);
      insist(report.ok, 'an end writes sound reports only');
      this.#said.push(report.value.kind === 'begin' ? `wrote ${report.value.command}` : 'wrote more');
    }
    for (const event of this.#end.takeEvents()) {
      this.#said.push(
        event.type === 'detached' && event.problem !== null ? kindOf(event.problem) : `told ${event.type}`,
      );
    }
  }
}

const commands = Object.keys(reportCommands) as ReportCommand[];

/** A report as the protocol has it, but for the numbers in it and its place in the conversation. */
function nearlySound(random: Random): Uint8Array {
  const on = random.chance(0.2) ? broadcastChannel : channel;
  if (random.chance(0.2)) {
    const payload = random.bytes(reportLength - 5);
    return encodeReport({ kind: 'more', channel: on, sequence: random.between(0, 3), payload });
  }
  const command = random.of(commands);
  const length = random.chance(0.8)
    ? messageLength(command) + (command === 'data' ? random.between(0, 60) : 0)
    : random.of([0, 57, 58, 59, 200, longestMessage, longestMessage + 1, 0xffff]);
  const payload = new Uint8Array(Math.min(length, 57)).map((_, i) =>
    i % 4 === 3 ? random.between(0, 3) : 0,
  );
  return encodeReport({ kind: 'begin', channel: on, command: reportCommands[command].byte, length, payload });
}

export const reports: Target = {
  name: 'reports',
  share: 5,
  longest: 4096,
  tokens: [
    ...commands.map((command) =>
      written({
        does: 1,
        operand: Uint8Array.of(0x80 | reportCommands[command].byte, 0, messageLength(command)),
      }),
    ),
    written({ does: 2, operand: new Uint8Array(60) }),
    written({ does: 0xff, operand: new Uint8Array(200) }),
  ],
  sound(random) {
    const parts: Uint8Array[] = [Uint8Array.of(random.between(0, 1))];
    const count = random.between(1, 8);
    for (let i = 0; i < count; i += 1) {
      const step = random.chance(0.7) ? 'report' : random.of(steps);
      const operand = step.startsWith('report') ? nearlySound(random) : new Uint8Array(random.between(0, 60));
      parts.push(written({ does: steps.indexOf(step) | (random.between(0, 63) << 2), operand }));
    }
    return Buffer.concat(parts);
  },
  judge(input) {
    const trial = new Trial(roles[(input[0] ?? 0) & 1] as Role);
    for (const { does, operand } of stepsIn(input.subarray(1))) trial.does(does, operand);
    trial.recovers();
    return trial.said;
  },
};
