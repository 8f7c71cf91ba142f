/**
 * The reader's end of HID reports: gives each host that asks a channel of its own, and carries the byte stream on the
 * newest. It lives as long as the device; hosts come and go. Sans-I/O: the owner calls a method, then writes
 * `takeReports()`, acts on `takeEvents()`, and calls `advance(now)` when `deadline(now)` is reached.
 */

import type { Problem } from '../result.ts';
import { type ChannelOwner, ReportChannel, type StreamEvent } from './report-channel.ts';
import { ReportFlow, reportLimits } from './report-flow.ts';
import {
  broadcastChannel,
  carrierVersion,
  decodeReport,
  messageLength,
  type Report,
  reportCommands,
  reportErrors,
  wholeMessage,
} from './reports.ts';

export class ReaderReports {
  readonly #draw: () => number;
  readonly #flow = new ReportFlow();
  #channel: ReportChannel | null = null;
  /** That of the `init` which began the channel. */
  #nonce: Uint8Array = new Uint8Array(0);
  #reports: Uint8Array[] = [];
  #events: StreamEvent[] = [];

  /** @param draw gives a number from 0 to 2^32 - 1 for each new channel, drawn by lot: not the one of the channel before */
  constructor(draw: () => number) {
    this.#draw = draw;
  }

  /** A report from the host, without a report id. What is no report is passed over. */
  received(bytes: Uint8Array, now: number): void {
    const decoded = decodeReport(bytes);
    if (!decoded.ok) return;
    const report = decoded.value;
    if (report.channel === broadcastChannel) this.#broadcast(report, now);
    else if (report.channel === this.#channel?.id) this.#channel.received(report, now);
    else this.#foreign(report, now);
  }

  /** Bytes for the host. Dropped while there is no stream. */
  send(bytes: Uint8Array, now: number): void {
    this.#channel?.send(bytes, now);
  }

  /** The host has closed the device, or the cable is out: what was under way to it is gone. */
  hostGone(): void {
    this.#reports = [];
    this.#flow.reset();
    if (this.#channel === null) return;
    this.#channel = null;
    this.#events.push({ type: 'detached', problem: null });
  }

  /** Does what is due at `now`. */
  advance(now: number): void {
    this.#channel?.advance(now);
  }

  /** When `advance` has something to do; null: nothing until a report comes. */
  deadline(now: number): number | null {
    return this.#channel?.deadline(now) ?? null;
  }

  /** Reports to write, in order, 64 bytes each. */
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

  #broadcast(report: Report, now: number): void {
    if (report.kind !== 'begin' || report.command !== reportCommands.init.byte) return;
    if (report.length !== messageLength('init')) return;
    const nonce = report.payload;
    if (this.#channel === null || !same(nonce, this.#nonce)) this.#begin(nonce, now);
    // Where there is no room the host asks again, and meanwhile room has come.
    if (this.#channel === null || this.#flow.underWay(now) >= reportLimits.all) return;
    this.#flow.sentOutside(now);
    this.#reports.push(wholeMessage(broadcastChannel, 'channel', answer(nonce, this.#channel.id)));
  }

  #begin(nonce: Uint8Array, now: number): void {
    const before = this.#channel?.id ?? 0;
    if (this.#channel !== null) this.#events.push({ type: 'detached', problem: null });
    this.#flow.beginChannel(now);
    this.#nonce = nonce;
    const channel = new ReportChannel(channelNumber(this.#draw(), before), this.#flow, this.#ownerOf());
    this.#channel = channel;
    this.#events.push({ type: 'attached' });
  }

  #ownerOf(): ChannelOwner {
    return {
      put: (report) => this.#reports.push(report),
      received: (bytes) => this.#events.push({ type: 'received', bytes }),
      ended: (problem: Problem | null) => {
        this.#channel = null;
        this.#events.push({ type: 'detached', problem });
      },
    };
  }

  /** A host that believes in a channel which is over is told so; it asks for another. */
  #foreign(report: Report, now: number): void {
    if (report.kind !== 'begin') return;
    if (report.command === reportCommands.error.byte || report.command === reportCommands.cancel.byte) return;
    if (this.#flow.underWay(now) >= reportLimits.all) return;
    this.#flow.sentOutside(now);
    this.#reports.push(
      wholeMessage(report.channel, 'error', Uint8Array.of(reportErrors.invalidChannel.byte)),
    );
  }
}

/** Neither 0, nor the broadcast channel, nor the one before. */
function channelNumber(drawn: number, before: number): number {
  let channel = drawn >>> 0;
  while (channel === 0 || channel === broadcastChannel || channel === before) channel = (channel + 1) >>> 0;
  return channel;
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

function answer(nonce: Uint8Array, channel: number): Uint8Array {
  const payload = new Uint8Array(messageLength('channel'));
  payload.set(nonce);
  new DataView(payload.buffer).setUint32(nonce.length, channel);
  payload[nonce.length + 4] = carrierVersion;
  return payload;
}
