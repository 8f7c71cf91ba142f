import { constants, createHash, privateEncrypt, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseTlvs } from '../../../simulator/card/engine/ber-tlv.ts';
import { verificationNumberB } from '../../../simulator/card/parts/printed-numbers.ts';
import { likenessIn } from '../../../simulator/card/pictures/portrait.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { labelledPem } from '../../../simulator/pki/test-keys/labelled-pem.ts';
import { apdu, ascii, bytes, hex, person, placed, selectFile, surface, today } from './placed-card.ts';

const message = Buffer.from('the challenge of the back end');
const digest = createHash('sha256').update(message).digest();
const digestInfo = `3031300D060960864801650304020105000420${hex(digest)}`;

describe('the card surface', () => {
  const numberB = (id: string): string => ascii(verificationNumberB(person(id), today).reveal());
  const faceOf = (id: string) => {
    const card = placed(id);
    card.send(surface, apdu('00200092', numberB(id)), selectFile('0002'));
    const file = card.read();
    const objects = parseTlvs(parseTlvs(file)?.[0]?.value ?? new Uint8Array(0)) ?? [];
    return { card, file, objects, of: (tag: number) => objects.find((object) => object.tag === tag) };
  };

  it('has a number of 14 digits: birth by era, year of expiry, security code', () => {
    const number = verificationNumberB(person('insured'), today).reveal();
    expect(number).toBe(`6004102032${person('insured').securityCode.reveal()}`);
    for (const one of loadPeople()) expect(verificationNumberB(one, today).reveal()).toMatch(/^\d{14}$/);
  });

  it.each([
    ['01', '91', 'the birth date'],
    ['02', '92', '照合番号B'],
    ['02', '93', '照合番号A'],
    ['05', '93', '照合番号A'],
    ['06', '92', '照合番号B'],
    ['06', '93', '照合番号A'],
  ])('opens file 00%s with the secret %s (%s)', (file, secret, _) => {
    const values: Record<string, string> = {
      '91': '600410',
      '92': verificationNumberB(person('insured'), today).reveal(),
      '93': person('insured').individualNumber.reveal(),
    };
    const card = placed();
    card.send(surface, selectFile(`00${file}`));
    expect(card.send('00B0000001')).toBe('6982');
    expect(card.send(apdu(`002000${secret}`, ascii(values[secret] ?? '')), '00B0000001')).toMatch(/^..9000$/);
  });

  it.each([
    ['02', '91'],
    ['05', '92'],
    ['01', '93'],
  ])('does not open file 00%s with the secret %s', (file, secret) => {
    const values: Record<string, string> = {
      '91': '600410',
      '92': verificationNumberB(person('insured'), today).reveal(),
      '93': person('insured').individualNumber.reveal(),
    };
    const card = placed();
    expect(card.send(surface, apdu(`002000${secret}`, ascii(values[secret] ?? '')))).toBe('9000');
    expect(card.send(selectFile(`00${file}`), '00B0000001')).toBe('6982');
  });

  it.each(['0003', '0004'])('shows file %s to anyone', (file) => {
    expect(placed().send(surface, selectFile(file), '00B0000001')).toMatch(/^..9000$/);
  });

  it('holds its objects where the table of offsets says', () => {
    const { file, objects, of } = faceOf('insured');
    expect(objects.map(({ tag }) => tag)).toEqual(
      [0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a].map((low) => 0xdf00 | low),
    );
    const table = Buffer.from(of(0xdf21)?.value ?? []);
    objects.slice(1).forEach((object, i) => {
      expect(file.subarray(table.readUInt16BE(i * 2))[1]).toBe(object.tag & 0xff);
      expect(table.readUInt16BE(i * 2)).toBe(object.whole.byteOffset - file.byteOffset);
    });
  });

  it('tells birth, sex and the card’s expiry', () => {
    const { of } = faceOf('insured');
    expect([0xdf22, 0xdf23, 0xdf29].map((tag) => Buffer.from(of(tag)?.value ?? []).toString())).toEqual([
      '19850410',
      '1',
      '20321102',
    ]);
  });

  it('holds a plainly marked picture for the photograph, which tells twins apart', () => {
    const photo = (id: string) => faceOf(id).of(0xdf27)?.value ?? new Uint8Array(0);
    expect(Buffer.from(photo('twin-a')).toString('latin1')).toContain('TEST picture, not a photograph');
    expect(likenessIn(photo('twin-a'))).toBe(person('twin-a').face.likeness);
    expect(likenessIn(photo('twin-b'))).toBe(person('twin-b').face.likeness);
    expect(likenessIn(faceOf('insured').of(0xdf25)?.value ?? new Uint8Array(0))).toBeNull();
  });

  it('is signed in three groups by the test authority', () => {
    const { of } = faceOf('insured');
    const sha256 = (...tags: number[]) =>
      createHash('sha256')
        .update(Buffer.concat(tags.map((tag) => of(tag)?.whole ?? Buffer.alloc(0))))
        .digest();
    const groups = Buffer.concat([sha256(0xdf22, 0xdf23, 0xdf24), sha256(0xdf25, 0xdf26), sha256(0xdf27)]);
    const key = labelledPem('authorities.pem').key('surface signing');
    expect(hex(of(0xdf28)?.value ?? new Uint8Array(0))).toBe(
      hex(
        privateEncrypt(
          { key, padding: constants.RSA_PKCS1_PADDING },
          bytes(`3071300D060960864801650304020105000460${hex(groups)}`),
        ),
      ),
    );
  });

  it('proves itself with the key that the file names', () => {
    const { card, of } = faceOf('insured');
    const [exponent, modulus] = parseTlvs(of(0xdf24)?.value ?? new Uint8Array(0)) ?? [];
    const url = (value: Uint8Array | undefined) => Buffer.from(value ?? []).toString('base64url');
    const signature = card.data(apdu('802A0000', digestInfo, '00'));
    const jwk = { kty: 'RSA', n: url(modulus?.value), e: url(exponent?.value) };
    expect(verify('sha256', message, { key: jwk, format: 'jwk' }, signature)).toBe(true);
  });
});
