/**
 * Pictures that stand where a real card holds an image of printed text (PNG): small patterns, the same on any machine,
 * that say in themselves that they are substitutes.
 */

import { crc32 } from 'node:zlib';
import { concatenate } from '../engine/ber-tlv.ts';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const u32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const typed = concatenate(ascii(type), data);
  return concatenate(u32(data.length), typed, u32(crc32(typed)));
};

/** zlib data in one stored block (RFC 1950, 1951): compressed bytes would differ between versions of zlib. */
function stored(data: Uint8Array): Uint8Array {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const size = [data.length & 0xff, data.length >> 8];
  const head = Uint8Array.of(0x78, 0x01, 0x01, ...size, ...size.map((byte) => byte ^ 0xff));
  return concatenate(head, data, Uint8Array.of(b >> 8, b & 0xff, a >> 8, a & 0xff));
}

type Paint = (x: number, y: number) => number;

function png(width: number, height: number, comment: string, paint: Paint): Uint8Array {
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = paint(x, y);
  }
  return concatenate(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', concatenate(u32(width), u32(height), Uint8Array.of(8, 0, 0, 0, 0))),
    chunk('tEXt', ascii(`Comment\0${comment}`)),
    chunk('IDAT', stored(rows)),
    chunk('IEND', new Uint8Array(0)),
  );
}

/** A small pattern in place of printed text. It holds nothing of the text. */
export const substituteText = (about: string): Uint8Array =>
  png(48, 8, `TEST substitute for an image of the ${about}`, (x, y) =>
    ((x >> 1) + (y >> 1)) % 2 === 0 ? 0 : 255,
  );
