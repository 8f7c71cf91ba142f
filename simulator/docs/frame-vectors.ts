/** The contents of protocol/vectors/frames.json: pieces of a byte stream, and the frames in them. */

import type { JsonObject } from '../../protocol/json-form.ts';
import { encodeFrame, FrameDecoder, maxFramePayload } from '../../protocol/link/frame.ts';
import { bytesOf, filled, hexOf, refusal, together, type VectorFile } from './vector-file.ts';

const broken = (frame: Uint8Array, at: number, byte: number): Uint8Array =>
  frame.map((was, i) => (i === at ? byte : was));

const hello = Uint8Array.from(Buffer.from('hello'));

const framesWritten: readonly (readonly [name: string, why: string, payload: Uint8Array])[] = [
  ['five letters', 'no zero in payload or checksum', hello],
  ['one zero', 'the shortest payload; its piece before the zero is empty', filled(1, 0)],
  ['zeros', 'every piece is empty', filled(4, 0)],
  ['zero at both ends', 'empty pieces at the beginning and before the checksum', Uint8Array.of(0, 1, 2, 0)],
  ['253 bytes and the checksum', 'a piece that is cut within the checksum', filled(253, 0x11)],
  ['254 bytes', 'the first piece ends exactly at the checksum', filled(254, 0x11)],
  ['255 bytes', 'a piece longer than a count can say', filled(255, 0x11)],
  [
    '254 bytes and a zero',
    'after a piece of 254 bytes the zero is not implied',
    together(filled(254, 0x11), filled(1, 0)),
  ],
  [
    '250 bytes',
    'with its checksum a piece of 254 bytes that ends the frame, the last count 01 written',
    filled(250, 0x22),
  ],
];

const framesRead: readonly (readonly [name: string, why: string, stream: Uint8Array])[] = [
  [
    '250 bytes, last count left out',
    'the same frame as another sender may write it',
    together(encodeFrame(filled(250, 0x22)).subarray(0, -2), filled(1, 0)),
  ],
  ['two frames', 'a stream of more than one', together(encodeFrame(hello), encodeFrame(filled(2, 7)))],
  ['idle line', 'zeros in a row hold nothing', together(filled(3, 0), encodeFrame(hello), filled(2, 0))],
  [
    'damaged, then sound',
    'one letter changed: the checksum does not fit; the next frame is not touched',
    together(broken(encodeFrame(hello), 2, 0x58), encodeFrame(hello)),
  ],
  [
    'a zero in the middle',
    'a byte turned into a frame end: both halves are dropped',
    broken(encodeFrame(hello), 4, 0),
  ],
  ['count past the end', 'a damaged count', Uint8Array.of(9, 1, 1, 0)],
  ['shorter than a checksum', 'three bytes', Uint8Array.of(3, 1, 1, 0)],
  [
    'checksum of nothing',
    'an empty payload is none, though zeros would be its checksum',
    bytesOf('01 01 01 01 01 00'),
  ],
  ['payload too long', `${maxFramePayload + 1} bytes`, encodeFrame(filled(maxFramePayload + 1, 1))],
];

const streamOutcome = (stream: Uint8Array): JsonObject => {
  const payloads: string[] = [];
  const refused: JsonObject[] = [];
  for (const found of new FrameDecoder().push(stream)) {
    if (found.kind === 'frame') payloads.push(hexOf(found.payload));
    else refused.push(refusal(found.problem));
  }
  return refused.length === 0 ? { decoded: payloads } : { decoded: payloads, refused };
};

export const frames = (): VectorFile => ({
  about: 'Pieces of a byte stream and the payloads of the frames in them (protocol/README.md, Frames)',
  vectors: [
    ...framesWritten.map(([name, why, payload]) => ({
      name,
      hex: hexOf(encodeFrame(payload)),
      decoded: [hexOf(payload)],
      why,
    })),
    ...framesRead.map(([name, why, stream]) => ({
      name,
      hex: hexOf(stream),
      decodeOnly: true,
      ...streamOutcome(stream),
      why,
    })),
  ],
});
