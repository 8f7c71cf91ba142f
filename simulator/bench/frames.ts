/** Frames encoded and decoded, beside a bare COBS and CRC-32 loop over the same payloads. */

import { encodeFrame, FrameDecoder } from '../../protocol/link/frame.ts';
import type { Progress } from '../cli/progress.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { decodeBare, encodeBare } from './bare-cobs.ts';
import { type Contender, ratioOf, rounded, sideBySide } from './measure.ts';

/** Bytes of what a visit sends: acknowledgements, short questions, certificates with signatures. */
const sizes = [9, 35, 54, 120, 400, 1_024];
const rounds = 15;
const repetitions = 400;

export async function measureFrames(progress: Progress) {
  const entropy = seededEntropy('frames');
  const payloads = sizes.map((size) => entropy.bytes(size));
  const measured = await sideBySide(
    [
      { name: 'frames', run: ours(payloads) },
      { name: 'bare loop', run: bare(payloads) },
    ],
    { warmUp: 3, rounds, repetitions, progress },
  );
  const microseconds = (name: string): number =>
    rounded(((measured.get(name)?.wallMs ?? Number.NaN) * 1000) / sizes.length);
  return {
    ratio: rounded(ratioOf(measured, 'wallMs', 'frames', 'bare loop')),
    figures: {
      oursMicroseconds: microseconds('frames'),
      bareMicroseconds: microseconds('bare loop'),
      payloadBytes: sizes,
    },
  };
}

function ours(payloads: readonly Uint8Array[]): Contender['run'] {
  const decoder = new FrameDecoder();
  return () => {
    for (const payload of payloads) {
      const [outcome] = decoder.push(encodeFrame(payload));
      if (outcome?.kind !== 'frame' || outcome.payload.length !== payload.length) {
        throw new Error('a frame was not decoded as it was encoded');
      }
    }
  };
}

function bare(payloads: readonly Uint8Array[]): Contender['run'] {
  const longest = Math.max(...sizes) + 16;
  const frame = new Uint8Array(longest);
  const decoded = new Uint8Array(longest);
  const roomy = payloads.map((payload) => {
    const bytes = new Uint8Array(payload.length + 4);
    bytes.set(payload);
    return bytes;
  });
  return () => {
    for (const bytes of roomy) {
      const length = encodeBare(bytes, bytes.length - 4, frame);
      if (decodeBare(frame, length, decoded) !== bytes.length - 4) {
        throw new Error('the bare loop did not decode what it encoded');
      }
    }
  };
}
