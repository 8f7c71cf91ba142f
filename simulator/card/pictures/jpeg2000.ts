/**
 * Grey pictures as JPEG 2000 (ISO/IEC 15444-1), in the JP2 container that cards hold. The codestream is made by
 * OpenJPEG in WebAssembly, without loss: integers only, and so the same bytes on any machine.
 *
 * The codec starts when this file is loaded (some 20 ms); whoever needs no picture loads it late.
 */

import openJpeg from '@cornerstonejs/codec-openjpeg/wasmjs';
import { concatenate } from '../engine/ber-tlv.ts';

const silent = (): void => {};
const codec = await openJpeg({ print: silent, printErr: silent });

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff);
const u32 = (value: number): Uint8Array => concatenate(u16(value >>> 16), u16(value & 0xffff));

/** A box of JP2: length of the whole, type of four characters, contents. */
const box = (type: string, ...contents: readonly Uint8Array[]): Uint8Array => {
  const value = concatenate(...contents);
  return concatenate(u32(value.length + 8), ascii(type), value);
};

/** Wavelet levels: enough for pictures of some dozens of points. */
const decompositions = 3;
const greyscale = 17;

function codestream(width: number, height: number, points: Uint8Array): Uint8Array {
  const encoder = new codec.J2KEncoder();
  try {
    const frame = { width, height, bitsPerSample: 8, componentCount: 1, isSigned: false };
    encoder.getDecodedBuffer(frame).set(points);
    encoder.setQuality(true, 0);
    encoder.setDecompositions(decompositions);
    encoder.encode();
    return new Uint8Array(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}

/**
 * A JP2 file.
 *
 * @param points `width` × `height` bytes, 0 black to 255 white, row by row from the top
 * @param note XML that stands before the picture in a box of its own, which readers of pictures pass over; ASCII
 */
export function jp2(width: number, height: number, points: Uint8Array, note: string): Uint8Array {
  const eightBitsUnsigned = 7;
  const wavelet = 7;
  return concatenate(
    box('jP  ', Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a)),
    box('ftyp', ascii('jp2 '), u32(0), ascii('jp2 ')),
    box('xml ', ascii(note)),
    box(
      'jp2h',
      box('ihdr', u32(height), u32(width), u16(1), Uint8Array.of(eightBitsUnsigned, wavelet, 0, 0)),
      box('colr', Uint8Array.of(1, 0, 0), u32(greyscale)),
    ),
    box('jp2c', codestream(width, height, points)),
  );
}
