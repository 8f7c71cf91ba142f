/** LAST COMMAND of an iPhone: that it is sent is sourced, what comes of it is our reading. */

import { type CommandApdu, status } from './apdu.ts';
import type { CardState } from './card-state.ts';
import { sw } from './status-words.ts';

export function endOfCommands(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  if (!card.application.takesLastCommand) return status(sw.insNotSupported);
  if (p1 !== 0x00 || p2 !== 0x00) return status(sw.wrongP1P2);
  if (data.length > 0) return status(sw.wrongLength);
  card.holder.done();
  return status(sw.done);
}
