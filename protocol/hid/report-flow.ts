/**
 * How many reports one end has under way to the other, of every kind. Kernels drop reports without a word when a queue
 * of theirs is full; it never is while this stays within its limits.
 */

/** Reports under way up to which each kind may be sent: a report is sent only while fewer are. Our design values. */
export const reportLimits = {
  data: 12,
  keepalive: 13,
  credit: 15,
  /** `init`, its answer, `cancel`, `error`. The most that is ever under way. */
  all: 16,
} as const;

/** After so many reports read and not yet confirmed a `credit` is sent. */
export const confirmEvery = 4;

/** Milliseconds for which reports outside the present channel count as under way, where no `credit` comes. */
export const outsideLimitMs = 500;

export class ReportFlow {
  #sent = 0;
  #confirmed = 0;
  /** Sent on earlier channels or the broadcast channel. They were queued before those of this channel. */
  #outside = 0;
  #outsideUntil = 0;

  /** Reports sent on this channel, modulo 2^32. */
  get sent(): number {
    return this.#sent;
  }

  underWay(now: number): number {
    return (now < this.#outsideUntil ? this.#outside : 0) + this.#unconfirmed;
  }

  /** When room may come by itself; null where only a `credit` brings any. */
  roomAt(now: number): number | null {
    return this.#outside > 0 && now < this.#outsideUntil ? this.#outsideUntil : null;
  }

  sentOne(): void {
    this.#sent = (this.#sent + 1) >>> 0;
  }

  /** A report was sent on another channel than the present one. */
  sentOutside(now: number): void {
    this.#outside = (now < this.#outsideUntil ? this.#outside : 0) + 1;
    this.#outsideUntil = now + outsideLimitMs;
  }

  /** The peer has read so many of this channel. Gives the number that this confirms anew; null where it cannot be. */
  confirmed(consumed: number): number | null {
    const anew = (consumed - this.#confirmed) >>> 0;
    if (anew > this.#unconfirmed) return null;
    this.#confirmed = consumed;
    // The queue keeps its order: whatever went before has been read too.
    if (consumed > 0) this.#outside = 0;
    return anew;
  }

  /** Another channel begins; what is under way on the present one still lies in the queue. */
  beginChannel(now: number): void {
    this.#outside = this.underWay(now);
    this.#outsideUntil = now + outsideLimitMs;
    this.#sent = 0;
    this.#confirmed = 0;
  }

  /** The queue is gone, and all that was in it. */
  reset(): void {
    this.#sent = 0;
    this.#confirmed = 0;
    this.#outside = 0;
  }

  get #unconfirmed(): number {
    return (this.#sent - this.#confirmed) >>> 0;
  }
}
