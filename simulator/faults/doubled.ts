/** Chunks that arrive twice, one after the other, as where a driver repeats a transfer that had arrived. */

import type { LinkFaultDefinition } from './fault-definition.ts';
import { onTheLine } from './on-the-line.ts';

export const doubled: LinkFaultDefinition = {
  about: { en: 'delivers chunks of up to 64 bytes twice', ja: '64 バイトまでのかたまりを二重に届ける' },
  takes: { rate: 0.05, for: null },
  begin: onTheLine('doubled', ({ random, handOn }, { rate }) => ({
    take(chunk) {
      handOn(chunk);
      if (random() < rate) handOn(chunk);
    },
  })),
};
