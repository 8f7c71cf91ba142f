import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../../../protocol/result.ts';
import { encodeFrame, FrameStream, longestCommand } from '../../../../simulator/devices/vpcd/frame.ts';

const problemsOf = (...heads: readonly number[][]) =>
  heads.map((head) => {
    const frames = new FrameStream();
    frames.push(Uint8Array.from(head));
    const next = frames.next();
    return next.ok ? next.value : next.problem;
  });

describe("vpcd's frames", () => {
  it('are the same wherever the bytes are cut', () => {
    const payload = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 5 }), fc.array(fc.nat(9)), (payloads, cuts) => {
        const bytes = Buffer.concat(payloads.map((one) => orThrow(encodeFrame(one))));
        const frames = new FrameStream();
        const got: string[] = [];
        for (let at = 0, n = 0; at < bytes.length; n += 1) {
          const size = 1 + (cuts[n % Math.max(cuts.length, 1)] ?? 0);
          frames.push(bytes.subarray(at, at + size));
          at += size;
          for (let next = frames.next(); next.ok && next.value !== null; next = frames.next())
            got.push(Buffer.from(next.value).toString('hex'));
        }
        expect(got).toEqual(payloads.map((one) => Buffer.from(one).toString('hex')));
      }),
    );
  });

  it('that are empty or too long are refused as soon as their length is known', () => {
    const reason = (text: string) => ({ code: 'EMU-320', detail: { reason: text } });
    const over = longestCommand + 1;
    expect(problemsOf([0], [0, 0], [over >> 8, over & 0xff], [0x48, 0x54], [0x10, 0x00])).toEqual([
      null,
      reason('a frame of 0 bytes'),
      reason('a frame of 4097 bytes'),
      reason('a frame of 18516 bytes'),
      null,
    ]);
  });

  it('cannot carry an answer of more than 65535 bytes, nor an empty one, which would hang vpcd', () => {
    expect(orThrow(encodeFrame(new Uint8Array(65_535)))).toHaveLength(65_537);
    for (const length of [0, 65_536]) {
      const problem = { code: 'EMU-321', detail: { length } };
      expect(encodeFrame(new Uint8Array(length))).toEqual({ ok: false, problem });
    }
  });
});
