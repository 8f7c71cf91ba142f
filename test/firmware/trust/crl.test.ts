import { AsnConvert } from '@peculiar/asn1-schema';
import {
  CertificateList,
  CRLReason,
  CRLReasons,
  id_ce_cRLReasons,
  KeyUsageFlags,
  RevokedCertificate,
  TBSCertList,
  Time,
  Version,
} from '@peculiar/asn1-x509';
import { describe, expect, it } from 'vitest';
import { type ReadCertificate, readCertificate } from '../../../firmware/trust/card-trust.ts';
import { longestCrl, type RevocationList, readCrl, revocationByCrl } from '../../../firmware/trust/crl.ts';
import { clockLeewayMs, reasonOf, revocationFor } from '../../../firmware/trust/revocation.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import { orThrow, type Result } from '../../../protocol/result.ts';
import { cardAuthorityCertificate } from '../../../simulator/pki/cards/card-authority.ts';
import { issueRevocationList } from '../../../simulator/pki/cards/revocation-list.ts';
import { verifySignature } from '../../../simulator/pki/cards/signature-verification.ts';
import { buffer, der, extension, signerFor } from '../../../simulator/pki/x509-issuing.ts';
import { authority, constraints, keys, name, usage } from './made-certificates.ts';

const thisUpdate = Date.parse('2026-11-02T00:00:00+09:00');
const nextUpdate = Date.parse('2026-11-03T00:00:00+09:00');
const during = Date.parse('2026-11-02T12:00:00+09:00');

const read = (bytes: Uint8Array): ReadCertificate => orThrow(readCertificate(bytes));
const [current, next] = [read(cardAuthorityCertificate('current')), read(cardAuthorityCertificate('next'))];
const codeOf = (result: Result<unknown>): ErrorCode | null => (result.ok ? null : result.problem.code);
const list = (of: 'current' | 'next' = 'current'): Uint8Array =>
  issueRevocationList(of, {
    entries: [
      { number: '40aa', reason: null, since: null },
      { number: '40bb', reason: reasonOf.suspended, since: thisUpdate - 1000 },
      { number: '40cc', reason: reasonOf.returned, since: null },
      { number: '40dd', reason: reasonOf.voluntarilyRevoked, since: null },
    ],
    thisUpdate,
    nextUpdate,
    number: 7,
  });
const good = list();
const reading = (bytes: Uint8Array, issuer = current): Result<RevocationList> =>
  readCrl(bytes, issuer, verifySignature);

/** A list of the authority `root`, made as a test wants it. */
const root = read(authority('root', keys.root));
function made(change: Partial<TBSCertList>, issuerKey = keys.root): Uint8Array {
  const signer = signerFor(issuerKey);
  const tbsCertList = new TBSCertList({
    version: Version.v2,
    signature: signer.algorithm,
    issuer: name('root'),
    thisUpdate: new Time(new Date(thisUpdate)),
    nextUpdate: new Time(new Date(nextUpdate)),
    ...change,
  });
  const signature = buffer(signer.sign(new Uint8Array(der(tbsCertList))));
  return new Uint8Array(
    der(new CertificateList({ tbsCertList, signatureAlgorithm: signer.algorithm, signature })),
  );
}
const entry = (reason: CRLReasons, number = '40aa'): RevokedCertificate =>
  new RevokedCertificate({
    userCertificate: buffer(Buffer.from(number, 'hex')),
    revocationDate: new Time(new Date(thisUpdate)),
    crlEntryExtensions: [extension(id_ce_cRLReasons, false, new CRLReason(reason))],
  });

describe('a revocation list', () => {
  it.each([
    ['40aa', 'revoked'],
    ['40bb', 'suspended'],
    ['40cc', 'returned'],
    ['40dd', 'voluntarilyRevoked'],
    ['40ee', 'good'],
  ] as const)('says of %s: %s', (number, revocation) => {
    expect(revocationByCrl(orThrow(reading(good)), number, during)).toEqual({ ok: true, value: revocation });
  });

  it('of nobody is a list, too', () => {
    expect(orThrow(reading(made({}), root)).entries.size).toBe(0);
  });

  it('of the next generation is signed with P-384', () => {
    expect(orThrow(reading(list('next'), next)).entries.size).toBe(4);
  });

  it('counts from a little before it begins to a little after it ends, and no longer', () => {
    const read = orThrow(reading(good));
    const at = (instant: number): ErrorCode | null => codeOf(revocationByCrl(read, '40ee', instant));
    expect(at(thisUpdate - clockLeewayMs - 1)).toBe('EMU-343');
    expect(at(thisUpdate - clockLeewayMs)).toBeNull();
    expect(at(nextUpdate + clockLeewayMs)).toBeNull();
    expect(at(nextUpdate + clockLeewayMs + 1)).toBe('EMU-342');
    expect(at(Date.parse('2036-11-02T12:00:00+09:00'))).toBe('EMU-342');
    expect(at(Date.parse('2016-11-02T12:00:00+09:00'))).toBe('EMU-343');
  });

  it('out of date says nothing of anybody, not even that a card is revoked', () => {
    expect(codeOf(revocationByCrl(orThrow(reading(good)), '40aa', nextUpdate * 2))).toBe('EMU-342');
  });
});

describe('a list that is not the authority’s is refused', () => {
  it.each([
    ['of the other authority', list('next'), current],
    ['in its name, by another key', made({}, keys.other), root],
    ['in another’s name, by its key', made({ issuer: name('other') }), root],
  ] as const)('%s', (_, bytes, issuer) => {
    expect(codeOf(reading(bytes, issuer))).toBe('EMU-341');
  });

  it('of an authority that may not sign lists', () => {
    const mayNot = [constraints(true), usage(KeyUsageFlags.keyCertSign)];
    const issuer = read(authority('root', keys.root, 'root', keys.root, mayNot));
    expect(codeOf(reading(made({}), issuer))).toBe('EMU-341');
  });
});

describe('what is no list is refused as malformed', () => {
  it.each([
    ['nothing', new Uint8Array(0)],
    ['cut off', good.subarray(0, -1)],
    ['with a byte after it', Uint8Array.of(...good, 0)],
    ['a certificate', cardAuthorityCertificate()],
    ['nested without end', new Uint8Array(4000).fill(0x30)],
    ['too long', new Uint8Array(longestCrl + 1)],
  ])('%s', (_, bytes) => {
    expect(codeOf(reading(bytes))).toBe('EMU-340');
  });

  const dates = { version: Version.v2 };
  it.each([
    ['of version 1', { version: Version.v1 }],
    ['without the date of the next one', { ...dates, nextUpdate: undefined as never }],
    ['that is but a part of one', { crlExtensions: [extension('2.5.29.28', true, constraints(false))] }],
    ['that is but a change of one', { crlExtensions: [extension('2.5.29.27', true, constraints(false))] }],
    ['with an entry that is taken back', { revokedCertificates: [entry(CRLReasons.removeFromCRL)] }],
    [
      'with an entry twice',
      { revokedCertificates: [entry(CRLReasons.certificateHold), entry(CRLReasons.keyCompromise)] },
    ],
    [
      'with a critical extension of an entry that nobody here knows',
      {
        revokedCertificates: [
          new RevokedCertificate({
            userCertificate: buffer(Uint8Array.of(0x40)),
            revocationDate: new Time(new Date(thisUpdate)),
            crlEntryExtensions: [extension('2.5.29.29', true, constraints(false))],
          }),
        ],
      },
    ],
  ] as const)('%s', (_, change) => {
    expect(codeOf(reading(made(change as Partial<TBSCertList>), root))).toBe('EMU-340');
  });

  it('signed by another algorithm than it says', () => {
    const parsed = AsnConvert.parse(made({}), CertificateList);
    parsed.signatureAlgorithm = signerFor(keys.root).algorithm;
    parsed.signatureAlgorithm.parameters = undefined as never;
    expect(codeOf(reading(new Uint8Array(der(parsed)), root))).toBe('EMU-340');
  });

  it('with any one byte changed it is never another list', () => {
    for (let at = 0; at < good.length; at += 1) {
      const bytes = good.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      expect(reading(bytes).ok, String(at)).toBe(false);
    }
  });
});

describe('reasons', () => {
  it('are read back as they are written, and all others mean revoked', () => {
    for (const kind of ['revoked', 'suspended', 'returned', 'voluntarilyRevoked'] as const)
      expect(revocationFor(reasonOf[kind])).toBe(kind);
    expect(revocationFor(CRLReasons.keyCompromise)).toBe('revoked');
    expect(revocationFor(99)).toBe('revoked');
  });
});
