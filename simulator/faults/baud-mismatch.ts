/** The two ends run at different speeds: half as many bytes arrive, and none of them is what was sent. */

import type { LinkFaultDefinition } from './fault-definition.ts';
import { onTheLine } from './on-the-line.ts';

export const baudMismatch: LinkFaultDefinition = {
  about: {
    en: 'the two ends run at different speeds: everything is garbled',
    ja: '両端の通信速度が合わず、すべて文字化けする',
  },
  takes: { for: null },
  begin: onTheLine('baud-mismatch', ({ random, handOn }) => ({
    take: (chunk) =>
      handOn(Uint8Array.from({ length: Math.ceil(chunk.length / 2) }, () => Math.floor(random() * 256))),
  })),
};
