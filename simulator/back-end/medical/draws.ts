/** Numbers that look drawn and are the same for the same words, on any day and any machine. */

import { createHash } from 'node:crypto';

/** Gives whole numbers from 0 up to, without, `below`. */
export type Draw = (below: number) => number;

export function drawsOf(...words: readonly (string | number)[]): Draw {
  let block = 0;
  let bytes = Buffer.alloc(0);
  let at = 0;
  return (below) => {
    if (at === bytes.length) {
      bytes = createHash('sha256')
        .update([...words, block].join('\0'))
        .digest();
      block += 1;
      at = 0;
    }
    const number = bytes.readUInt32BE(at);
    at += 4;
    return number % below;
  };
}
