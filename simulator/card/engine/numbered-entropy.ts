/** Bytes that only their place in the row tells apart: for desks that must run the same way every time. */

import { createHash } from 'node:crypto';
import type { Entropy } from '../../../firmware/hal.ts';

/** The same seed gives the same row. */
export function numberedEntropy(seed: Uint8Array): Entropy {
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
