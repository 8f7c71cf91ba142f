/**
 * One open channel of HID reports, the same at both ends: cuts a stream of bytes into reports, puts it together again,
 * and sends no more than the other end has read. Any breach of the rules ends the channel; the stream is then reported
 * broken, never patched. Sans-I/O; times are milliseconds of a clock that never jumps.
 */

import type { Problem } from '../result.ts';
import { confirmEvery, type ReportFlow, reportLimits } from './report-flow.ts';
import {
  encodeReport,
  firstPiece,
  longestMessage,
  messageLength,
  moreReports,
  nextPiece,
  type Report,
  type ReportCommand,
  type ReportError,
  reportCommands,
  reportErrorName,
  reportErrors,
  wholeMessage,
} from './reports.ts';

/** Milliseconds. Our design values, well under the silence (3 s) after which the link counts a peer as gone. */
export const reportTiming = {
  /** Between two reports of one message. */
  message: 1000,
  /** For how long bytes may wait without any of them becoming free to go. */
  credit: 1000,
  /** After such a wait a `keepalive` asks for credit. */
  keepalive: 250,
} as const;

/** Bytes that may wait to be sent. Our design value: more than the link has under way. */
export const longestWaiting = 1 << 20;

/** What becomes of the byte stream that the reports carry. */
export type StreamEvent =
  /** A stream is there, new on both sides. */
  | { readonly type: 'attached' }
  /** The next bytes of it. */
  | { readonly type: 'received'; readonly bytes: Uint8Array }
  /** It is over, or was refused; null: because the other end left it or began another. */
  | { readonly type: 'detached'; readonly problem: Problem | null };

export interface ChannelOwner {
  /** A report to be written, in order. */
  put(report: Uint8Array): void;
  received(bytes: Uint8Array): void;
  /** Called once; nothing is put or received afterwards. */
  ended(problem: Problem | null): void;
}

const u32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at);

function counts(...numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  for (const [i, number] of numbers.entries()) view.setUint32(4 * i, number);
  return bytes;
}

const dataHead = messageLength('data');

export class ReportChannel {
  readonly id: number;
  readonly #flow: ReportFlow;
  readonly #owner: ChannelOwner;
  #open = true;

  /** Bytes taken and not yet sent; the first `#skip` bytes of the first piece have been. */
  #waiting: Uint8Array[] = [];
  #skip = 0;
  #waitingBytes = 0;
  /** Bytes of the message under way that are not sent yet. */
  #unsent = 0;
  /** Since when bytes wait for credit. */
  #stalledAt: number | null = null;
  #asked = false;

  #consumed = 0;
  #said = 0;
  /** The peer waits for credit, however little. */
  #pressed = false;
  /** Bytes of the message coming in that are not here yet. */
  #missing = 0;
  #heardAt = 0;

  constructor(id: number, flow: ReportFlow, owner: ChannelOwner) {
    this.id = id;
    this.#flow = flow;
    this.#owner = owner;
  }

  /** Takes the next bytes of the stream. */
  send(bytes: Uint8Array, now: number): void {
    if (!this.#open || bytes.length === 0) return;
    if (this.#waitingBytes + bytes.length > longestWaiting) {
      this.#break('other', now, { code: 'EMU-135', detail: { limit: longestWaiting } });
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#fill(now);
  }

  /** A report of this channel has come. */
  received(report: Report, now: number): void {
    if (!this.#open) return;
    const readBefore = this.#consumed;
    this.#consumed = (this.#consumed + 1) >>> 0;
    if (report.kind === 'more') this.#more(report, readBefore, now);
    else this.#message(report, readBefore, now);
    if (this.#open) this.#fill(now);
  }

  /** Leaves the channel and says so. */
  close(now: number): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.#flow.underWay(now) < reportLimits.all) this.#say('cancel', new Uint8Array(0));
  }

  /** Does what is due at `now`. */
  advance(now: number): void {
    if (!this.#open) return;
    if (this.#missing > 0 && now >= this.#heardAt + reportTiming.message) {
      this.#break('timeout', now, {
        code: 'EMU-133',
        detail: { what: 'the rest of a message', limit: reportTiming.message },
      });
      return;
    }
    this.#fill(now);
    if (this.#stalledAt === null) return;
    if (now >= this.#stalledAt + reportTiming.credit) {
      this.#break('timeout', now, {
        code: 'EMU-133',
        detail: { what: 'credit', limit: reportTiming.credit },
      });
    } else if (!this.#asked && now >= this.#stalledAt + reportTiming.keepalive) {
      this.#asked = true;
      if (this.#flow.underWay(now) < reportLimits.keepalive) this.#say('keepalive', counts(this.#flow.sent));
    }
  }

  /** When `advance` has something to do; null: nothing until a report comes. */
  deadline(now: number): number | null {
    if (!this.#open) return null;
    const due: number[] = [];
    if (this.#missing > 0) due.push(this.#heardAt + reportTiming.message);
    if (this.#stalledAt !== null)
      due.push(this.#stalledAt + (this.#asked ? reportTiming.credit : reportTiming.keepalive));
    const roomAt = this.#flow.roomAt(now);
    if (roomAt !== null && (this.#stalledAt !== null || this.#owesCredit)) due.push(roomAt);
    return due.length === 0 ? null : Math.min(...due);
  }

  // ── receiving ───────────────────────────────────────────────────────────────────────────────────────

  #message(report: Extract<Report, { kind: 'begin' }>, readBefore: number, now: number): void {
    const command = commandOf(report.command);
    if (command === null) {
      this.#breach('invalidCommand', now, `command ${report.command}`);
      return;
    }
    const { length, payload } = report;
    if (command === 'data' ? length < dataHead : length !== messageLength(command)) {
      this.#breach('invalidLength', now, `${command} of ${length} bytes`);
      return;
    }
    switch (command) {
      case 'data':
        if (this.#missing > 0) this.#breach('invalidSequence', now, 'data inside data');
        else if (this.#follows(payload, readBefore, now))
          this.#begins(payload.subarray(dataHead), length, now);
        return;
      case 'credit':
        if (this.#follows(payload, readBefore, now)) this.#credited(u32(payload, 4), now);
        return;
      case 'keepalive':
        if (!this.#follows(payload, readBefore, now)) return;
        this.#heardAt = now;
        this.#pressed = true;
        return;
      case 'cancel':
        this.#end(null);
        return;
      case 'error': {
        const name = reportErrorName(payload[0] as number);
        this.#end({ code: 'EMU-131', detail: { error: name } });
      }
    }
  }

  #follows(payload: Uint8Array, readBefore: number, now: number): boolean {
    return this.#agree(u32(payload, 0), readBefore, now);
  }

  /** Whether the peer's count of what it has sent is what has been read; else the channel is over. */
  #agree(sent: number, read: number, now: number): boolean {
    if (sent === read) return true;
    this.#break('invalidSequence', now, { code: 'EMU-134', detail: { sent, read } });
    return false;
  }

  #begins(first: Uint8Array, length: number, now: number): void {
    this.#missing = length - dataHead;
    this.#take(first, now);
  }

  #more({ sequence, payload }: Extract<Report, { kind: 'more' }>, readBefore: number, now: number): void {
    if (this.#missing === 0) this.#breach('invalidSequence', now, 'more of no message');
    else if (this.#agree(sequence, readBefore % moreReports, now)) {
      this.#take(payload.subarray(0, this.#missing), now);
    }
  }

  #take(bytes: Uint8Array, now: number): void {
    this.#missing -= bytes.length;
    this.#heardAt = now;
    if (bytes.length > 0) this.#owner.received(bytes);
  }

  #credited(consumed: number, now: number): void {
    const anew = this.#flow.confirmed(consumed);
    if (anew === null) {
      this.#breach('invalidParameter', now, `credit for ${consumed} reports of ${this.#flow.sent}`);
    } else if (anew > 0) {
      this.#stalledAt = null;
      this.#asked = false;
    }
  }

  // ── sending ─────────────────────────────────────────────────────────────────────────────────────────

  #fill(now: number): void {
    this.#confirm(now);
    while (this.#waitingBytes > 0 && this.#flow.underWay(now) < reportLimits.data) this.#sendPiece();
    if (this.#waitingBytes > 0) {
      this.#stalledAt ??= now;
    } else {
      this.#stalledAt = null;
      this.#asked = false;
    }
  }

  get #owesCredit(): boolean {
    return (this.#consumed - this.#said) >>> 0 >= (this.#pressed ? 1 : confirmEvery);
  }

  #confirm(now: number): void {
    if (!this.#owesCredit) return;
    if (this.#flow.underWay(now) >= reportLimits.credit) return;
    this.#said = this.#consumed;
    this.#pressed = false;
    this.#say('credit', counts(this.#flow.sent, this.#consumed));
  }

  #sendPiece(): void {
    const channel = this.id;
    if (this.#unsent === 0) {
      this.#unsent = Math.min(this.#waitingBytes, longestMessage - dataHead);
      const payload = new Uint8Array(Math.min(this.#unsent + dataHead, firstPiece));
      payload.set(counts(this.#flow.sent));
      const length = this.#unsent + dataHead;
      this.#move(payload, dataHead);
      this.#put(encodeReport({ kind: 'begin', channel, command: reportCommands.data.byte, length, payload }));
    } else {
      const payload = new Uint8Array(Math.min(this.#unsent, nextPiece));
      this.#move(payload, 0);
      const sequence = this.#flow.sent % moreReports;
      this.#put(encodeReport({ kind: 'more', channel, sequence, payload }));
    }
  }

  /** Moves waiting bytes into a payload, from `at` to its end. */
  #move(payload: Uint8Array, at: number): void {
    const count = payload.length - at;
    let to = at;
    while (to < payload.length) {
      const piece = this.#waiting[0] as Uint8Array;
      const part = piece.subarray(this.#skip, this.#skip + payload.length - to);
      payload.set(part, to);
      to += part.length;
      this.#skip += part.length;
      if (this.#skip === piece.length) {
        this.#waiting.shift();
        this.#skip = 0;
      }
    }
    this.#waitingBytes -= count;
    this.#unsent -= count;
  }

  #say(command: ReportCommand, payload: Uint8Array): void {
    this.#put(wholeMessage(this.id, command, payload));
  }

  #put(report: Uint8Array): void {
    this.#flow.sentOne();
    this.#owner.put(report);
  }

  // ── ending ──────────────────────────────────────────────────────────────────────────────────────────

  #breach(error: ReportError, now: number, reason: string): void {
    this.#break(error, now, { code: 'EMU-132', detail: { reason } });
  }

  #break(error: ReportError, now: number, problem: Problem): void {
    if (this.#flow.underWay(now) < reportLimits.all)
      this.#say('error', Uint8Array.of(reportErrors[error].byte));
    this.#end(problem);
  }

  #end(problem: Problem | null): void {
    this.#open = false;
    this.#waiting = [];
    this.#owner.ended(problem);
  }
}

const onChannel = ['data', 'credit', 'keepalive', 'cancel', 'error'] as const;
const commandOf = (byte: number) => onChannel.find((name) => reportCommands[name].byte === byte) ?? null;
