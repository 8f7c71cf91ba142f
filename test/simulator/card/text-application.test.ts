import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseTlvs } from '../../../simulator/card/engine/ber-tlv.ts';
import { verificationNumberB } from '../../../simulator/card/parts/printed-numbers.ts';
import { apdu, ascii, hex, person, pin, placed, selectFile, text, today } from './placed-card.ts';

const numberA = ascii(person('insured').individualNumber.reveal());
const numberB = ascii(verificationNumberB(person('insured'), today).reveal());
const secrets: Readonly<Record<string, string>> = { '91': pin, '94': numberA, '95': numberB };

const objectsIn = (bytes: Uint8Array) => parseTlvs(parseTlvs(bytes)?.[0]?.value ?? new Uint8Array(0)) ?? [];
const objectValue = (bytes: Uint8Array, tag: number): Uint8Array =>
  objectsIn(bytes).find((object) => object.tag === tag)?.value ?? new Uint8Array(0);

/** A file of the text application, after its PIN. */
const fileOf = (file: string): Uint8Array => {
  const card = placed();
  card.send(text, apdu('00200091', pin), selectFile(file));
  return card.read();
};

const rsaKey = (objects: Uint8Array) => {
  const [e, n] = (parseTlvs(objects) ?? []).map(({ value }) => Buffer.from(value).toString('base64url'));
  return createPublicKey({ key: { kty: 'RSA', e: e ?? '', n: n ?? '' }, format: 'jwk' });
};
/** The key that the application's certificate is about: after two key identifiers of 16 bytes. */
const issuerKey = () => rsaKey(objectValue(fileOf('0004'), 0x5f4e).subarray(32));

describe('the text application', () => {
  it.each([
    ['0001', ['91', '94']],
    ['0002', ['91', '95']],
    ['0003', ['91', '94', '95']],
    ['0006', ['91', '94', '95']],
    ['0007', ['91', '94', '95']],
    ['0008', ['91', '94', '95']],
  ])('opens file %s with the secrets %s and no other', (file, opening) => {
    for (const [reference, value] of Object.entries(secrets)) {
      const card = placed();
      expect(card.send(text, selectFile(file), '00B0000001')).toBe('6982');
      expect(card.send(apdu(`002000${reference}`, value))).toBe('9000');
      expect(card.send('00B0000001')).toMatch(opening.includes(reference) ? /^..9000$/ : /^6982$/);
    }
  });

  it.each(['0004', '0005'])('shows file %s to anyone', (file) => {
    expect(placed().send(text, selectFile(file), '00B0000001')).toMatch(/^..9000$/);
  });

  it('holds the 個人番号 with two bytes of filler, 17 in all', () => {
    expect(hex(fileOf('0001'))).toBe(`FF100C${numberA}FFFF`);
  });

  it('holds name, address, birth date and sex as text, where its table of offsets says', () => {
    const file = fileOf('0002');
    const objects = objectsIn(file);
    expect(objects.map(({ tag }) => tag)).toEqual([0xdf21, 0xdf22, 0xdf23, 0xdf24, 0xdf25]);
    expect(objects.slice(1).map(({ value }) => new TextDecoder().decode(value))).toEqual([
      '見本\u3000太郎',
      '見本県見本市見本町1丁目1番1号',
      '19850410',
      '1',
    ]);
    const table = Buffer.from(objects[0]?.value ?? []);
    expect([0, 1, 2, 3].map((i) => table.readUInt16BE(i * 2))).toEqual(
      objects.slice(1).map(({ whole }) => whole.byteOffset - file.byteOffset),
    );
  });

  it('holds the hashes of both, signed by the issuer', () => {
    const file = fileOf('0003');
    const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    const facts = Buffer.concat(
      objectsIn(fileOf('0002'))
        .slice(1)
        .map(({ whole }) => whole),
    );
    expect(hex(objectValue(file, 0xdf31)).toLowerCase()).toBe(sha256(fileOf('0001')));
    expect(hex(objectValue(file, 0xdf32)).toLowerCase()).toBe(sha256(facts));
    const signed = Buffer.concat(
      objectsIn(file)
        .slice(0, 2)
        .map(({ whole }) => whole),
    );
    expect(verify('sha256', signed, issuerKey(), objectValue(file, 0xdf33))).toBe(true);
  });

  it('signs a challenge with the key that the issuer has signed, and needs no secret for it', () => {
    const file = fileOf('0007');
    const [publicKey] = objectsIn(file);
    expect(
      verify('sha256', publicKey?.whole ?? new Uint8Array(0), issuerKey(), objectValue(file, 0xdf52)),
    ).toBe(true);
    const challenge = Buffer.from('challenge');
    const digest = createHash('sha256').update(challenge).digest('hex');
    const signature = placed().data(
      text,
      apdu('802A0000', `3031300D060960864801650304020105000420${digest}`, '00'),
    );
    expect(verify('sha256', challenge, rsaKey(publicKey?.value ?? new Uint8Array(0)), signature)).toBe(true);
  });

  it('holds the key for session keys and the basic information in the known layout', () => {
    expect(
      rsaKey(parseTlvs(fileOf('0006'))?.[0]?.value ?? new Uint8Array(0)).asymmetricKeyDetails,
    ).toMatchObject({ modulusLength: 2048 });
    const information = fileOf('0005');
    expect(hex(objectValue(information, 0xdf41))).toBe('01030E01');
    expect(objectValue(information, 0xdf42)).toHaveLength(16);
    expect(hex(objectValue(information, 0xdf43)).slice(64)).toBe('FF'.repeat(96));
    expect(hex(fileOf('0008'))).toBe('FF'.repeat(16));
  });

  it('has a secret that is blocked from issue on', () => {
    const card = placed();
    expect(card.send(text, '00200092')).toBe('63C0');
    expect(card.send(apdu('00200092', pin))).toBe('6984');
    expect(card.send('00200092')).toBe('63C0');
  });

  it('gives its PIN 3 tries and its numbers 10, each counted apart from those of other applications', () => {
    const card = placed();
    card.send(text, apdu('00200091', ascii('0000')), apdu('00200095', ascii('0')));
    expect(['00200091', '00200094', '00200095'].map((query) => card.send(query))).toEqual([
      '63C2',
      '63CA',
      '63C9',
    ]);
    expect(card.send('00A4040C0AD392F000260100000001', '00200098')).toBe('63C3');
    expect(card.send('00A4040C0AD3921000310001010402', '00200092')).toBe('63CA');
  });

  it('changes its PIN by CHANGE REFERENCE DATA, to four digits only', () => {
    const card = placed();
    card.send(text, apdu('00200091', pin));
    expect(card.send(apdu('80320091', ascii('4711')))).toBe('6D00');
    expect(card.send(apdu('00240191', ascii('47110')))).toBe('6A80');
    expect(card.send(apdu('00240191', ascii('4711')), apdu('00200091', ascii('4711')))).toBe('9000');
    expect(card.send('00A4040C0AD392F000260100000001', apdu('00200098', pin))).toBe('9000');
  });

  it('of a face-only card has no PIN, but its numbers', () => {
    const card = placed('face-only');
    expect(card.send(text, selectFile('0011'))).toBe('6A82');
    expect(card.send(apdu('00200095', ascii(verificationNumberB(person('face-only'), today).reveal())))).toBe(
      '9000',
    );
    expect(card.send(selectFile('0002'), '00B0000002')).toBe('FF209000');
  });
});
