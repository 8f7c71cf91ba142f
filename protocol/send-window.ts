/**
 * The outgoing half of a session: numbers messages, keeps them until they are acknowledged, sends them again, and
 * says no when too much waits. How a message becomes a packet, and whether there is a connection, is the link's.
 */

/** Messages that may be under way unacknowledged, and those that may wait behind them. Our design values. */
export const linkWindow = 32;
export const linkBacklog = 256;

/** Milliseconds. */
export interface ResendTiming {
  /** First wait before unacknowledged messages are sent again; doubles up to `resendAtMost`. */
  readonly resend: number;
  readonly resendAtMost: number;
  /** Added for each byte under way: what a byte takes on a slow line. */
  readonly perByte: number;
}

export interface SendCounters {
  sent: number;
  resent: number;
}

interface Unacknowledged {
  readonly seq: number;
  readonly payload: Uint8Array;
}

export class SendWindow {
  readonly #timing: ResendTiming;
  readonly #counters: SendCounters;
  readonly #put: (seq: number, payload: Uint8Array) => void;
  #next = 0;
  #unacknowledged: Unacknowledged[] = [];
  #waiting: Uint8Array[] = [];
  #wait: number;
  #resendAt: number | null = null;

  constructor(timing: ResendTiming, counters: SendCounters, put: (seq: number, payload: Uint8Array) => void) {
    this.#timing = timing;
    this.#counters = counters;
    this.#put = put;
    this.#wait = timing.resend;
  }

  /** When `resendDue` is to be called; null while nothing is under way. */
  get resendAt(): number | null {
    return this.#resendAt;
  }

  get empty(): boolean {
    return this.#unacknowledged.length === 0 && this.#waiting.length === 0;
  }

  /** Nothing that was sent has been acknowledged. */
  get untouched(): boolean {
    return this.#next === this.#unacknowledged.length;
  }

  /** Whether a peer with which this session is held can be expecting this number. */
  canExpect(seq: number): boolean {
    return seq <= this.#next && seq >= this.#next - this.#unacknowledged.length;
  }

  /** False when too much waits already (back-pressure): the message was not taken. */
  take(payload: Uint8Array): boolean {
    if (this.#waiting.length >= linkBacklog) return false;
    this.#waiting.push(payload);
    return true;
  }

  /** Sends of what waits as much as the window holds. */
  fill(now: number): void {
    let sent = 0;
    let bytes = 0;
    while (this.#waiting.length > 0 && this.#unacknowledged.length < linkWindow) {
      const message = { seq: this.#next, payload: this.#waiting.shift() as Uint8Array };
      this.#next += 1;
      this.#unacknowledged.push(message);
      this.#counters.sent += 1;
      this.#put(message.seq, message.payload);
      sent += 1;
      bytes += message.payload.length;
    }
    if (sent === 0) return;
    if (this.#resendAt === null) this.#arm(now);
    // What is added takes its time on the line, but puts off an earlier message's turn by no more than that.
    else this.#resendAt += Math.ceil(bytes * this.#timing.perByte);
  }

  /** The peer has everything before `next`. A number that it cannot mean changes nothing. */
  acknowledged(next: number, now: number): void {
    const first = this.#unacknowledged[0];
    if (first === undefined || next <= first.seq || next > this.#next) return;
    this.#unacknowledged.splice(0, next - first.seq);
    this.#wait = this.#timing.resend;
    this.#arm(now);
  }

  /** The peer misses something, or has come back: everything under way goes again. */
  resend(now: number): void {
    for (const message of this.#unacknowledged) {
      this.#counters.resent += 1;
      this.#put(message.seq, message.payload);
    }
    this.#arm(now);
  }

  /** `resendAt` is reached without an acknowledgement: as `resend`, and the next wait is twice as long. */
  resendDue(now: number): void {
    this.#wait = Math.min(this.#wait * 2, this.#timing.resendAtMost);
    this.resend(now);
  }

  /** No connection: what is under way stays, until `resend`. */
  pause(): void {
    this.#wait = this.#timing.resend;
    this.#resendAt = null;
  }

  /** The session is over. */
  forget(): void {
    this.#next = 0;
    this.#unacknowledged = [];
    this.#waiting = [];
    this.pause();
  }

  #arm(now: number): void {
    if (this.#unacknowledged.length === 0) {
      this.#resendAt = null;
      return;
    }
    let bytes = 0;
    for (const { payload } of this.#unacknowledged) bytes += payload.length;
    this.#resendAt = now + this.#wait + Math.ceil(bytes * this.#timing.perByte);
  }
}
