import { createHash } from 'node:crypto';
import openJpeg from '@cornerstonejs/codec-openjpeg/wasmjs';
import { describe, expect, it } from 'vitest';
import { likenessIn, portrait } from '../../../simulator/card/pictures/portrait.ts';
import { substituteText } from '../../../simulator/card/pictures/printed-text.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';

interface Box {
  readonly type: string;
  readonly value: Buffer;
}

/** The boxes of a JP2 file, one after the other. */
function boxesOf(file: Uint8Array): readonly Box[] {
  const bytes = Buffer.from(file);
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      value: bytes.subarray(at + 8, at + length),
    });
    at += length;
  }
  return boxes;
}

const codec = await openJpeg({ print: () => {}, printErr: () => {} });

function decoded(file: Uint8Array) {
  const decoder = new codec.J2KDecoder();
  decoder.getEncodedBuffer(file.length).set(file);
  decoder.decode();
  const frame = decoder.getFrameInfo();
  const points = Uint8Array.from(decoder.getDecodedBuffer());
  decoder.delete();
  return { frame, points };
}

describe('the picture in place of the photograph', () => {
  it('is a JP2 file of one grey component, as the header of its codestream says too', () => {
    const boxes = boxesOf(portrait(10100));
    expect(boxes.map(({ type }) => type)).toEqual(['jP  ', 'ftyp', 'xml ', 'jp2h', 'jp2c']);
    const [ihdr, colr] = boxesOf(boxes[3]?.value ?? new Uint8Array(0));
    expect(ihdr?.value.toString('hex')).toBe('0000003c00000030000107070000');
    expect(colr?.value.toString('hex')).toBe('01000000000011');
    expect(boxes[4]?.value.subarray(0, 4).toString('hex')).toBe('ff4fff51');
  });

  it('decodes to the points that were drawn, with TEST in black at its foot', () => {
    const { frame, points } = decoded(portrait(10100));
    expect(frame).toMatchObject({ width: 48, height: 60, bitsPerSample: 8, componentCount: 1 });
    const row = (y: number): string =>
      [...points.subarray(y * 48, y * 48 + 48)].map((point) => (point === 0 ? '#' : ' ')).join('');
    expect(row(51).trim()).toBe('##### ##### ##### #####');
    expect(row(54).trim()).toBe('#   ####  #####   #');
    expect(points[0]).toBe(236);
  });

  it('says in words that it is no photograph, and whose likeness it stands for', () => {
    const note = boxesOf(portrait(10100))[2]?.value.toString();
    expect(note).toBe('<fcr>TEST picture, not a photograph; likeness 10100;</fcr>');
    expect(likenessIn(portrait(10100))).toBe(10100);
    expect(likenessIn(portrait(0))).toBe(0);
    expect(likenessIn(portrait(999_999))).toBe(999_999);
  });

  it('has a likeness for nobody else’s reading: another picture has none', () => {
    expect(likenessIn(substituteText('name'))).toBeNull();
    expect(likenessIn(new Uint8Array(0))).toBeNull();
  });

  it('has the same bytes on every machine', () => {
    const hash = createHash('sha256').update(portrait(10100)).digest('hex');
    expect(hash).toBe('202fa3b99c3695cff458e076632bcbe80ced6a26c0d04378904f1c20562b171b');
  });

  it('is small, and another for each person who looks different', () => {
    const faces = [...loadPeople()].map(({ face }) => portrait(face.likeness));
    for (const face of faces) expect(face.length).toBeLessThan(1500);
    const points = new Set(faces.map((face) => Buffer.from(decoded(face).points).toString('hex')));
    expect(points.size).toBeGreaterThan(faces.length - 3);
  });
});
