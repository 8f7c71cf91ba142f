import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificatePolicies, Certificate as Form, id_ce_certificatePolicies } from '@peculiar/asn1-x509';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { japanDay } from '../../firmware/calendar.ts';
import { objectIdentifierOf } from '../../protocol/der-elements.ts';
import { hexOf, plainNumber, readX509 } from '../../protocol/x509.ts';
import { userCredential } from '../../simulator/card/issuing/credentials.ts';
import { loadPeople } from '../../simulator/people/registry.ts';

const today = japanDay(Date.parse('2026-11-02T09:00:00+09:00'));
const certificates = [...loadPeople()]
  .filter(({ card }) => card.kind === 'my-number' || card.kind === 'next')
  .map((person) => userCredential(person, today));

describe('a certificate of a card', () => {
  it('is read as OpenSSL and a library of ASN.1 read it', () => {
    for (const { certificate, authorityCertificate } of certificates) {
      for (const der of [certificate, authorityCertificate]) {
        const read = readX509(der);
        // A person's certificate may be made to be none.
        if (!read.ok) continue;
        const openssl = new X509Certificate(der);
        const library = AsnConvert.parse(der, Form).tbsCertificate;
        const { fields } = read;
        expect(fields.number).toBe(plainNumber(openssl.serialNumber));
        expect(fields.notBefore).toBe(Date.parse(openssl.validFrom));
        expect(fields.notAfter).toBe(Date.parse(openssl.validTo));
        expect(fields.isAuthority).toBe(openssl.ca);
        expect(openssl.subject).toContain(fields.commonName);
        expect(fields.subject).toBe(hexOf(AsnConvert.serialize(library.subject)));
        expect(fields.issuer).toBe(hexOf(AsnConvert.serialize(library.issuer)));
        expect(Buffer.from(fields.key.bytes)).toEqual(
          Buffer.from(library.subjectPublicKeyInfo.subjectPublicKey),
        );
        expect([...fields.extensions]).toEqual(library.extensions?.map(({ extnID }) => extnID) ?? []);
        expect([...fields.critical]).toEqual(
          library.extensions?.filter(({ critical }) => critical).map(({ extnID }) => extnID) ?? [],
        );
        const policies = library.extensions?.find(({ extnID }) => extnID === id_ce_certificatePolicies);
        expect(fields.policies).toEqual(
          policies === undefined
            ? []
            : [...AsnConvert.parse(policies.extnValue.buffer, CertificatePolicies)].map(
                ({ policyIdentifier }) => policyIdentifier,
              ),
        );
      }
    }
  });

  it('whose bytes are changed is never read where the library finds no certificate', () => {
    const [first] = certificates;
    const der = first?.certificate ?? new Uint8Array();
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = der.map((byte, i) => (i === at ? byte ^ by : byte));
        const read = readX509(changed);
        // What the parameters of a key must be is for its judges to say.
        if (read.ok && read.fields.key.parameters === '0500')
          expect(() => AsnConvert.parse(changed, Form)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('an object identifier', () => {
  it.each([
    ['551d0f', '2.5.29.15'],
    ['2a864886f70d01010b', '1.2.840.113549.1.1.11'],
    ['00', '0.0'],
    ['4f', '1.39'],
    ['50', '2.0'],
    ['883703', '2.999.3'],
    ['69819fa1dbc6df9c92af838ceda7c3898ae1c176', '2.25.105848685279418811636532107610565402870'],
  ])('%s is %s', (hex, written) => {
    expect(objectIdentifierOf(new Uint8Array(Buffer.from(hex, 'hex')))).toBe(written);
  });

  it.each([[''], ['80'], ['5580'], ['558001'], ['8001']])('is none: %s', (hex) => {
    expect(objectIdentifierOf(new Uint8Array(Buffer.from(hex, 'hex')))).toBeNull();
  });
});
