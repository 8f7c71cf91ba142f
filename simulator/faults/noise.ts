/** A bad cable: of the bytes that pass some have one bit turned over. */

import type { LinkFaultDefinition } from './fault-definition.ts';
import { onTheLine } from './on-the-line.ts';

export const noise: LinkFaultDefinition = {
  about: { en: 'damages bytes, one bit of each', ja: 'バイトを壊す（1 バイトにつき 1 ビット）' },
  takes: { rate: 0.001, for: null },
  begin: onTheLine('noise', ({ random, handOn }, { rate }) => ({
    take: (chunk) =>
      handOn(chunk.map((byte) => (random() < rate ? byte ^ (1 << Math.floor(random() * 8)) : byte))),
  })),
};
