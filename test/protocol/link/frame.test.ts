import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../../protocol/link/crc32.ts';
import {
  encodeFrame,
  FrameDecoder,
  type FrameOutcome,
  maxFramePayload,
} from '../../../protocol/link/frame.ts';
import { Random, runSeed } from '../random.ts';

const framesIn = (outcomes: readonly FrameOutcome[]): Uint8Array[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'frame' ? [outcome.payload] : []));

const refusals = (outcomes: readonly FrameOutcome[]): unknown[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'damaged' ? [outcome.problem] : []));

const decode = (stream: Uint8Array): FrameOutcome[] => new FrameDecoder().push(stream);

const join = (pieces: readonly Uint8Array[]): Uint8Array => Uint8Array.from(pieces.flatMap((p) => [...p]));

/** Payloads around the places where COBS changes its mind: zeros, and runs of 253 to 255 other bytes. */
const anyPayload = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 600 }),
  fc
    .array(fc.tuple(fc.constantFrom(0, 1, 2, 252, 253, 254, 255, 508), fc.constantFrom(0, 1, 255)), {
      maxLength: 6,
    })
    .map((runs) => [[1, 0] as const, ...runs])
    .map((runs) => Uint8Array.from(runs.flatMap(([length, byte]) => Array<number>(length).fill(byte))))
    .map((payload) => payload.subarray(0, maxFramePayload)),
);

describe('a frame', () => {
  test('gives back any payload, and holds no zero but its end', () => {
    fc.assert(
      fc.property(anyPayload, (payload) => {
        const frame = encodeFrame(payload);
        expect(frame.indexOf(0)).toBe(frame.length - 1);
        expect(framesIn(decode(frame))).toEqual([payload]);
      }),
      { numRuns: 600 },
    );
  });

  test.each([0, 1, 255])('of the greatest length arrives, filled with %i', (byte) => {
    const payload = new Uint8Array(maxFramePayload).fill(byte);
    expect(framesIn(decode(encodeFrame(payload)))).toEqual([payload]);
  });

  test('has the checksum of zlib', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(crc32(bytes)).toBe(zlibCrc32(Buffer.from(bytes)));
      }),
    );
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });
});

describe('a stream of frames', () => {
  test('gives the same frames wherever it is cut', () => {
    const anyCuts = fc.array(fc.nat({ max: 3000 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(anyPayload, { maxLength: 5 }), anyCuts, (payloads, cuts) => {
        const stream = join(payloads.map(encodeFrame));
        const decoder = new FrameDecoder();
        const outcomes: FrameOutcome[] = [];
        let from = 0;
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          outcomes.push(...decoder.push(stream.subarray(from, cut)));
          from = Math.max(from, Math.min(cut, stream.length));
        }
        outcomes.push(...decoder.push(stream.subarray(from)));
        expect(framesIn(outcomes)).toEqual(payloads);
        expect(refusals(outcomes)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same frames byte by byte', () => {
    const payloads = [new Uint8Array(1), new Uint8Array(300).fill(7), Uint8Array.of(0, 0, 1)];
    const decoder = new FrameDecoder();
    const outcomes = [...join(payloads.map(encodeFrame))].flatMap((byte) =>
      decoder.push(Uint8Array.of(byte)),
    );
    expect(framesIn(outcomes)).toEqual(payloads);
  });

  test('with any byte damaged in any way never gives a frame that was not sent, and loses two frames at most', () => {
    const random = new Random(7);
    const payloads = [random.bytes(5), random.bytes(290), new Uint8Array(9), random.bytes(30)];
    const stream = join(payloads.map(encodeFrame));
    const sent = payloads.map((payload) => Buffer.from(payload).toString('hex'));
    for (let at = 0; at < stream.length; at += 1) {
      for (let change = 1; change < 256; change += 1) {
        const damaged = stream.slice();
        damaged[at] = (damaged[at] as number) ^ change;
        const got = framesIn(decode(damaged)).map((payload) => Buffer.from(payload).toString('hex'));
        let from = 0;
        for (const payload of got) {
          from = sent.indexOf(payload, from) + 1;
          if (from === 0) expect.fail(`byte ${at} ^ ${change}: a frame that nobody sent`);
        }
        if (got.length < sent.length - 2) expect.fail(`byte ${at} ^ ${change}: lost too much`);
      }
    }
  });

  test('of random bytes never throws and never passes for a frame', () => {
    const random = new Random(runSeed);
    const decoder = new FrameDecoder();
    for (let i = 0; i < 50_000; i += 1) {
      const outcomes = decoder.push(random.bytes(random.between(0, 40)));
      if (framesIn(outcomes).length > 0) expect.fail(`seed ${runSeed}, input ${i}`);
    }
  });

  test('without an end is not kept, and the next frame is read', () => {
    const decoder = new FrameDecoder();
    for (let i = 0; i < 1000; i += 1) expect(decoder.push(new Uint8Array(1000).fill(9))).toEqual([]);
    const payload = Uint8Array.of(1, 2, 3);
    const outcomes = decoder.push(join([Uint8Array.of(0), encodeFrame(payload)]));
    expect(refusals(outcomes)).toEqual([{ code: 'EMU-101', detail: { reason: 'too long' } }]);
    expect(framesIn(outcomes)).toEqual([payload]);
  });

  test('begun anew forgets half a frame', () => {
    const decoder = new FrameDecoder();
    decoder.push(encodeFrame(Uint8Array.of(1, 2, 3)).subarray(0, 4));
    decoder.reset();
    expect(framesIn(decoder.push(encodeFrame(Uint8Array.of(4))))).toEqual([Uint8Array.of(4)]);
  });

  test('with ends in a row has nothing between them', () => {
    expect(decode(new Uint8Array(5))).toEqual([]);
  });
});

describe('a damaged frame is refused', () => {
  test.each([
    ['a run past the end', [9, 1, 1, 0], 'COBS run past the end'],
    ['fewer than four bytes', [3, 1, 1, 0], 'too short'],
    ['a checksum of nothing', [1, 1, 1, 1, 1, 0], 'too short'],
    ['a checksum that does not fit', [6, 1, 2, 3, 4, 5, 0], 'checksum'],
  ])('for %s', (_title, bytes, reason) => {
    expect(refusals(decode(Uint8Array.from(bytes)))).toEqual([{ code: 'EMU-101', detail: { reason } }]);
  });

  test('for a payload above the limit', () => {
    const outcomes = decode(encodeFrame(new Uint8Array(maxFramePayload + 1).fill(1)));
    expect(refusals(outcomes)).toEqual([{ code: 'EMU-101', detail: { reason: 'too long' } }]);
  });
});
