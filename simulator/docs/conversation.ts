/**
 * Records what one end of the protocol is given, does and refuses, in the form of protocol/vectors/conversations.json.
 * Time is moved here; the other end, where there is one, answers at once.
 */

import type { SecureLink, SecureLinkEvent } from '../../protocol/channel/channel.ts';
import { EmulatorError, isErrorCode } from '../../protocol/errors.ts';
import type { HostReports } from '../../protocol/hid/host-reports.ts';
import type { ReaderReports } from '../../protocol/hid/reader-reports.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { FrameDecoder } from '../../protocol/link/frame.ts';
import type { Link, LinkEvent } from '../../protocol/link/link.ts';
import { decodePacket } from '../../protocol/link/packet.ts';
import { linkBacklog } from '../../protocol/link/send-window.ts';
import type { Problem } from '../../protocol/result.ts';
import { hexOf, refusal } from './vector-file.ts';

/** The end that is recorded. Times are milliseconds. */
export interface RecordedEnd {
  attached(now: number): void;
  received(bytes: Uint8Array, now: number): void;
  /** Why it does not take the message, or null. */
  send(message: Uint8Array, now: number): Problem | null;
  advance(now: number): void;
  deadline(now: number): number | null;
  takeOutput(): readonly Uint8Array[];
  /** What it has refused, or was refused with, since this was last asked. */
  takeRefusal(written: readonly Uint8Array[]): Problem | null;
}

const asProblem = (code: string): Problem => {
  if (!isErrorCode(code)) throw new TypeError(`${code} is no code of the catalogue`);
  return { code, detail: {} };
};

/** The code of a `refuse` among the frames: a reader that refuses an `open` tells nobody else. */
function refuseIn(written: readonly Uint8Array[]): Problem | null {
  const decoder = new FrameDecoder();
  for (const found of written.flatMap((bytes) => decoder.push(bytes))) {
    const packet = found.kind === 'frame' ? decodePacket(found.payload) : null;
    if (packet?.ok === true && packet.value.kind === 'refuse') return asProblem(packet.value.code);
  }
  return null;
}

export const endOfLink = (link: Link | SecureLink): RecordedEnd => ({
  attached: (now) => link.attached(now),
  received: (bytes, now) => link.received(bytes, now),
  send(message, now) {
    try {
      return link.send(message, now) ? null : { code: 'EMU-105', detail: { limit: linkBacklog } };
    } catch (error) {
      if (error instanceof EmulatorError) return error.problem;
      throw error;
    }
  },
  advance: (now) => link.advance(now),
  deadline: () => link.deadline(),
  takeOutput: () => link.takeOutput(),
  takeRefusal(written) {
    const events: readonly (LinkEvent | SecureLinkEvent)[] = link.takeEvents();
    const closed = events.find((event) => event.type === 'closed');
    if (closed === undefined) return refuseIn(written);
    const own = 'refusal' in closed ? closed.refusal : null;
    return own?.problem ?? asProblem(closed.code);
  },
});

/** @param opened makes the end when the device is opened: a host's lives from then on */
export function endOfReports(opened: (now: number) => HostReports | ReaderReports): RecordedEnd {
  let end: HostReports | ReaderReports | null = null;
  const standing = (): HostReports | ReaderReports => {
    if (end === null) throw new TypeError('the device is not open yet');
    return end;
  };
  return {
    attached: (now) => {
      end = opened(now);
    },
    received: (bytes, now) => standing().received(bytes, now),
    send(message, now) {
      standing().send(message, now);
      return null;
    },
    advance: (now) => standing().advance(now),
    deadline: (now) => standing().deadline(now),
    takeOutput: () => standing().takeReports(),
    takeRefusal() {
      const over = standing()
        .takeEvents()
        .find((event) => event.type === 'detached');
      return over?.type === 'detached' ? over.problem : null;
    },
  };
}

export class Conversation {
  readonly #end: RecordedEnd;
  readonly #peer: Link | null;
  readonly #steps: JsonObject[] = [];
  #refused: JsonObject | null = null;
  #answers: readonly string[] = [];
  #now = 0;
  #plugged = false;

  /** @param peer the other end; null: what comes from it is given by `receive` */
  constructor(end: RecordedEnd, peer: Link | null = null) {
    this.#end = end;
    this.#peer = peer;
  }

  get now(): number {
    return this.#now;
  }

  /** A byte stream is there, or the device is opened. */
  attach(): void {
    this.#plugged = true;
    this.#steps.push({ at: this.#now, does: 'attach' });
    this.#peer?.attached(this.#now);
    this.#end.attached(this.#now);
    this.#settle();
    this.carry();
  }

  /** From here on nothing that is written arrives; the stream stays. */
  mute(): void {
    this.#plugged = false;
  }

  unmute(): void {
    this.#plugged = true;
  }

  receive(bytes: Uint8Array): void {
    if (this.#refused !== null) return;
    this.#steps.push({ at: this.#now, does: 'receive', hex: hexOf(bytes) });
    this.#end.received(bytes, this.#now);
    this.#settle();
  }

  /** Its owner gives it a message, or bytes of the stream, that many times. @param zeros in place of the bytes: so many zeros */
  give(message: Uint8Array, times = 1): void {
    const what = message.every((byte) => byte === 0) ? { zeros: message.length } : { hex: hexOf(message) };
    this.#steps.push({ at: this.#now, does: 'give', ...what, ...(times === 1 ? {} : { times }) });
    for (let i = 0; i < times; i += 1) this.#settle(this.#end.send(message, this.#now));
  }

  /** The other end says something. */
  say(message: Uint8Array): void {
    this.#peer?.send(message, this.#now);
    this.carry();
  }

  /** Time passes, at most until something is refused. */
  pass(milliseconds: number): void {
    const last = this.#now + milliseconds;
    while (this.#refused === null) {
      const due = [this.#end.deadline(this.#now), this.#peer?.deadline() ?? null].filter((at) => at !== null);
      const next = Math.min(...due);
      if (next > last) break;
      this.#now = Math.max(this.#now, next);
      this.#end.advance(this.#now);
      this.#settle();
      this.#peer?.advance(this.#now);
      this.carry();
    }
    if (this.#refused === null) this.#now = last;
  }

  /** What a vector says of it. */
  told(): JsonObject {
    if (this.#refused === null) throw new TypeError('nothing was refused');
    return { steps: this.#steps, refused: this.#refused, at: this.#now, answers: this.#answers };
  }

  #settle(problem: Problem | null = null): void {
    if (this.#refused !== null) return;
    const written = this.#end.takeOutput();
    const refused = problem ?? this.#end.takeRefusal(written);
    if (refused !== null) {
      this.#refused = refusal(refused);
      this.#answers = written.map(hexOf);
      return;
    }
    for (const bytes of written) {
      this.#steps.push({ at: this.#now, does: 'write', hex: hexOf(bytes) });
      if (this.#plugged) this.#peer?.received(bytes, this.#now);
    }
    if (written.length > 0) this.carry();
  }

  /** What the other end has written arrives. */
  carry(): void {
    for (const bytes of this.#peer?.takeOutput() ?? []) if (this.#plugged) this.receive(bytes);
  }
}
