/** Randomness that a seed decides: the same seed gives the same bytes on any machine. Not for secrets. */

import type { Entropy } from '../../firmware/hal.ts';

/** sfc32 (Chris Doty-Humphrey's small fast counter), seeded with a text through FNV-1a. */
export function seededEntropy(seed: string): Entropy & { number(): number } {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  let [a, b, c, d] = [hash | 0, Math.imul(hash, 0x9e3779b1) | 0, ~hash | 0, 1];
  const next = (): number => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i += 1) next();
  return {
    number: () => next() / 0x1_0000_0000,
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let i = 0; i < count; i += 4) {
        const word = next();
        for (let k = 0; k < 4 && i + k < count; k += 1) bytes[i + k] = word >>> (8 * k);
      }
      return bytes;
    },
  };
}
