/** A host and a reader joined by two kernel queues of reports, in virtual time: what does not fit is dropped silently. */

import { HostReports } from '../../../protocol/hid/host-reports.ts';
import { ReaderReports } from '../../../protocol/hid/reader-reports.ts';
import type { StreamEvent } from '../../../protocol/hid/report-channel.ts';
import { reportLimits } from '../../../protocol/hid/report-flow.ts';
import type { Random } from '../random.ts';

export type End = 'host' | 'reader';
const across = (end: End): End => (end === 'host' ? 'reader' : 'host');

/** Shares of the reports written, 0 to 1. */
export interface ReportFaults {
  readonly lost: number;
  readonly doubled: number;
  readonly garbled: number;
}
export const soundPipe: ReportFaults = { lost: 0, doubled: 0, garbled: 0 };

interface Queued {
  readonly at: number;
  readonly report: Uint8Array;
}

export class ReportPipe {
  now = 0;
  faults: ReportFaults = soundPipe;
  /** Longest time that a report lies in a queue before its end reads it, milliseconds. */
  slowest = 2;
  host: HostReports;
  readonly reader: ReaderReports;
  /** Reports in the queue of each end, to be read by it. */
  readonly queues: Record<End, Queued[]> = { host: [], reader: [] };
  /** Reports dropped because a queue was full, and the most that any held. */
  dropped = 0;
  fullest = 0;
  readonly #random: Random;
  readonly #heard: (end: End, event: StreamEvent) => void;

  constructor(random: Random, heard: (end: End, event: StreamEvent) => void) {
    this.#random = random;
    this.#heard = heard;
    this.reader = new ReaderReports(() => random.between(0, 0xffff_ffff));
    this.host = new HostReports(random.bytes(8), 0);
    this.pump();
  }

  /** The host opens the device anew. `emptied`: its queue was its own and is gone, and the reader is told. */
  open(emptied: boolean): void {
    if (emptied) {
      this.queues.host = [];
      this.reader.hostGone();
    }
    this.host = new HostReports(this.#random.bytes(8), this.now);
    this.pump();
  }

  send(end: End, bytes: Uint8Array): void {
    this[end].send(bytes, this.now);
    this.pump();
  }

  /** A report as it is, for `end` to read now. */
  inject(end: End, report: Uint8Array): void {
    this[end].received(report, this.now);
    this.pump();
  }

  run(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (;;) {
      const due = Math.min(this.#next('host'), this.#next('reader'));
      if (due > until) break;
      this.now = Math.max(this.now, due);
      for (const end of ['host', 'reader'] as const) {
        const queue = this.queues[end];
        if ((queue[0]?.at ?? Infinity) <= this.now) {
          this[end].received((queue.shift() as Queued).report, this.now);
        }
        if ((this[end].deadline(this.now) ?? Infinity) <= this.now) this[end].advance(this.now);
        this.pump();
      }
    }
    this.now = until;
  }

  pump(): void {
    for (const end of ['host', 'reader'] as const) {
      for (const report of this[end].takeReports()) this.#queue(across(end), report);
      for (const event of this[end].takeEvents()) this.#heard(end, event);
    }
  }

  #next(end: End): number {
    return Math.min(this.queues[end][0]?.at ?? Infinity, this[end].deadline(this.now) ?? Infinity);
  }

  #queue(end: End, report: Uint8Array): void {
    const random = this.#random;
    const { lost, doubled, garbled } = this.faults;
    if (random.chance(lost)) return;
    const queue = this.queues[end];
    if (queue.length >= reportLimits.all) {
      this.dropped += 1;
      return;
    }
    const at = Math.max(queue.at(-1)?.at ?? 0, this.now + random.between(0, this.slowest));
    const arriving = random.chance(garbled) ? garble(report, random) : report;
    queue.push({ at, report: arriving });
    if (random.chance(doubled)) queue.push({ at, report: arriving });
    // The doubled one is the fault's, not the sender's.
    if (doubled === 0) this.fullest = Math.max(this.fullest, queue.length);
  }
}

function garble(report: Uint8Array, random: Random): Uint8Array {
  const garbled = random.chance(0.1) ? report.slice(0, random.between(0, 63)) : report.slice();
  if (garbled.length > 0) {
    const at = random.between(0, random.chance(0.5) ? Math.min(9, garbled.length - 1) : garbled.length - 1);
    garbled[at] = random.between(0, 255);
  }
  return garbled;
}
