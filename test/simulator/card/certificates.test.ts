import { createHash, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import {
  cardAuthorityCertificate,
  cardAuthorityCertificates,
  certificateSerial,
  signatureAuthorityCertificate,
} from '../../../simulator/pki/cards/card-authority.ts';
import { labelledPem } from '../../../simulator/pki/test-keys/labelled-pem.ts';
import { apdu, ascii, hex, jpki, opened, person, placed, selectFile } from './placed-card.ts';

const message = Buffer.from('the challenge of the back end');
const digest = createHash('sha256').update(message).digest();
const digestInfo = `3031300D060960864801650304020105000420${hex(digest)}`;

describe('certificates in the card', () => {
  it.each(['insured', 'next-card'])('of %s come from the authority in the card', (id) => {
    const { card, certificate } = opened(id);
    card.send(selectFile('000B'));
    const authority = new X509Certificate(card.read());
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
    expect(authority.ca && authority.verify(authority.publicKey)).toBe(true);
    expect(cardAuthorityCertificates().map(hex)).toContain(hex(authority.raw));
    expect(certificate.issuer).toContain('TEST - not JPKI');
    expect(certificate.subject).toContain('CN=TEST');
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
    expect(raw).toContain('060B2A83088C9B55080501031E');
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
