/** Messages in CBOR. The first byte of an input says who sends (even: the reader), the rest is the message. */

import { isDeepStrictEqual } from 'node:util';
import { encode, rfc8949EncodeOptions } from 'cborg';
import { decodeMessage, encodeMessage } from '../../../protocol/codec.ts';
import { messages as catalogue, type MessageDefinition } from '../../../protocol/messages.ts';
import { decodeStrictCbor } from '../../../protocol/strict-cbor.ts';
import { senderOf, soundMessage } from '../sound-message.ts';
import { spoiledMessage, type Written } from '../spoiled-message.ts';
import { insist, kindOf, sameBytes, type Target } from '../target.ts';

export const senders = ['reader', 'host'] as const;

const head = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

const inCbor: Written = {
  record: (entries) => new Map(entries.map(([key, , value]) => [key, value])),
  bytes: (value) => value,
  choice: (place) => place,
  strange: [
    0,
    1,
    -1,
    1.5,
    0x1_0000_0000,
    2n ** 53n,
    true,
    null,
    '',
    '2026-13-01',
    new Uint8Array(0),
    [],
    [1, [true]],
    new Map(),
    new Map([[0, 1]]),
    new Map([['a', 1]]),
  ],
};

const sentBy = (from: MessageDefinition['from'], message: Uint8Array): Uint8Array => {
  const input = new Uint8Array(message.length + 1);
  input[0] = senders.indexOf(from);
  input.set(message, 1);
  return input;
};

export const messages: Target = {
  name: 'messages',
  share: 30,
  longest: 8192,
  tokens: [
    head(0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    head(0x9a, 0xff, 0xff, 0xff, 0xff),
    head(0xba, 0xff, 0xff, 0xff, 0xff),
    head(0xbb, 0, 0, 0, 1, 0, 0, 0, 0),
    head(0x5b, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    head(0x7a, 0x7f, 0xff, 0xff, 0xff),
    head(0x1b, 0, 0x20, 0, 0, 0, 0, 0, 0),
    head(0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    head(0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0),
    head(0xf9, 0x7e, 0),
    head(0x5f, 0x41, 0, 0xff),
    head(0x9f, 0xff),
    head(0xbf, 0xff),
    head(0xc1),
    head(0xf6),
    head(0xf7),
    head(0xf8, 0x20),
    head(0x62, 0xc3, 0x28),
    head(0x18, 0x63, 0x81, 0x00),
    head(0x18, 0x63, 0xa2, 0x01, 0x00, 0x00, 0x00),
    head(0xa1, 0x81, 0x00, 0x00),
    head(0xa1, 0x61, 0x61, 0x00),
    new Uint8Array(20).fill(0x81),
    new Uint8Array(4000).fill(0x81),
    new Uint8Array(40).fill(0xa1),
  ],
  sound(random) {
    const message = soundMessage(random);
    const from = senderOf(message.type);
    const bytes = encodeMessage(message);
    const decoded = decodeMessage(bytes, from);
    insist(decoded.ok && isDeepStrictEqual(decoded.value, message), 'a message comes back as it was');
    return sentBy(from, bytes);
  },
  spoiled(random) {
    const { of, fields } = spoiledMessage(random, inCbor);
    return sentBy(senderOf(of), encode([catalogue[of].id, fields], rfc8949EncodeOptions));
  },
  judge(input) {
    const bytes = input.subarray(1);
    const decoded = decodeMessage(bytes, senders[(input[0] ?? 0) & 1] as 'reader' | 'host');
    if (!decoded.ok) return [kindOf(decoded.problem)];

    const cbor = decodeStrictCbor(bytes);
    insist(
      cbor.ok && sameBytes(encode(cbor.value, rfc8949EncodeOptions), bytes),
      'what is taken is in the one encoding that it has',
    );
    const written = encodeMessage(decoded.value);
    if (written.length === bytes.length) {
      insist(sameBytes(written, bytes), 'what is read is written in the same bytes');
    } else {
      // Fields of a newer peer were passed over.
      insist(written.length < bytes.length, 'nothing comes in by reading');
      const again = decodeMessage(written, senderOf(decoded.value.type));
      insist(again.ok && isDeepStrictEqual(again.value, decoded.value), 'what was read can be written');
    }
    return [`accepted ${decoded.value.type}`];
  },
};
