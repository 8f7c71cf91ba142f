/** A card with power and a contact: takes command APDUs, gives response APDUs. What is in it is data (contents.ts). */

import type { Entropy } from '../../../firmware/hal.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { parseCommand, status } from './apdu.ts';
import { type CounterStore, type SecretStore, volatileCardMemory } from './card-memory.ts';
import { type CardState, enterApplication } from './card-state.ts';
import { handlers } from './commands.ts';
import type { CardContents, CardInterface } from './contents.ts';
import { type Holder, nobody } from './holder.ts';
import { numberedEntropy } from './numbered-entropy.ts';
import { isSecured, refuseSecured } from './secure-messaging.ts';
import { sw } from './status-words.ts';

export interface VirtualCard {
  readonly atr: Uint8Array;
  /** The answer to reset; null when nothing answers. */
  powerOn(): Uint8Array | null;
  powerOff(): void;
  /** A warm reset: forgets what power-off forgets. Nothing happens without power. */
  reset(): void;
  /** Answers one command APDU, and never throws. No bytes come back without power or from a broken chip. */
  transmit(apdu: Uint8Array): Uint8Array;
}

export interface CardParts {
  readonly contents: CardContents;
  readonly counters: CounterStore;
  /** Where a changed secret is kept; without one it lasts as long as this card object. */
  readonly secrets?: SecretStore;
  /** For challenges and PSS salts; without one the same card gives the same row of them after every restart. */
  readonly entropy?: Entropy;
  /** Who agrees to what waits for that, in a phone; nobody unless told. */
  readonly holder?: Holder;
  /** By which of its interfaces the card is spoken to; they differ in the answer to reset. Contact unless told. */
  readonly interface?: CardInterface;
}

export function createCard(parts: CardParts): VirtualCard {
  const { contents, counters, secrets, entropy } = parts;
  const atr = contents.answerToReset[parts.interface ?? 'contact'];
  const card: CardState = {
    contents,
    memory: { counters, secrets: secrets ?? volatileCardMemory().secrets },
    entropy: entropy ?? numberedEntropy(contents.answerToReset.contact),
    holder: parts.holder ?? nobody,
    application: contents.powerOn,
    file: null,
    proved: new Set(),
    terminal: null,
    challenge: null,
    granted: null,
  };
  let powered = false;
  const restart = (): void => enterApplication(card, contents.powerOn);

  return {
    atr,
    powerOn: () => {
      if (contents.silent) return null;
      powered = true;
      restart();
      return atr;
    },
    powerOff: () => {
      powered = false;
      restart();
    },
    reset: restart,
    transmit: (apdu) => (powered ? answer(card, apdu) : new Uint8Array(0)),
  };
}

function answer(card: CardState, apdu: Uint8Array): Uint8Array {
  const command = parseCommand(apdu);
  if (command === null) return status(sw.wrongLength);
  const { cla, ins } = command;
  if (isSecured(cla)) return refuseSecured(ins);
  if (cla !== 0x00 && cla !== 0x80) return status(sw.claNotSupported);
  const handler = handlers.get((cla << 8) | ins);
  if (handler === undefined) return status(sw.insNotSupported);
  try {
    return handler(card, command);
  } catch (error) {
    // The memory that counters are kept in could not be written (EMU-302); a real card says the same of its own.
    return status(error instanceof EmulatorError ? sw.memoryFailure : sw.noPreciseDiagnosis);
  }
}
