import { describe, expect, test } from 'vitest';
import { readHandoverSelect, writeHandoverSelect } from '../../../../firmware/credential/mdoc/handover.ts';
import { readNdef, writeNdef } from '../../../../firmware/credential/mdoc/ndef.ts';
import { orThrow, refuse } from '../../../../protocol/result.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const short = { longestCommand: 255, longestResponse: 256 };
const extended = { longestCommand: 0xffff, longestResponse: 0x10000 };

describe('a Handover Select message', () => {
  const engagement = new Uint8Array(300).fill(5);
  const message = writeHandoverSelect(engagement, extended);
  const refused = (reason: string) => refuse('EMU-351', { reason });
  const replaced = (from: string, to: string): Uint8Array => {
    const before = hexOf(message);
    expect(before).toContain(from);
    return bytesOf(before.replace(from, to));
  };
  const ascii = (text: string): string => Buffer.from(text).toString('hex');

  test.each([extended, short, { longestCommand: 600, longestResponse: 1000 }])(
    'says what it was given',
    (limits) => {
      const written = writeHandoverSelect(engagement, limits);
      expect(orThrow(readHandoverSelect(written))).toEqual({
        message: written,
        deviceEngagement: engagement,
        limits,
      });
    },
  );

  test('is refused where it is none, or says nothing of an mdoc over NFC', () => {
    expect(readHandoverSelect(new Uint8Array())).toEqual(refused('no NDEF message'));
    expect(readHandoverSelect(replaced(ascii('ac'), ascii('ad')))).toEqual(
      refused('data is not offered over NFC'),
    );
    expect(readHandoverSelect(replaced(ascii('Hs'), ascii('Hr')))).toEqual(
      refused('no Handover Select record'),
    );
    expect(readHandoverSelect(replaced(`${ascii('Hs')}15`, `${ascii('Hs')}25`))).toEqual(
      refused('no Handover Select record'),
    );
    expect(readHandoverSelect(replaced(ascii('18013:nfc'), ascii('18013:ble')))).toEqual(
      refused('data is not offered over NFC'),
    );
    expect(readHandoverSelect(replaced(ascii('deviceengagement'), ascii('readerengagement')))).toEqual(
      refused('no device engagement'),
    );
  });

  test.each([
    ['of another version', '010301ffff', '020301ffff'],
    ['of a shorter command than any phone takes', '0301ffff', '030100fe'],
    ['of a field that goes beyond its end', '0301ffff', '0901ffff'],
    ['of a response alone', '0301ffff', '0303ffff'],
  ])('is refused with lengths %s', (_, from, to) => {
    expect(readHandoverSelect(replaced(from, to))).toEqual(refused('no lengths for NFC'));
  });

  test('is never read beyond its end', () => {
    for (let length = 0; length < message.length; length += 1)
      expect(readHandoverSelect(message.subarray(0, length)).ok).toBe(false);
  });
});

describe('NDEF', () => {
  test('keeps records of short and of long payload, with and without a name', () => {
    const records = [
      { typeName: 1, type: 'U', id: '', payload: Uint8Array.of(1) },
      { typeName: 4, type: 'example.org:a', id: 'x', payload: new Uint8Array(700).fill(3) },
      { typeName: 2, type: 'text/plain', id: 'yz', payload: new Uint8Array() },
    ];
    expect(readNdef(writeNdef(records))).toEqual(records);
  });

  test.each([
    ['a chunk', 'f1010155aa'],
    ['no beginning', '51010155aa'],
    ['no end', '91010155aa'],
    ['two beginnings', '91010155aad1010155aa'],
    ['bytes after the end', 'd1010155aa00'],
    ['a payload that is cut short', 'd1010255aa'],
    ['a length that is cut short', 'c10100'],
  ])('is refused with %s', (_, hex) => {
    expect(readNdef(bytesOf(hex))).toBeNull();
  });
});
