/** HID reports over kernel queues, by random schedules: what an end hears is a prefix of what the other was given. */

import { describe, expect, test } from 'vitest';
import type { StreamEvent } from '../../../protocol/hid/report-channel.ts';
import { reportLimits } from '../../../protocol/hid/report-flow.ts';
import { Random, runSeed } from '../random.ts';
import { type End, ReportPipe, soundPipe } from './report-pipe.ts';

/** How many random schedules are run: SCHEDULES of the environment, else enough for every day. */
const schedules = Number(process.env['SCHEDULES'] ?? 1500);

const ends = ['host', 'reader'] as const;
const other = (end: End): End => (end === 'host' ? 'reader' : 'host');

/** One stream of one direction: its bytes are known from its number, so that the receiver knows which it hears. */
const byteOf = (stream: number, at: number): number => {
  if (at < 4) return (stream >>> (24 - 8 * at)) & 0xff;
  return (Math.imul(stream + 1, 0x9e3779b1) + Math.imul(at, 0x85ebca6b)) >>> 24;
};

class Schedule {
  readonly random: Random;
  readonly pipe: ReportPipe;
  readonly #seed: number;
  /** Streams sent and heard by each end; null while it has none. */
  readonly sent: Record<End, { stream: number; at: number } | null> = { host: null, reader: null };
  readonly heard: Record<End, number[] | null> = { host: null, reader: null };
  readonly lengths = new Map<number, number>();
  detached = 0;
  /** Whether bytes may come out altered: the checksum that sees it is the frame's, above. */
  garbling = false;
  #streams = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.random = new Random(seed);
    this.pipe = new ReportPipe(this.random, (end, event) => this.#event(end, event));
  }

  check(holds: boolean, what: string): void {
    if (!holds) expect.fail(`schedule seed ${this.#seed}, at ${this.pipe.now} ms: ${what}`);
  }

  #event(end: End, event: StreamEvent): void {
    if (event.type === 'attached') {
      this.check(this.sent[end] === null, `${end} attached twice`);
      this.#streams += 1;
      this.sent[end] = { stream: this.#streams, at: 0 };
      this.lengths.set(this.#streams, 0);
      this.heard[end] = [];
    } else if (event.type === 'detached') {
      const refused = event.problem?.code === 'EMU-136';
      this.check(refused !== (this.sent[end] !== null), `${end} detached twice`);
      this.detached += 1;
      this.sent[end] = null;
      this.heard[end] = null;
    } else {
      const heard = this.heard[end];
      this.check(heard !== null, `${end} heard bytes without a stream`);
      heard?.push(...event.bytes);
      if (heard !== null && !this.garbling) this.#isPrefix(end, heard);
    }
  }

  #isPrefix(end: End, heard: readonly number[]): void {
    if (heard.length < 4) return;
    const stream = new DataView(Uint8Array.from(heard.slice(0, 4)).buffer).getUint32(0);
    const length = this.lengths.get(stream);
    this.check(length !== undefined && heard.length <= length, `${end} heard more than was sent`);
    const from = Math.max(0, heard.length - 64);
    for (let i = from; i < heard.length; i += 1)
      this.check(heard[i] === byteOf(stream, i), `${end} heard another byte at ${i} of stream ${stream}`);
  }

  send(end: End, count: number): void {
    const sent = this.sent[end];
    if (sent === null) return;
    const { stream, at } = sent;
    sent.at += count;
    this.lengths.set(stream, sent.at);
    this.pipe.send(
      end,
      Uint8Array.from({ length: count }, (_, i) => byteOf(stream, at + i)),
    );
  }

  step(): void {
    const { random } = this;
    if (random.chance(0.8)) {
      this.send(random.of(ends), random.chance(0.2) ? random.between(1000, 20_000) : random.between(1, 300));
    }
    this.pipe.slowest = random.of([0, 1, 5, 40]);
    this.pipe.run(random.between(0, 100));
  }

  /** The host opens the device anew, where its stream is over. */
  reopen(): void {
    if (this.sent.host !== null) return;
    this.pipe.open(this.random.chance(0.5));
    this.pipe.run(20);
  }

  /** The host leaves; what is still under way comes to its end. */
  leave(): void {
    this.pipe.faults = soundPipe;
    this.pipe.host.close(this.pipe.now);
    this.pipe.pump();
    this.sent.host = null;
    this.heard.host = null;
    this.pipe.run(2000);
  }

  /** What an end has heard of the other's stream is all of it. */
  complete(end: End): boolean {
    return this.heard[end] !== null && this.heard[end]?.length === this.sent[other(end)]?.at;
  }

  /** Both ends send until all of it is heard: on a sound cable that may take a break or two of what went before. */
  mend(): void {
    this.pipe.faults = soundPipe;
    this.pipe.slowest = 2;
    for (let again = 0; again < 5; again += 1) {
      this.reopen();
      this.pipe.run(1000);
      for (const end of ends) this.send(end, 500);
      this.pipe.run(1500);
      if (ends.every((end) => this.complete(end))) return;
    }
    this.check(false, 'it does not work again');
  }
}

describe('HID reports', () => {
  test('carry every byte both ways over a queue that is slow, and never fill it', () => {
    for (let i = 0; i < schedules / 10; i += 1) {
      const schedule = new Schedule(runSeed + i);
      schedule.pipe.run(50);
      for (let step = 0; step < 25; step += 1) schedule.step();
      schedule.pipe.run(10_000);
      schedule.check(schedule.detached === 0, 'the stream broke on a sound cable');
      for (const end of ends) {
        const sent = schedule.sent[other(end)]?.at ?? -1;
        schedule.check(
          schedule.heard[end]?.length === sent,
          `${end} heard ${schedule.heard[end]?.length} of ${sent}`,
        );
      }
      schedule.check(schedule.pipe.dropped === 0, `${schedule.pipe.dropped} reports dropped`);
    }
  });

  test('use the queue as far as they may, in both directions at once', () => {
    const schedule = new Schedule(runSeed);
    schedule.pipe.slowest = 40;
    schedule.pipe.run(100);
    for (const end of ends) schedule.send(end, 30_000);
    schedule.pipe.run(60_000);
    expect(schedule.pipe.fullest).toBeGreaterThanOrEqual(reportLimits.data);
    expect(schedule.pipe.fullest).toBeLessThanOrEqual(reportLimits.all);
    expect(schedule.heard.host?.length).toBe(30_000);
    expect(schedule.heard.reader?.length).toBe(30_000);
  });

  test.each([
    ['lost', { ...soundPipe, lost: 0.02 }],
    ['doubled', { ...soundPipe, doubled: 0.02 }],
    ['lost and doubled', { ...soundPipe, lost: 0.02, doubled: 0.02 }],
  ])('give a prefix of what was sent where reports are %s, and work again afterwards', (_, faults) => {
    let broken = 0;
    for (let i = 0; i < schedules / 10; i += 1) {
      const schedule = new Schedule(runSeed + i);
      schedule.pipe.run(50);
      schedule.pipe.faults = faults;
      for (let step = 0; step < 40; step += 1) {
        schedule.reopen();
        schedule.step();
      }
      broken += schedule.detached;
      if (faults.doubled === 0) schedule.check(schedule.pipe.dropped === 0, 'reports dropped');
      schedule.mend();
    }
    expect(broken).toBeGreaterThan(schedules / 100);
  });

  test('stay within their bounds and never throw where reports are garbled', () => {
    for (let i = 0; i < schedules / 10; i += 1) {
      const schedule = new Schedule(runSeed + i);
      schedule.garbling = true;
      schedule.pipe.run(50);
      schedule.pipe.faults = { ...soundPipe, garbled: 0.1 };
      for (let step = 0; step < 30; step += 1) {
        schedule.reopen();
        schedule.step();
      }
      schedule.check(schedule.pipe.dropped === 0, 'reports dropped');
      schedule.leave();
      schedule.garbling = false;
      schedule.mend();
    }
  });
});
