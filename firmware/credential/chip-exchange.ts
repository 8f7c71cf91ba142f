/** Command APDUs to the chip of a card or phone, one after the other, until it is gone. */

import type { CardReply } from '../hal.ts';
import { statusWord } from './apdu.ts';

/** Thrown between the steps with one chip, so that each exchange need not look for a chip that left. */
export class ChipGone extends Error {}

export class ChipExchange {
  readonly #transmit: (command: Uint8Array) => Promise<CardReply>;

  constructor(transmit: (command: Uint8Array) => Promise<CardReply>) {
    this.#transmit = transmit;
  }

  /** The reply as it came, also where none did. */
  transmit(command: Uint8Array): Promise<CardReply> {
    return this.#transmit(command);
  }

  /** The whole response. Rejects with ChipGone where none came. */
  async answer(command: Uint8Array): Promise<Uint8Array> {
    const reply = await this.#transmit(command);
    if (reply.kind === 'gone') throw new ChipGone();
    return reply.apdu;
  }

  /** The status word alone. Rejects with ChipGone. */
  async status(command: Uint8Array): Promise<number> {
    return statusWord(await this.answer(command));
  }
}
