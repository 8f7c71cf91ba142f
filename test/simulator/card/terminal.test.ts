import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  issueCardVerifiable,
  publicPointOf,
} from '../../../simulator/card/engine/card-verifiable-certificate.ts';
import { issueTerminalCertificate, terminalIdentity } from '../../../simulator/pki/terminal.ts';
import { labelledPem } from '../../../simulator/pki/test-keys/labelled-pem.ts';
import { apdu, ascii, bytes, hex, jpki, type PlacedCard, person, placed, surface } from './placed-card.ts';

const { certificate, sign: answer } = terminalIdentity();
const present = apdu('80A200C1', hex(certificate));
const challenge = '0084000008';
const signAsUser = apdu('802A0097', '01'.repeat(51), '00');
const signed = /^.{512}9000$/;

const authenticate = (card: PlacedCard): string => {
  card.send(present);
  return card.send(apdu('00820016', hex(answer(card.data(challenge)))));
};

describe('a terminal that proves itself', () => {
  it.each(['insured', 'pin-locked', 'face-only'])('may have %s’s card sign once, without its PIN', (id) => {
    const card = placed(id);
    card.send(jpki);
    expect(card.send(signAsUser)).toBe('6982');
    expect(authenticate(card)).toBe('9000');
    expect(card.send(signAsUser)).toMatch(signed);
    expect(card.send(signAsUser)).toBe('6982');
  });

  it('keeps its one signature when the input was refused', () => {
    const card = placed();
    card.send(jpki);
    authenticate(card);
    expect(card.send('802A009700')).toBe('6985');
    expect(card.send(signAsUser)).toMatch(signed);
  });

  it('leaves the tries of the PIN as they are', () => {
    const card = placed('pin-last-try');
    card.send(jpki);
    authenticate(card);
    expect(card.send('00200098')).toBe('63C1');
  });

  it('gets nothing but the user key: neither signature-use key nor certificate', () => {
    const card = placed();
    card.send(jpki);
    authenticate(card);
    expect(card.send(apdu('802A009A', '01'.repeat(51), '00'))).toBe('6982');
    expect(card.send('00B0810001')).toBe('6982');
  });

  it('does not use up its signature when the PIN was given', () => {
    const card = placed();
    card.send(jpki, apdu('00200098', ascii(person('insured').pin.reveal())));
    authenticate(card);
    expect(card.send(signAsUser)).toMatch(signed);
    card.send(apdu('00200098', ascii('9999')));
    expect(card.send(signAsUser)).toMatch(signed);
    expect(card.send(signAsUser)).toBe('6982');
  });

  it.each([
    ['selecting the application again', (card: PlacedCard) => card.send(jpki)],
    ['a reset', (card: PlacedCard) => card.chip.reset()],
    ['power-off', (card: PlacedCard) => card.chip.powerOff()],
  ])('is forgotten by %s', (_, forget) => {
    const card = placed();
    card.send(jpki);
    authenticate(card);
    forget(card);
    card.chip.powerOn();
    expect(card.send(jpki, signAsUser)).toBe('6982');
  });
});

describe('a terminal is turned down', () => {
  const fresh = () => {
    const card = placed();
    card.send(jpki);
    return card;
  };

  it('with another’s signature: 6300, and the challenge is gone', () => {
    const card = fresh();
    card.send(present);
    const right = answer(card.data(challenge));
    const wrong = Uint8Array.from(right);
    wrong[0] = (wrong[0] ?? 0) ^ 1;
    expect(card.send(apdu('00820016', hex(wrong)))).toBe('6300');
    expect(card.send(apdu('00820016', hex(right)))).toBe('6985');
    expect(card.send(signAsUser)).toBe('6982');
  });

  it.each([1, 63, 65, 255])('with a signature of %i bytes: 6300', (length) => {
    const card = fresh();
    card.send(present, challenge);
    expect(card.send(apdu('00820016', 'AA'.repeat(length)))).toBe('6300');
  });

  it('with a signature used before: 6985', () => {
    const card = fresh();
    card.send(present);
    const right = apdu('00820016', hex(answer(card.data(challenge))));
    expect(card.send(right)).toBe('9000');
    expect(card.send(right)).toBe('6985');
  });

  it('with the answer to an older challenge: 6300', () => {
    const card = fresh();
    card.send(present);
    const old = answer(card.data(challenge));
    card.send(challenge);
    expect(card.send(apdu('00820016', hex(old)))).toBe('6300');
  });

  it('without a certificate, without a challenge, or with one of another length: 6985', () => {
    const card = fresh();
    const right = () => apdu('00820016', hex(answer(card.data(challenge))));
    expect(card.send(right())).toBe('6985');
    card.send(jpki, present);
    expect(card.send(apdu('00820016', 'AA'.repeat(64)))).toBe('6985');
    const long = answer(card.data('0084000010'));
    expect(card.send(apdu('00820016', hex(long)))).toBe('6985');
  });

  it('with a certificate that the authority did not sign: 6A80', () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    const forged = issueCardVerifiable(
      { authority: 'TEST-TERM-CA', holder: 'TEST-READER', publicPoint: publicPointOf(stranger) },
      stranger,
    );
    const card = fresh();
    expect(card.send(apdu('80A200C1', hex(forged)))).toBe('6A80');
    const nonce = Buffer.from(card.data(challenge));
    const raw = sign('sha256', nonce, { key: stranger, dsaEncoding: 'ieee-p1363' });
    expect(card.send(apdu('00820016', hex(raw)))).toBe('6985');
  });

  it('with a certificate of which any byte was changed: 6A80, or it is not its own', () => {
    for (let at = 0; at < certificate.length; at += 1) {
      const changed = Uint8Array.from(certificate);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      expect(fresh().send(apdu('80A200C1', hex(changed)))).toBe('6A80');
    }
  });

  it('with a certificate cut short anywhere: 6A80', () => {
    for (let length = 1; length < certificate.length; length += 7) {
      expect(fresh().send(apdu('80A200C1', hex(certificate.subarray(0, length))))).toBe('6A80');
    }
  });

  it.each([`04${'FF'.repeat(64)}`, `03${'11'.repeat(32)}`, `04${'00'.repeat(64)}`])(
    'with a certified key that is no point of the curve (%s): 6A80',
    (point) => {
      const authority = labelledPem('terminal.pem').key('terminal authority');
      const form = { authority: 'TEST-TERM-CA', holder: 'TEST-READER', publicPoint: bytes(point) };
      expect(fresh().send(apdu('80A200C1', hex(issueCardVerifiable(form, authority))))).toBe('6A80');
    },
  );

  it('with other parameters, or in another application', () => {
    const card = fresh();
    expect(card.send(apdu('80A200C2', hex(certificate)))).toBe('6A86');
    expect(card.send('80A200C1')).toBe('6700');
    expect(card.send(apdu('00820017', 'AA'))).toBe('6A86');
    expect(card.send(apdu('00820116', 'AA'))).toBe('6A86');
    expect(card.send('00820016')).toBe('6700');
    expect(card.send(surface, present)).toBe('6985');
  });
});

describe('the terminal identity', () => {
  it('is not the only one that a card takes: what counts is the authority', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const other = issueTerminalCertificate('TEST-OTHER', privateKey);
    expect(placed().send(jpki, apdu('80A200C1', hex(other)))).toBe('9000');
  });

  it('is one for all readers, and its certificate fits a short APDU', () => {
    expect(terminalIdentity()).toBe(terminalIdentity());
    expect(certificate.length).toBeLessThanOrEqual(255);
    expect(answer(bytes('0102030405060708'))).toHaveLength(64);
  });
});
