/**
 * A bad cable: of the bytes that pass some have one bit turned over. None of them becomes a frame end, so that what is
 * seen of the line, such as how many frames were damaged, says nothing of what the bytes are.
 */

import { frameEnd } from '../../protocol/link/frame.ts';
import type { LinkFaultDefinition } from './fault-definition.ts';
import { forOneChunk, onTheLine } from './on-the-line.ts';

export const noise: LinkFaultDefinition = {
  about: { en: 'damages bytes, one bit of each', ja: 'バイトを壊す（1 バイトにつき 1 ビット）' },
  takes: { rate: 0.001, for: null },
  begin: onTheLine('noise', ({ random, handOn }, { rate }) => ({
    take(chunk) {
      const draw = forOneChunk(random);
      handOn(chunk.map((byte) => (draw() < rate ? turned(byte, draw) : byte)));
    },
  })),
};

function turned(byte: number, random: () => number): number {
  const bit = Math.floor(random() * 8);
  const damaged = byte ^ (1 << bit);
  return damaged === frameEnd ? byte ^ (1 << ((bit + 1) % 8)) : damaged;
}
