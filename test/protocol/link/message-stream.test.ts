import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestMessage, MessageReader } from '../../../protocol/link/message-stream.ts';

const inStream = (message: Uint8Array): number[] => [message.length >> 8, message.length & 0xff, ...message];

/** What a reader hands out of a stream that comes in pieces, cut at these places. */
const readFrom = (stream: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const messages: Uint8Array[] = [];
  const reader = new MessageReader((message) => messages.push(message.slice()));
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    reader.push(stream.subarray(from, cut));
    from = Math.max(from, Math.min(cut, stream.length));
  }
  reader.push(stream.subarray(from));
  return messages;
};

describe('messages in a byte stream', () => {
  test('are the same wherever it is cut', () => {
    const anyMessages = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(anyMessages, fc.array(fc.nat({ max: 2500 }), { maxLength: 20 }), (messages, cuts) => {
        expect(readFrom(Uint8Array.from(messages.flatMap(inStream)), cuts)).toEqual(messages);
      }),
      { numRuns: 400 },
    );
  });

  test('are the same byte by byte, a length of 0 standing for nothing', () => {
    const stream = Uint8Array.from([
      0,
      0,
      ...inStream(Uint8Array.of(7, 8)),
      0,
      0,
      ...inStream(Uint8Array.of(9)),
    ]);
    expect(readFrom(stream, [...stream.keys()])).toEqual([Uint8Array.of(7, 8), Uint8Array.of(9)]);
  });

  test('may be as long as their length can say', () => {
    const message = new Uint8Array(longestMessage).fill(3);
    expect(readFrom(Uint8Array.from(inStream(message)), [1, 2, 40_000])).toEqual([message]);
  });
});
