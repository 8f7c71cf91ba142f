/** A bad cable by another measure: each bit may be turned over by itself. As under noise, no byte becomes a frame end. */

import { frameEnd } from '../../protocol/link/frame.ts';
import type { LinkFaultDefinition } from './fault-definition.ts';
import { forOneChunk, onTheLine } from './on-the-line.ts';

const bits = [0, 1, 2, 3, 4, 5, 6, 7];

export const bitErrors: LinkFaultDefinition = {
  about: { en: 'turns bits over, each by itself', ja: 'ビットを個別に反転させる' },
  takes: { rate: 0.0001, for: null },
  begin: onTheLine('bit-errors', ({ random, handOn }, { rate }) => ({
    take(chunk) {
      const draw = forOneChunk(random);
      handOn(
        chunk.map((byte) => {
          const damaged = bits.reduce((is, bit) => (draw() < rate ? is ^ (1 << bit) : is), byte);
          // Damaged it is all the same, by another bit.
          return damaged === frameEnd && byte !== frameEnd ? byte ^ 1 || byte ^ 2 : damaged;
        }),
      );
    },
  })),
};
