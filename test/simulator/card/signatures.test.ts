import { constants, createHash, privateEncrypt, publicDecrypt, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import { parseTlvs } from '../../../simulator/card/ber-tlv.ts';
import { verificationNumberB } from '../../../simulator/card/printed-numbers.ts';
import { likenessIn } from '../../../simulator/card/substitute-image.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import {
  cardAuthorityCertificate,
  cardAuthorityCertificates,
  certificateSerial,
  personKey,
  signatureAuthorityCertificate,
} from '../../../simulator/pki/card-authority.ts';
import { labelledPem } from '../../../simulator/pki/test-keys/labelled-pem.ts';
import {
  apdu,
  ascii,
  bytes,
  hex,
  jpki,
  password,
  person,
  placed,
  selectFile,
  surface,
  today,
} from './placed-card.ts';

const message = Buffer.from('the challenge of the back end');
const digest = createHash('sha256').update(message).digest();
const digestInfo = `3031300D060960864801650304020105000420${hex(digest)}`;

const opened = (id: string) => {
  const card = placed(id);
  card.send(jpki, apdu('00200098', ascii(person(id).pin.reveal())), selectFile('000A'));
  const certificate = new X509Certificate(card.read());
  card.send(selectFile('0017'));
  return { card, certificate };
};

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

describe('certificates in the card', () => {
  it.each(['insured', 'next-card'])('of %s come from the authority in the card', (id) => {
    const { card, certificate } = opened(id);
    card.send(selectFile('000B'));
    const authority = new X509Certificate(card.read());
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
    expect(authority.ca && authority.verify(authority.publicKey)).toBe(true);
    expect(cardAuthorityCertificates().map(hex)).toContain(hex(authority.raw));
    expect(certificate.issuer + certificate.subject).toMatch(/TEST - not JPKI[^]*CN=TEST/);
    expect(certificate.serialNumber.toLowerCase()).toBe(certificateSerial(person(id)));
    expect(certificate.subject).toMatch(/CN=.{23}$/);
    // Clients take the length of the certificate from its first four bytes.
    expect(hex(certificate.raw)).toMatch(/^3082/);
    expect(certificate.raw.readUInt16BE(2) + 4).toBe(certificate.raw.length);
  });

  it.each(['insured', 'next-card'])('for signatures of %s open with the password', (id) => {
    const card = placed(id);
    card.send(jpki, apdu('0020009B', ascii(person(id).signingPassword.reveal())), selectFile('0001'));
    const certificate = new X509Certificate(card.read());
    card.send(selectFile('0002'));
    const authority = new X509Certificate(card.read());
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
    const generation = id === 'insured' ? 'current' : 'next';
    expect(hex(authority.raw)).toBe(hex(signatureAuthorityCertificate(generation)));
    card.send(selectFile('001A'));
    const input = id === 'insured' ? digestInfo : hex(createHash('sha384').update(message).digest());
    const signature = card.data(apdu('802A0080', input, '00'));
    const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify(id === 'insured' ? 'sha256' : 'sha384', message, key, signature)).toBe(true);
  });

  it('hold through the last second of their last day in Japan', () => {
    const { certificate } = opened('insured');
    expect(new Date(certificate.validFrom).toISOString()).toBe('2025-11-01T15:00:00.000Z');
    expect(new Date(certificate.validTo).toISOString()).toBe('2030-11-02T14:59:59.000Z');
  });

  it('have the profile of real ones', () => {
    const text = opened('insured').certificate;
    expect(text.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    const raw = hex(text.raw);
    // keyUsage critical, digitalSignature; the policy, critical; CRL by directory name; issuerAltName.
    expect(raw).toContain('0603551D0F0101FF040403020780');
    expect(raw).toContain('0603551D200101FF');
    expect(raw).toContain('060A2A83088C9B5508050103'.slice(0, 20));
    expect(raw).toContain('0603551D1F');
    expect(raw).toContain('0603551D12');
    expect(text.infoAccess).toContain('OCSP - URI:http://ocsp.test.invalid/');
  });

  it('have serial numbers that no two people share', () => {
    const serials = [...loadPeople()].map(certificateSerial);
    expect(new Set(serials).size).toBe(serials.length);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9a-f]{19}$/);
  });

  it('come from different authorities for each generation', () => {
    expect(hex(cardAuthorityCertificate('current'))).not.toBe(hex(cardAuthorityCertificate('next')));
  });
});

describe('test keys', () => {
  it('that are missing are EMU-303', () => {
    let code = '';
    try {
      labelledPem('people.pem').key('nobody');
    } catch (error) {
      if (error instanceof EmulatorError) code = error.problem.code;
    }
    expect(code).toBe('EMU-303');
  });
});

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

  it('holds a plainly marked substitute of the photograph, which tells twins apart', () => {
    const photo = (id: string) => faceOf(id).of(0xdf27)?.value ?? new Uint8Array(0);
    expect(Buffer.from(photo('twin-a')).toString('latin1')).toContain('TEST substitute, not a photograph');
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
          bytes(`3031300D060960864801650304020105000420${createHash('sha256').update(groups).digest('hex')}`),
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

describe('kinds of cards', () => {
  it('a broken card is silent', () => {
    const { chip } = placed('broken-card');
    expect(chip.powerOn()).toBeNull();
    expect(chip.transmit(bytes(jpki))).toHaveLength(0);
  });

  it('another card answers SELECT with 6A82', () => {
    const card = placed('other-card');
    expect(card.chip.powerOn()).not.toBeNull();
    expect(card.send(jpki)).toBe('6A82');
    expect(card.send(surface)).toBe('6A82');
  });

  it('a face-only card has no secrets of JPKI and nothing that they open', () => {
    const card = placed('face-only');
    for (const file of ['0001', '0002', '0018', '001A', '001B'])
      expect(card.send(jpki, selectFile(file))).toBe('6A82');
    expect(card.send(selectFile('000A'))).toBe('9000');
    expect(card.send('00B0880000')).toBe('008F009000');
    expect(card.send(apdu('802A0097', digestInfo, '00'))).toBe('6982');
  });

  it('says in its token information that it is a card', () => {
    const card = placed();
    card.send(jpki, selectFile('0006'));
    const token = card.read();
    expect(token).toHaveLength(160);
    expect(Buffer.from(token).toString('latin1')).toMatch(/^JPKIAPICCTOKEN2 {17}TEST {28}E16R01NJ {8}/);
    expect(hex(token.subarray(96, 124))).toBe('0000040D000000010000000000000001000000000000001000000006');
  });

  it('gives the same contents for the same person and day', () => {
    expect(hex(opened('insured').certificate.raw)).toBe(hex(opened('insured').certificate.raw));
    expect(password).toBe(ascii(person('insured').signingPassword.reveal()));
  });
});
