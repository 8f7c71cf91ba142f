/**
 * Inputs for what has a memory: what is done to it, one step after another. A step is a byte, the length of its operand
 * in two bytes, and the operand; a script that is cut short has one step less.
 */

export interface Step {
  /** Any byte: what it means is the target's. */
  readonly does: number;
  readonly operand: Uint8Array;
}

export function stepsIn(script: Uint8Array): readonly Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at + 3 <= script.length) {
    const length = ((script[at + 1] as number) << 8) | (script[at + 2] as number);
    steps.push({ does: script[at] as number, operand: script.subarray(at + 3, at + 3 + length) });
    at += 3 + length;
  }
  return steps;
}

/** The script of one step. Its operand has at most 65,535 bytes. */
export const written = ({ does, operand }: Step): Uint8Array =>
  Buffer.concat([Uint8Array.of(does, operand.length >>> 8, operand.length & 0xff), operand]);
