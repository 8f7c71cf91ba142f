/**
 * A slot of vsmartcard's virtual reader with a card that can be put in and pulled out. The card dials vpcd, and dials
 * again by itself while it is in: vpcd may start later, end, and come back. A closed connection is a pulled card.
 */

import { connect, type Socket } from 'node:net';
import type { Clock } from '../../../host-bridge/clock.ts';
import { errnoOf } from '../../../host-bridge/errno.ts';
import type { Problem } from '../../../protocol/result.ts';
import type { VirtualCard } from '../../card/engine/card.ts';
import { type CardHappening, CardSession } from './card-session.ts';

/** Milliseconds. Our figures. */
export const dialling = {
  /** First wait after a failure; doubles up to `ceiling`. */
  first: 100,
  ceiling: 2_000,
  /** In which a connection must come about. */
  limit: 5_000,
  /** vpcd asks for its card several times a second: one that says nothing for so long has another. */
  silent: 5_000,
} as const;
/** Bytes of answers that may wait for a reader that does not read them. Our figure. */
const mostUnread = 1 << 20;

export interface Place {
  readonly host: string;
  readonly port: number;
}

export const placeText = ({ host, port }: Place): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

export type SlotHappening =
  | CardHappening
  /** `connected`: vpcd has taken the connection; it has the card when it asks for it. */
  | { readonly event: 'pulled' | 'put' | 'connected' }
  /** vpcd ended the connection; the card dials again. */
  | { readonly event: 'lost' }
  /** Told once for each reason in a row, and again after the reader has seen the card. */
  | { readonly event: 'problem'; readonly problem: Problem };

export interface SlotParts {
  readonly place: Place;
  readonly chip: VirtualCard;
  /** The answer to reset; null of a broken chip. */
  readonly atr: Uint8Array | null;
  readonly clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>;
  /** May pull the card by itself. */
  readonly observe: (happening: SlotHappening) => void;
}

export class VpcdSlot {
  readonly #parts: SlotParts;
  #isIn = false;
  #socket: Socket | null = null;
  #endSession = (): void => {};
  #timer: unknown = null;
  #failures = 0;
  #told = '';

  /** The card is out: `put` puts it in. */
  constructor(parts: SlotParts) {
    this.#parts = parts;
  }

  get place(): Place {
    return this.#parts.place;
  }

  /** Nothing happens where it is in. */
  put(): void {
    if (this.#isIn) return;
    this.#isIn = true;
    this.#failures = 0;
    this.#told = '';
    this.#dial();
    this.#parts.observe({ event: 'put' });
  }

  /** Takes the card out, whatever is under way. Nothing happens where it is out. */
  pull(): void {
    if (!this.#isIn) return;
    this.#isIn = false;
    this.#waitNoMore();
    this.#disconnect();
    this.#parts.observe({ event: 'pulled' });
  }

  #dial(): void {
    const { place, chip, atr, observe } = this.#parts;
    const socket = connect(place.port, place.host);
    this.#socket = socket;
    socket.setNoDelay(true);
    // A machine that is gone does not say so.
    socket.setKeepAlive(true, dialling.limit);
    const session = new CardSession({ chip, atr, observe, write: (frame) => socket.write(frame) });
    this.#endSession = () => session.close();
    let reason = 'ECONNRESET';
    this.#wait(dialling.limit, () => {
      reason = 'ETIMEDOUT';
      socket.destroy();
    });
    socket.on('connect', () => {
      if (this.#socket !== socket) return;
      this.#wait(dialling.silent, () => this.#tell({ code: 'EMU-323', detail: { place: placeText(place) } }));
      observe({ event: 'connected' });
    });
    socket.on('data', (bytes) => {
      if (this.#socket !== socket) return;
      const wasSeen = session.seen;
      const taken = session.received(bytes);
      // Pulled by somebody who watches what happens.
      if (this.#socket !== socket) return;
      if (session.seen && !wasSeen) {
        this.#waitNoMore();
        this.#failures = 0;
        this.#told = '';
      }
      if (taken.ok && socket.writableLength <= mostUnread) return;
      const problem = taken.ok
        ? ({ code: 'EMU-320', detail: { reason: 'answers are not read' } } as const)
        : taken.problem;
      this.#disconnect();
      this.#dialAfter(dialling.ceiling);
      this.#tell(problem);
    });
    socket.on('error', (error) => {
      reason = errnoOf(error);
    });
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#disconnect();
      this.#dialAfter(Math.min(dialling.first * 2 ** this.#failures, dialling.ceiling));
      this.#failures += 1;
      if (session.seen) observe({ event: 'lost' });
      else this.#tell({ code: 'EMU-322', detail: { place: placeText(place), reason } });
    });
  }

  /** The card keeps nothing but its memory. */
  #disconnect(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#endSession();
    socket?.destroy();
    this.#parts.chip.powerOff();
  }

  #dialAfter(milliseconds: number): void {
    this.#wait(milliseconds, () => this.#dial());
  }

  /** One timer at a time. */
  #wait(milliseconds: number, then: () => void): void {
    this.#waitNoMore();
    this.#timer = this.#parts.clock.setTimeout(then, milliseconds);
  }

  #waitNoMore(): void {
    if (this.#timer !== null) this.#parts.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tell(problem: Problem): void {
    const told = JSON.stringify(problem);
    if (told === this.#told) return;
    this.#told = told;
    this.#parts.observe({ event: 'problem', problem });
  }
}
