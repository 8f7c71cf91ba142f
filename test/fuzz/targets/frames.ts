/** Frames: a stream of bytes, cut anywhere. */

import {
  encodeFrame,
  FrameDecoder,
  type FrameOutcome,
  maxFramePayload,
} from '../../../protocol/link/frame.ts';
import type { Random } from '../../protocol/random.ts';
import { insist, kindOf, sameBytes, type Target } from '../target.ts';

const marker = Uint8Array.of(0x6d, 0, 0x6b);
/** Ends whatever was under way, and is a sound frame itself. */
const afterAll = Buffer.concat([Uint8Array.of(0), encodeFrame(marker)]);

const whole = new FrameDecoder();
const pieces = new FrameDecoder();

/** Lengths at which COBS and the limit change their minds. */
const edges = [1, 2, 249, 250, 253, 254, 255, 508, 509, maxFramePayload];

const payload = (random: Random): Uint8Array => {
  const length = random.chance(0.02) ? random.of(edges) : random.between(1, 40);
  return random.chance(0.5)
    ? random.bytes(length)
    : new Uint8Array(length).fill(random.chance(0.5) ? 0 : random.between(0, 255));
};

const saidOf = (outcome: FrameOutcome): string =>
  outcome.kind === 'frame' ? 'accepted' : kindOf(outcome.problem);

const same = (a: FrameOutcome, b: FrameOutcome | undefined): boolean =>
  a.kind === 'frame'
    ? b?.kind === 'frame' && sameBytes(a.payload, b.payload)
    : b?.kind === 'damaged' && kindOf(a.problem) === kindOf(b.problem);

export const frames: Target = {
  name: 'frames',
  share: 20,
  longest: 20_000,
  tokens: [
    Uint8Array.of(0),
    Uint8Array.of(0, 0),
    Uint8Array.of(0xff),
    Uint8Array.of(1, 1, 1, 1, 1, 0),
    new Uint8Array(254).fill(0xff),
    new Uint8Array(1100).fill(0x11),
  ],
  sound(random) {
    const payloads = Array.from({ length: random.between(1, 3) }, () => payload(random));
    const stream = Buffer.concat(payloads.map(encodeFrame));
    const read = whole.push(stream);
    insist(read.length === payloads.length, 'as many frames arrive as were written');
    for (const [i, outcome] of read.entries()) {
      const sent = payloads[i] as Uint8Array;
      insist(
        outcome.kind === 'frame' && sameBytes(outcome.payload, sent),
        'a frame arrives as it was written',
      );
    }
    return stream;
  },
  judge(input) {
    const outcomes = whole.push(input);
    outcomes.push(...whole.push(afterAll));

    const cut = input.length === 0 ? 0 : ((input[0] as number) * 31 + input.length) % input.length;
    const again = pieces.push(input.subarray(0, cut));
    again.push(...pieces.push(input.subarray(cut)), ...pieces.push(afterAll));
    insist(outcomes.length === again.length, 'wherever a stream is cut, there are as many frames in it');
    for (const [i, outcome] of outcomes.entries()) insist(same(outcome, again[i]), 'and the same ones');

    const last = outcomes.pop();
    insist(
      last?.kind === 'frame' && sameBytes(last.payload, marker),
      'a sound frame is read whatever came before',
    );
    for (const outcome of outcomes) {
      if (outcome.kind !== 'frame') continue;
      const length = outcome.payload.length;
      insist(length >= 1 && length <= maxFramePayload, 'a payload keeps to its limits');
      const [read] = whole.push(encodeFrame(outcome.payload));
      insist(read !== undefined && same(outcome, read), 'what was read can be written and read again');
    }
    return outcomes.map(saidOf);
  },
};
