import { constants, createHash, publicDecrypt, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { personKey } from '../../../simulator/pki/cards/card-authority.ts';
import { apdu, hex, opened, person } from './placed-card.ts';

const message = Buffer.from('the challenge of the back end');
const digest = createHash('sha256').update(message).digest();
const digestInfo = `3031300D060960864801650304020105000420${hex(digest)}`;

describe('signatures with the user key', () => {
  const { card, certificate } = opened('insured');
  const key = certificate.publicKey;

  it('fit the certificate when the card is given a DigestInfo', () => {
    const signature = card.data(apdu('802A0080', digestInfo, '00'));
    expect(verify('sha256', message, key, signature)).toBe(true);
    expect(verify('sha256', Buffer.from('another'), key, signature)).toBe(false);
  });

  it('are the same every time', () => {
    const command = apdu('802A0080', digestInfo, '00');
    expect(card.send(command)).toBe(card.send(command));
  });

  it.each([
    ['02', hex(digest)],
    ['03', hex(message)],
  ])('fit when the card adds the DigestInfo itself (P1 %s)', (p1, data) => {
    expect(verify('sha256', message, key, card.data(apdu(`802A${p1}80`, data, '00')))).toBe(true);
  });

  it('hold the bare hash with P1 01', () => {
    const signature = card.data(apdu('802A0180', hex(message), '00'));
    expect(hex(publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature))).toBe(hex(digest));
  });

  it.each([
    ['04', hex(digest)],
    ['05', hex(message)],
  ])('are PSS with P1 %s, with another salt each time', (p1, data) => {
    const command = apdu(`802A${p1}80`, data, '00');
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const [one, other] = [card.data(command), card.data(command)];
    expect(verify('sha256', message, pss, one)).toBe(true);
    expect(verify('sha256', message, pss, other)).toBe(true);
    expect(hex(one)).not.toBe(hex(other));
  });

  it('are by a key of the person’s own', () => {
    const keys = [...loadPeople()].map((one) => hex(personKey(one).export({ format: 'der', type: 'pkcs8' })));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('of somebody whom the key file does not name are by one of its keys, always the same', () => {
    const stranger = { ...person('insured'), id: 'somebody-new' };
    expect(personKey(stranger).asymmetricKeyType).toBe('rsa');
    expect(personKey(stranger)).toBe(personKey({ ...stranger }));
  });
});

describe('the card of the next generation', () => {
  const { card, certificate } = opened('next-card');
  const hash = createHash('sha384').update(message).digest();

  it('signs a SHA-384 with P-384, r‖s', () => {
    const signature = card.data(apdu('802A0080', hex(hash), '00'));
    expect(signature).toHaveLength(96);
    const raw = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha384', message, raw, signature)).toBe(true);
  });

  it('signs nothing but 48 bytes, by one scheme only', () => {
    expect(card.send(apdu('802A0080', digestInfo, '00'))).toBe('6985');
    expect(card.send(apdu('802A0380', hex(hash), '00'))).toBe('6A86');
  });
});
