/**
 * A card in a virtual reader, for as long as one connection lasts. Sans-I/O: frames of vpcd come in, frames of the card
 * go out. vpcd asks for the answer to reset again and again, between commands too: that is how it sees that the card
 * is there.
 */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { VirtualCard } from '../../card/engine/card.ts';
import { commandName } from './command-name.ts';
import { encodeFrame, FrameStream } from './frame.ts';

/** Payloads of one byte; the first three are not answered. */
const control = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, answerToReset: 0x04 } as const;

export type CardHappening =
  /** The reader has seen the card. */
  | { readonly event: 'inserted' }
  | { readonly event: 'powerOn' | 'powerOff' | 'reset' }
  | {
      readonly event: 'command';
      /** Nothing of it is secret. */
      readonly name: string;
      /** null: no status word came back, from a card without power or with a broken chip. */
      readonly status: number | null;
    };

export interface CardSessionParts {
  readonly chip: Pick<VirtualCard, 'powerOn' | 'powerOff' | 'reset' | 'transmit'>;
  /** The answer to reset; null: the chip is broken. */
  readonly atr: Uint8Array | null;
  readonly write: (frame: Uint8Array) => void;
  readonly observe: (happening: CardHappening) => void;
}

/**
 * What a broken chip answers to reset: something that is no answer to reset. The reader then holds a card that nobody
 * can connect to. Nothing at all would not do: Debian's vpcd never comes back from an empty frame.
 */
const noAnswerToReset = Uint8Array.of(0x00);

export class CardSession {
  readonly #parts: CardSessionParts;
  readonly #frames = new FrameStream();
  #seen = false;
  #ended = false;

  constructor(parts: CardSessionParts) {
    this.#parts = parts;
  }

  /** Whether vpcd has asked for anything yet. */
  get seen(): boolean {
    return this.#seen;
  }

  /**
   * Bytes from vpcd. EMU-320 when they are not what vpcd says, EMU-321 when a command is answered by nothing or by too
   * much: the session is over, which is to the reader a card that was pulled.
   */
  received(bytes: Uint8Array): Result<void> {
    this.#frames.push(bytes);
    while (!this.#ended) {
      const next = this.#frames.next();
      if (!next.ok) return next;
      if (next.value === null) return ok(undefined);
      if (!this.#seen) {
        this.#seen = true;
        this.#parts.observe({ event: 'inserted' });
        if (this.#ended) break;
      }
      const taken = next.value.length === 1 ? this.#control(next.value[0]) : this.#command(next.value);
      if (!taken.ok) return taken;
    }
    return ok(undefined);
  }

  /** The card is gone: what came and is not acted on yet is not acted on any more, and nothing is answered. */
  close(): void {
    this.#ended = true;
  }

  #control(code: number | undefined): Result<void> {
    const { chip, atr, observe } = this.#parts;
    switch (code) {
      case control.powerOff:
        chip.powerOff();
        observe({ event: 'powerOff' });
        return ok(undefined);
      case control.powerOn:
        chip.powerOn();
        observe({ event: 'powerOn' });
        return ok(undefined);
      case control.reset:
        chip.reset();
        observe({ event: 'reset' });
        return ok(undefined);
      case control.answerToReset:
        return this.#answer(atr ?? noAnswerToReset);
      default:
        return refuse('EMU-320', { reason: `a control code of ${code}` });
    }
  }

  #command(apdu: Uint8Array): Result<void> {
    const { chip, observe } = this.#parts;
    const name = commandName(apdu);
    const reply = chip.transmit(apdu);
    const [high, low] = reply.subarray(-2);
    observe({
      event: 'command',
      name,
      status: high === undefined || low === undefined ? null : (high << 8) | low,
    });
    return this.#answer(reply);
  }

  #answer(payload: Uint8Array): Result<void> {
    const frame = encodeFrame(payload);
    if (!frame.ok) return frame;
    if (!this.#ended) this.#parts.write(frame.value);
    return ok(undefined);
  }
}
