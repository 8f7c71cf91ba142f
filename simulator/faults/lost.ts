/** Chunks that do not arrive, as where a buffer runs over. */

import type { LinkFaultDefinition } from './fault-definition.ts';
import { onTheLine } from './on-the-line.ts';

export const lost: LinkFaultDefinition = {
  about: { en: 'loses chunks of up to 64 bytes', ja: '64 バイトまでのかたまりを失う' },
  takes: { rate: 0.05, for: null },
  begin: onTheLine('lost', ({ random, handOn }, { rate }) => ({
    take(chunk) {
      if (random() >= rate) handOn(chunk);
    },
  })),
};
