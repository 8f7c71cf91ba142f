import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cardSerial } from '../../../simulator/card/parts/card-number.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { sharedCardKey } from '../../../simulator/pki/cards/card-keys.ts';
import { apdu, ascii, bytes, common, hex, jpki, person, pin, placed, resident } from './placed-card.ts';

describe('the common application', () => {
  it('tells serial number, municipality and expiry in its first record', () => {
    const record = Buffer.from(placed().data(common, '00B2010C00'));
    expect(hex(record.subarray(0, 2))).toBe('011C');
    expect(record.toString('latin1', 2)).toBe(`${cardSerial(person('insured'))}9999920321102`);
  });

  it('has a serial number of 15 digits that no two people share', () => {
    const serials = [...loadPeople()].map(cardSerial);
    for (const serial of serials) expect(serial).toMatch(/^99\d{13}$/);
    expect(new Set(serials).size).toBe(serials.length);
  });

  it('answers INTERNAL AUTHENTICATE with a signature over the challenge', () => {
    const challenge = bytes('0102030405060708');
    const signature = placed().data(common, apdu('00880099', hex(challenge), '00'));
    const key = createPublicKey(sharedCardKey('common internal authentication'));
    expect(verify('sha256', challenge, key, signature)).toBe(true);
    expect(verify('sha256', bytes('01'), key, signature)).toBe(false);
  });
});

describe.each([
  ['common', common],
  ['resident', resident],
])('the %s application', (_, application) => {
  it('names a key in a record of 16 bytes, the same in both', () => {
    const [here, there] = [application, common].map((name) => placed().send(name, '00B2011400'));
    expect(here).toMatch(/^0110.{32}9000$/);
    expect(here).toBe(there);
  });

  it('has a PIN of its own with 3 tries', () => {
    const card = placed();
    expect(card.send(application, '0020009C')).toBe('63C3');
    expect(card.send(apdu('0020009C', ascii('0000')))).toBe('63C2');
    expect(card.send(jpki, '00200098')).toBe('63C3');
    expect(card.send(application === common ? resident : common, '0020009C')).toBe('63C3');
    expect(card.send(application, apdu('0020009C', pin), '0020009C')).toBe('63C3');
  });

  it('changes its PIN by CHANGE KEY, after the old one and to four digits only', () => {
    const card = placed();
    expect(card.send(application, apdu('8032009C', ascii('4711')))).toBe('6982');
    expect(card.send(apdu('0020009C', pin), apdu('0024019C', ascii('4711')))).toBe('6D00');
    expect(card.send(apdu('8032019C', ascii('4711')))).toBe('6A86');
    expect(card.send(apdu('8032009C', ascii('471')))).toBe('6A80');
    expect(card.send(apdu('8032009C', ascii('4711')), apdu('0020009C', ascii('4711')))).toBe('9000');
    expect(card.send(apdu('0020009C', pin))).toBe('63C2');
  });

  it('of a face-only card has no PIN', () => {
    expect(placed('face-only').send(application, '0020009C')).toBe('6A82');
  });
});
