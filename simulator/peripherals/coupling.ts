/**
 * What happens between the contactless field and the device in it, exchange by exchange. The model is ours: an APDU counts
 * as one block, so that a block that was lost and asked for again stands for any of those that carry it.
 */

import { seededEntropy } from '../time/seeded-entropy.ts';

/** One exchange: a command and its answer. */
export interface Passage {
  /** Times that the command is lost before it arrives, and the answer likewise; the field asks again. */
  readonly commandsLost: number;
  readonly answersLost: number;
  /** Times that the device asks for more time (S(WTX) of ISO/IEC 14443-4). */
  readonly extensions: number;
  /**
   * Bytes of command and answer that pass before the device is pulled away; with all of them it leaves right after its
   * answer. null: it stays.
   */
  readonly tornAfter: number | null;
}

/** How a device is coupled to the field: says what becomes of the next exchange with it. */
export type Coupling = () => Passage;

/** Nothing is lost, and the hand is still. */
export const unharmed: Passage = { commandsLost: 0, answersLost: 0, extensions: 0, tornAfter: null };

/** Probabilities, 0 to 1. */
export interface CouplingFaults {
  /** Of each block to be lost. */
  readonly lost: number;
  /** Of each exchange to be extended; as often again. */
  readonly extended: number;
  /** Of the device to be pulled away in an exchange. */
  readonly torn: number;
}

/** More than command and answer of any exchange have, so that where the device is pulled away is drawn among them. */
const longestExchange = 520;

/** A hand that trembles, or a case that is too thick. The same seed gives the same row of passages. */
export function weakCoupling(seed: string, { lost, extended, torn }: CouplingFaults): Coupling {
  const { number } = seededEntropy(`${seed} coupling`);
  const times = (probability: number): number => {
    let count = 0;
    while (count < 8 && number() < probability) count += 1;
    return count;
  };
  return () => ({
    commandsLost: times(lost),
    answersLost: times(lost),
    extensions: times(extended),
    tornAfter: number() < torn ? Math.floor(number() * longestExchange) : null,
  });
}
