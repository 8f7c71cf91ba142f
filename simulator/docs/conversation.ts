/**
 * Records what one end of the protocol is given, does and refuses, in the form of protocol/vectors/conversations.json.
 * Time is moved here; the other end, where there is one, answers at once.
 */

import type { JsonObject } from '../../protocol/json-form.ts';
import type { Link } from '../../protocol/link/link.ts';
import type { Problem } from '../../protocol/result.ts';
import { hexOf, refusal, type Vector } from './vector-file.ts';

export type Role = 'host' | 'reader';

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

type Entry = (name: string, why: string, role: Role, given: JsonObject, talk: () => Conversation) => Vector;

/** A conversation that comes to a refusal, and what the end had before it. */
export const refusedConversation: Entry = (name, why, role, given, talk) => {
  const told = talk().told();
  if (!('refused' in told)) throw new TypeError(`${name}: nothing was refused`);
  return { name, role, given, ...told, why };
};

/** One in which nothing is refused. */
export const goodConversation: Entry = (name, why, role, given, talk) => {
  const told = talk().told();
  if ('refused' in told) throw new TypeError(`${name}: something was refused`);
  return { name, role, given, ...told, why };
};

export class Conversation {
  readonly #end: RecordedEnd;
  readonly #peer: Link | null;
  readonly #steps: JsonObject[] = [];
  #refused: JsonObject | null = null;
  #answers: readonly string[] = [];
  #now = 0;
  #plugged = false;
  #heard = true;

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

  /** From here on the other end hears nothing, but is heard. */
  deafen(): void {
    this.#heard = false;
  }

  receive(bytes: Uint8Array): void {
    if (this.#refused !== null) return;
    this.#steps.push({ at: this.#now, does: 'receive', hex: hexOf(bytes) });
    this.#end.received(bytes, this.#now);
    this.#settle();
  }

  /** Its owner gives it a message, or bytes of the stream, that many times. */
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
    const so = { steps: this.#steps, at: this.#now };
    return this.#refused === null ? so : { ...so, refused: this.#refused, answers: this.#answers };
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
      if (this.#plugged && this.#heard) this.#peer?.received(bytes, this.#now);
    }
    if (written.length > 0) this.carry();
  }

  /** What the other end has written arrives. */
  carry(): void {
    for (const bytes of this.#peer?.takeOutput() ?? []) if (this.#plugged) this.receive(bytes);
  }
}
