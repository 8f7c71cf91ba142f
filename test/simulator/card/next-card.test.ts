import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseTlvs } from '../../../simulator/card/engine/ber-tlv.ts';
import { personalise } from '../../../simulator/card/issuing/personalise.ts';
import { verificationNumberB } from '../../../simulator/card/parts/printed-numbers.ts';
import {
  apdu,
  ascii,
  common,
  hex,
  opened,
  person,
  placed,
  resident,
  selectFile,
  surface,
  text,
  today,
} from './placed-card.ts';

const message = Buffer.from('the challenge of the back end');
const sha384 = (bytes: Uint8Array): Buffer => createHash('sha384').update(bytes).digest();
const raw = { dsaEncoding: 'ieee-p1363' } as const;
const numberB = ascii(verificationNumberB(person('next-card'), today).reveal());

/** The P-384 key of a point in 86. */
const keyOf = (objects: Uint8Array) => {
  const point = Buffer.from(parseTlvs(objects)?.[0]?.value ?? []);
  const coordinate = (at: number): string => point.subarray(at, at + 48).toString('base64url');
  return createPublicKey({
    key: { kty: 'EC', crv: 'P-384', x: coordinate(1), y: coordinate(49) },
    format: 'jwk',
  });
};

const faceOf = () => {
  const card = placed('next-card');
  card.send(surface, apdu('00200092', numberB), selectFile('0002'));
  const objects = parseTlvs(parseTlvs(card.read())?.[0]?.value ?? new Uint8Array(0)) ?? [];
  return { card, of: (tag: number) => objects.find((object) => object.tag === tag) };
};

describe('a card of the next generation', () => {
  it('has two applications instead of five, beside the issuer security domain', () => {
    const { applications } = personalise(person('next-card'), today);
    expect(applications.map(({ basis }) => basis)).toEqual(['ours', 'ours', 'ours']);
    for (const gone of [text, common, resident]) expect(placed('next-card').send(gone)).toBe('6A82');
  });

  it('is marked as our reading in all that it holds', () => {
    for (const { basis, files, dataObjects } of personalise(person('next-card'), today).applications) {
      const marks = [basis, ...[...files.values(), ...dataObjects.values()].map((held) => held.basis)];
      expect(new Set(marks)).toEqual(new Set(['ours']));
    }
  });

  it('has two secrets of its holder’s; the rest is printed on it', () => {
    const { applications } = personalise(person('next-card'), today);
    const secrets = applications.flatMap(({ files }) =>
      [...files.values()].flatMap((file) => (file.kind === 'secret' ? [file.name] : [])),
    );
    expect(secrets.toSorted()).toEqual(['birthDate', 'numberA', 'numberB', 'signingPassword', 'userPin']);
  });

  it('holds a certificate of P-384 for ten years', () => {
    const { certificate } = opened('next-card');
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
    const [from, to] = [certificate.validFrom, certificate.validTo].map((text) => new Date(text));
    expect((to?.getUTCFullYear() ?? 0) - (from?.getUTCFullYear() ?? 0)).toBe(10);
  });

  it('signs a SHA-384 after the PIN, 96 bytes, and nothing else', () => {
    const { card, certificate } = opened('next-card');
    const signature = card.data(apdu('802A0080', hex(sha384(message)), '00'));
    expect(signature).toHaveLength(96);
    const key = { key: certificate.publicKey, ...raw };
    expect(verify('sha384', message, key, signature)).toBe(true);
    expect(verify('sha384', Buffer.from('another'), key, signature)).toBe(false);
    expect(card.send(apdu('802A0080', '11'.repeat(32), '00'))).toBe('6985');
    expect(card.send(apdu('802A0280', hex(sha384(message)), '00'))).toBe('6A86');
  });

  it('proves that it is here with the key that its signed data name', () => {
    const { card, of } = faceOf();
    const key = keyOf(of(0xdf24)?.value ?? new Uint8Array(0));
    const signature = card.data(apdu('802A0000', hex(sha384(message)), '00'));
    expect(verify('sha384', message, { key, ...raw }, signature)).toBe(true);
  });

  it('has its data signed by an issuer whose certificate is beside them', () => {
    const { card, of } = faceOf();
    card.send(selectFile('0004'));
    const [body, certified] = parseTlvs(parseTlvs(card.read())?.[0]?.value ?? new Uint8Array(0)) ?? [];
    expect(certified?.value).toHaveLength(96);
    const issuer = keyOf(body?.value.subarray(32) ?? new Uint8Array(0));
    const group = (...tags: number[]): Buffer =>
      sha384(Buffer.concat(tags.map((tag) => of(tag)?.whole ?? Buffer.alloc(0))));
    const signed = Buffer.concat([group(0xdf22, 0xdf23, 0xdf24), group(0xdf25, 0xdf26), group(0xdf27)]);
    expect(verify('sha384', signed, { key: issuer, ...raw }, of(0xdf28)?.value ?? new Uint8Array(0))).toBe(
      true,
    );
  });

  it('has the four facts as text in the same application as the printed face', () => {
    const card = placed('next-card');
    expect(card.send(surface, selectFile('0007'), '00B0000001')).toBe('6982');
    card.send(apdu('00200092', numberB), selectFile('0007'));
    const objects = parseTlvs(parseTlvs(card.read())?.[0]?.value ?? new Uint8Array(0)) ?? [];
    expect(new TextDecoder().decode(objects[1]?.value)).toBe('見本\u3000未来');
  });
});
