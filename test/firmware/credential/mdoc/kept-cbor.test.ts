import { describe, expect, test } from 'vitest';
import { deepestMdocNesting, keptItemIn, reading } from '../../../../firmware/credential/mdoc/kept-cbor.ts';
import { orThrow, refuse } from '../../../../protocol/result.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const read = (hex: string) => reading('device response', () => keptItemIn(bytesOf(hex)));
const refusal = (reason: string) => refuse('EMU-350', { part: 'device response', reason });

describe('CBOR of others', () => {
  test('keeps the order of a map and heads that are longer than needed', () => {
    const hex = 'b90002616201616102';
    const item = orThrow(read(hex));
    expect(Buffer.from(item.bytes).toString('hex')).toBe(hex);
    expect(item).toMatchObject({
      kind: 'map',
      entries: [
        [{ value: 'b' }, { value: 1 }],
        [{ value: 'a' }, { value: 2 }],
      ],
    });
  });

  test.each([
    ['1bffffffffffffffff', 18446744073709551615n],
    ['3903e7', -1000],
    ['f5', true],
    ['f6', null],
    ['fb3ff199999999999a', 1.1],
    ['63e69db1', '東'],
  ])('%s says %s', (hex, value) => {
    expect(orThrow(read(hex))).toMatchObject({ value });
  });

  test.each([
    ['', 'cut short'],
    ['a2', 'cut short'],
    ['8201', 'cut short'],
    ['5803aabb', 'no CBOR of definite length'],
    ['0000', 'bytes after the end'],
    ['9f01ff', 'no CBOR of definite length'],
    ['5f4101ff', 'no CBOR of definite length'],
    ['bf616101ff', 'no CBOR of definite length'],
    ['ff', 'no CBOR of definite length'],
    ['1c', 'no CBOR of definite length'],
    ['62c328', 'text that is not UTF-8'],
    ['a2616101616102', 'a map key twice'],
    ['a2616101780161f6', 'a map key twice'],
    ['a1f501', 'a map key that is neither text nor integer'],
    [`${'81'.repeat(deepestMdocNesting + 1)}00`, `nested deeper than ${deepestMdocNesting}`],
    ['9b00ffffffffffffff00', 'no CBOR of definite length'],
  ])('is refused: %s', (hex, reason) => {
    expect(read(hex)).toEqual(refusal(reason));
  });

  test('is refused without a word of what was in it', () => {
    const refused = read('a2646e616d6501646e616d6502');
    expect(JSON.stringify(refused)).not.toContain('name');
  });
});
