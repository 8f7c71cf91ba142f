/** What can be fuzzed: a decoder, how sound inputs for it are made, and what must hold for any input. */

import type { Problem } from '../../protocol/result.ts';
import type { Random } from '../protocol/random.ts';

export interface Target {
  readonly name: string;
  /** How many of the inputs of a run are for it, beside the other targets. */
  readonly share: number;
  /** No input is longer, in bytes. */
  readonly longest: number;
  /** Pieces of input that do harm where they do not belong: heads that lie about what follows, and the like. */
  readonly tokens: readonly Uint8Array[];
  /** An input that is as it should be, made from the catalogue. Throws a `Violation` where the target refuses it. */
  sound(random: Random): Uint8Array;
  /** An input with one thing wrong in it that the catalogue tells of, where there is such a thing. */
  spoiled?(random: Random): Uint8Array;
  /**
   * Gives the input to the decoder and checks what came of it: throws a `Violation` where a rule is broken, and
   * whatever the decoder throws.
   *
   * @returns what was said of the input, `accepted …` or a code with its reason (`kindOf`); one for each thing in it
   */
  judge(input: Uint8Array): readonly string[];
}

/** A rule that an input has broken. */
export class Violation extends Error {}

export function insist(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new Violation(rule);
}

/** A refusal without its numbers and places in lists, so that there are as many kinds as there are rules. */
export const kindOf = ({ code, detail }: Problem): string =>
  [code, ...Object.values(detail).map((part) => String(part).replace(/0x[0-9a-f]+|\d+/g, '#'))].join(' ');

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
