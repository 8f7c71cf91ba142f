/**
 * The host's end of HID reports: asks the reader for a channel and carries the byte stream on it. It lives for one
 * opening of the device: when the stream is over, the device is opened anew, with another nonce. Sans-I/O, driven like
 * the reader's end.
 */

import type { Problem } from '../result.ts';
import { ReportChannel, type StreamEvent } from './report-channel.ts';
import { ReportFlow, reportLimits } from './report-flow.ts';
import {
  broadcastChannel,
  carrierVersion,
  decodeReport,
  messageLength,
  type Report,
  reportCommands,
  wholeMessage,
} from './reports.ts';

/** Milliseconds until `init` is sent again; doubles each time. Our design value. */
export const initAgainMs = 250;

export class HostReports {
  readonly #nonce: Uint8Array;
  readonly #flow = new ReportFlow();
  #channel: ReportChannel | null = null;
  /** When `init` is sent again, and how long the wait after that; null once there is a channel, or no more will be. */
  #askAt: number | null;
  #wait = initAgainMs;
  #reports: Uint8Array[] = [];
  #events: StreamEvent[] = [];

  /** @param nonce 8 bytes, random: by them the reader tells one opening from another */
  constructor(nonce: Uint8Array, now: number) {
    this.#nonce = nonce;
    this.#askAt = now;
    this.advance(now);
  }

  /** A report from the reader. Those of other channels are of other hosts, or left over, and are passed over. */
  received(bytes: Uint8Array, now: number): void {
    const decoded = decodeReport(bytes);
    if (!decoded.ok) return;
    const report = decoded.value;
    if (report.channel === this.#channel?.id) this.#channel.received(report, now);
    else if (report.channel === broadcastChannel && this.#askAt !== null) this.#answered(report);
  }

  /** Bytes for the reader. Dropped while there is no stream. */
  send(bytes: Uint8Array, now: number): void {
    this.#channel?.send(bytes, now);
  }

  /** Leaves the channel; the reader is told. */
  close(now: number): void {
    this.#askAt = null;
    this.#channel?.close(now);
    this.#channel = null;
  }

  /** Does what is due at `now`. */
  advance(now: number): void {
    if (this.#askAt !== null && now >= this.#askAt) this.#ask(now);
    this.#channel?.advance(now);
  }

  /** When `advance` has something to do; null: nothing until a report comes. */
  deadline(now: number): number | null {
    return this.#askAt ?? this.#channel?.deadline(now) ?? null;
  }

  /** Reports to write, in order, 64 bytes each, without a report id. */
  takeReports(): readonly Uint8Array[] {
    const reports = this.#reports;
    this.#reports = [];
    return reports;
  }

  takeEvents(): readonly StreamEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #ask(now: number): void {
    this.#askAt = now + this.#wait;
    this.#wait *= 2;
    if (this.#flow.underWay(now) >= reportLimits.all) return;
    this.#flow.sentOutside(now);
    this.#reports.push(wholeMessage(broadcastChannel, 'init', this.#nonce));
  }

  #answered(report: Report): void {
    if (report.kind !== 'begin' || report.command !== reportCommands.channel.byte) return;
    const { payload } = report;
    if (report.length !== messageLength('channel') || !this.#nonce.every((byte, i) => byte === payload[i]))
      return;
    this.#askAt = null;
    const version = payload[this.#nonce.length + 4] as number;
    if (version !== carrierVersion) {
      this.#ended({ code: 'EMU-136', detail: { theirs: version, ours: carrierVersion } });
      return;
    }
    const id = new DataView(payload.buffer, payload.byteOffset).getUint32(this.#nonce.length);
    this.#channel = new ReportChannel(id, this.#flow, {
      put: (bytes) => this.#reports.push(bytes),
      received: (bytes) => this.#events.push({ type: 'received', bytes }),
      ended: (problem) => this.#ended(problem),
    });
    this.#events.push({ type: 'attached' });
  }

  #ended(problem: Problem | null): void {
    this.#channel = null;
    this.#events.push({ type: 'detached', problem });
  }
}
