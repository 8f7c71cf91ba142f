/** A card with power and a contact: takes command APDUs, gives response APDUs. What is in it is data (contents.ts). */

import { createHash } from 'node:crypto';
import type { Entropy } from '../../../firmware/hal.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { parseCommand, status, sw } from './apdu.ts';
import { type CounterStore, type SecretStore, volatileCardMemory } from './card-memory.ts';
import { type CardState, commands, enterApplication } from './commands.ts';
import type { CardContents } from './contents.ts';

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
}

export function createCard({ contents, counters, secrets, entropy }: CardParts): VirtualCard {
  const card: CardState = {
    contents,
    memory: { counters, secrets: secrets ?? volatileCardMemory().secrets },
    entropy: entropy ?? numberedEntropy(contents.atr),
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
    atr: contents.atr,
    powerOn: () => {
      if (contents.silent) return null;
      powered = true;
      restart();
      return contents.atr;
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
  if (cla !== 0x00 && cla !== 0x80) return status(sw.claNotSupported);
  const handler = commands.get((cla << 8) | ins);
  if (handler === undefined) return status(sw.insNotSupported);
  try {
    return handler(card, command);
  } catch (error) {
    // The memory that counters are kept in could not be written (EMU-302); a real card says the same of its own.
    return status(error instanceof EmulatorError ? sw.memoryFailure : sw.noPreciseDiagnosis);
  }
}

/** Bytes that only their place in the row tells apart: for desks that must run the same way every time. */
function numberedEntropy(seed: Uint8Array): Entropy {
  let drawn = 0;
  return {
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at += 32) {
        drawn += 1;
        const block = createHash('sha256').update(seed).update(String(drawn)).digest();
        bytes.set(block.subarray(0, count - at), at);
      }
      return bytes;
    },
  };
}
