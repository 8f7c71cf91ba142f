import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import { describe, expect, it } from 'vitest';
import {
  CardTrust,
  longestCardCertificate,
  longestCardChain,
  userCertificatePolicy,
} from '../../../firmware/trust/card-trust.ts';
import { type ErrorCode, errorCatalogue } from '../../../protocol/errors.ts';
import { orThrow, type Result } from '../../../protocol/result.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import {
  cardAuthorityCertificate,
  issueSignatureCertificate,
  issueUserCertificate,
  personKey,
} from '../../../simulator/pki/cards/card-authority.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { verifySignature } from '../../../simulator/pki/cards/signature-verification.ts';
import { extension } from '../../../simulator/pki/x509-issuing.ts';
import { heldMemory } from '../../fuzz/heap.ts';
import { person } from '../../simulator/back-end/desk.ts';
import {
  authority,
  authorityExtensions,
  clientAuth,
  constraints,
  keys,
  make,
  nextKey,
  policy,
  purposes,
  usage,
  user,
  userExtensions,
} from './made-certificates.ts';

const trusting = (...authorities: readonly Uint8Array[]): CardTrust =>
  orThrow(CardTrust.in(authorities, verifySignature));
const root = authority('root', keys.root);
const trust = trusting(root);

const codeOf = (result: Result<unknown>): ErrorCode | null => (result.ok ? null : result.problem.code);
const judged = (...chain: readonly Uint8Array[]): ErrorCode | null => codeOf(trust.judge(chain));
const [signs, certifies] = [KeyUsageFlags.digitalSignature, KeyUsageFlags.keyCertSign];

const hex = (bytes: Buffer): string => bytes.toString('hex');
const element = (tag: number, length: string, ...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.of(tag), Buffer.from(length, 'hex'), ...parts]);
const lengthOf = (bytes: Buffer): string => `82${bytes.length.toString(16).padStart(4, '0')}`;

/** A certificate of the root with these bytes in it, whatever they are. */
function signedAnew(tbs: Buffer): Uint8Array {
  const algorithm = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', tbs, keys.root)]);
  const parts = Buffer.concat([tbs, algorithm, element(0x03, lengthOf(signature), signature)]);
  return new Uint8Array(element(0x30, lengthOf(parts), parts));
}

describe('a user certificate', () => {
  it('of a trusted authority is taken, with its number, its days in Japan and its key', () => {
    const result = orThrow(trust.judge([user({ serial: '00ab' })]));
    expect(result).toMatchObject({
      number: 'ab',
      from: { year: 2025, month: 11, day: 2 },
      until: { year: 2030, month: 11, day: 2 },
      key: { scheme: 'rsa-sha256' },
    });
    expect(result.issuer.der).toEqual(root);
  });

  it.each(['insured', 'next-card'])('of a test card (%s) is taken', (id) => {
    const who = person(id);
    const der = issueUserCertificate(who, { year: 2026, month: 11, day: 2 }, createPublicKey(personKey(who)));
    expect(orThrow(cardTrust(loadPeople()).judge([der])).key.scheme).toBe(
      id === 'next-card' ? 'ecdsa-p384-sha384' : 'rsa-sha256',
    );
  });

  it('is judged anew each time, and nothing of it is kept once it is judged', async () => {
    const judge = (): WeakRef<object>[] => {
      const own = user();
      const certificate = orThrow(trust.judge([own]));
      expect(orThrow(trust.judge([own]))).not.toBe(certificate);
      return [new WeakRef(own), new WeakRef(certificate), new WeakRef(certificate.key.bytes)];
    };
    const judged = judge();
    // What a reference names lives on until the work that made it has ended.
    await new Promise((resolve) => setImmediate(resolve));
    heldMemory();
    expect(judged.map((one) => one.deref())).toEqual([undefined, undefined, undefined]);
  });
});

describe('what is no certificate is refused as malformed', () => {
  const good = user();
  const changed = (at: number, byte: number): Uint8Array => {
    const bytes = good.slice();
    bytes[at] = byte;
    return bytes;
  };
  const longName = 'n'.repeat(longestCardCertificate);
  it.each([
    ['nothing at all', new Uint8Array(0)],
    ['text', new TextEncoder().encode('-----BEGIN CERTIFICATE-----')],
    ['cut off', good.subarray(0, -1)],
    ['with a byte after it', Uint8Array.of(...good, 0)],
    ['of indefinite length (BER)', changed(1, 0x80)],
    ['of another tag', changed(0, 0x31)],
    ['all zeros', new Uint8Array(700)],
    ['nested without end', new Uint8Array(700).fill(0x30)],
    ['too long', user({ subject: longName })],
  ])('%s', (_, der) => {
    expect(judged(der)).toBe('EMU-330');
  });

  it('no certificate', () => {
    expect(judged()).toBe('EMU-330');
  });

  it('with a critical extension that nobody here knows', () => {
    const unknown = extension('2.999.7', true, constraints(false));
    expect(judged(user({ extensions: [...userExtensions, unknown] }))).toBe('EMU-330');
    const harmless = extension('2.999.7', false, constraints(false));
    expect(judged(user({ extensions: [...userExtensions, harmless] }))).toBeNull();
  });

  it.each([
    ['of indefinite length', (tbs: Buffer) => element(0x30, '80', tbs.subarray(4), Buffer.alloc(2))],
    [
      'with a longer head than it needs',
      (tbs: Buffer) => element(0x30, `8300${hex(tbs.subarray(2, 4))}`, tbs.subarray(4)),
    ],
    [
      'with another truth than DER has',
      (tbs: Buffer) => Buffer.from(hex(tbs).replace('0101ff', '010101'), 'hex'),
    ],
  ])('that its authority signed, but %s, which is not DER', (_, change) => {
    const own = Buffer.from(user());
    const tbs = own.subarray(4, 8 + own.readUInt16BE(6));
    expect(judged(signedAnew(tbs))).toBeNull();
    expect(judged(signedAnew(change(tbs)))).toBe('EMU-330');
  });

  it('with an extension twice', () => {
    expect(judged(user({ extensions: [...userExtensions, usage(signs)] }))).toBe('EMU-330');
  });

  it('with any one byte changed it is never another certificate', () => {
    for (let at = 0; at < good.length; at += 1) {
      const result = trust.judge([changed(at, (good[at] ?? 0) ^ 0x01)]);
      expect(result.ok, String(at)).toBe(false);
    }
  });
});

describe('keys and signatures', () => {
  it('of a kind that no card has are refused', () => {
    const { privateKey: short } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const { privateKey: p256 } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(judged(user({ key: short }))).toBe('EMU-337');
    expect(judged(user({ key: p256 }))).toBe('EMU-337');
    expect(judged(user({ issuerKey: p256 }))).toBe('EMU-337');
  });

  it('of the next generation are taken: P-384 with SHA-384', () => {
    const next = trusting(authority('root', nextKey));
    expect(codeOf(next.judge([user({ issuerKey: nextKey, key: nextKey })]))).toBeNull();
  });

  it('of somebody who takes the authority’s name are refused', () => {
    expect(judged(user({ issuerKey: keys.other }))).toBe('EMU-332');
    expect(judged(user({ issuerKey: nextKey }))).toBe('EMU-332');
  });

  it('that are bytes of no key are no signature, and nothing throws', () => {
    const bytes = new Uint8Array(97).fill(4);
    const nothing = new Uint8Array(0);
    expect(verifySignature({ scheme: 'ecdsa-p384-sha384', bytes }, nothing, nothing)).toBe(false);
    expect(verifySignature({ scheme: 'rsa-sha256', bytes }, nothing, nothing)).toBe(false);
  });
});

describe('usage and policy', () => {
  const withExtensions = (
    ...extensions: Parameters<typeof user>[0] extends infer _ ? typeof userExtensions : never
  ) => judged(user({ extensions }));
  const [, purpose, ofUsers] = userExtensions as [
    (typeof userExtensions)[0],
    (typeof userExtensions)[0],
    (typeof userExtensions)[0],
  ];

  it('a key that may not sign is refused, and one whose use nobody states', () => {
    expect(withExtensions(usage(KeyUsageFlags.keyAgreement), purpose, ofUsers)).toBe('EMU-338');
    expect(withExtensions(usage(KeyUsageFlags.nonRepudiation), purpose, ofUsers)).toBe('EMU-338');
    expect(withExtensions(purpose, ofUsers)).toBe('EMU-338');
  });

  it('a purpose that is not authentication is refused; none at all says nothing', () => {
    expect(withExtensions(usage(signs), purposes('1.3.6.1.5.5.7.3.1'), ofUsers)).toBe('EMU-338');
    expect(withExtensions(usage(signs), purposes('1.3.6.1.5.5.7.3.4', clientAuth), ofUsers)).toBeNull();
    expect(withExtensions(usage(signs), ofUsers)).toBeNull();
  });

  it('another policy is refused, and none', () => {
    expect(withExtensions(usage(signs), purpose, policy('2.999.1'))).toBe('EMU-339');
    expect(withExtensions(usage(signs), purpose)).toBe('EMU-339');
    expect(withExtensions(usage(signs), purpose, policy('2.999.1', userCertificatePolicy))).toBeNull();
  });

  it('an authority’s certificate is no person’s', () => {
    expect(withExtensions(constraints(true), usage(signs), purpose, ofUsers)).toBe('EMU-336');
    expect(judged(root)).toBe('EMU-336');
  });

  it('the signature-use certificate of a card is not taken for its user certificate', () => {
    const der = issueSignatureCertificate(
      person('insured'),
      { year: 2026, month: 11, day: 2 },
      createPublicKey(keys.own),
    );
    expect(codeOf(cardTrust(loadPeople()).judge([der]))).toBe('EMU-331');
    const sameIssuer = trusting(cardAuthorityCertificate('current'), root);
    expect(codeOf(sameIssuer.judge([user({ extensions: [usage(signs), policy('2.999.1')] })]))).toBe(
      'EMU-339',
    );
  });
});

describe('a chain', () => {
  const middle = authority('middle', keys.middle, 'root', keys.root);
  const lower = authority('lower', keys.lower, 'middle', keys.middle);
  const lowest = authority('lowest', keys.lowest, 'lower', keys.lower);
  const ofMiddle = user({ issuer: 'middle', issuerKey: keys.middle });
  const ofLower = user({ issuer: 'lower', issuerKey: keys.lower });
  const ofLowest = user({ issuer: 'lowest', issuerKey: keys.lowest });

  it('leads over authorities in between to a trusted one', () => {
    expect(judged(ofMiddle, middle)).toBeNull();
    expect(judged(ofLower, lower, middle)).toBeNull();
    expect(judged(ofLowest, lowest, lower, middle)).toBeNull();
    expect(orThrow(trust.judge([ofLower, lower, middle])).issuer.der).toEqual(lower);
  });

  it('of a foreign authority is refused, also one that signs for itself', () => {
    expect(judged(user({ issuer: 'nobody' }))).toBe('EMU-331');
    expect(judged(ofMiddle)).toBe('EMU-331');
    expect(judged(user({ subject: 'self', issuer: 'self', issuerKey: keys.own }))).toBe('EMU-331');
    const foreign = authority('foreign', keys.other);
    expect(judged(user({ issuer: 'foreign', issuerKey: keys.other }), foreign)).toBe('EMU-331');
  });

  it('that goes in a loop is refused, however it comes round', () => {
    expect(judged(ofMiddle, ofMiddle)).toBe('EMU-333');
    expect(judged(ofMiddle, middle, middle)).toBe('EMU-333');
    const one = authority('one', keys.middle, 'two', keys.lower);
    const two = authority('two', keys.lower, 'one', keys.middle);
    const ofOne = user({ issuer: 'one', issuerKey: keys.middle });
    expect(judged(ofOne, one, two)).toBe('EMU-333');
    expect(judged(ofOne, one, two, one)).toBe('EMU-333');
  });

  it('is no longer than it may be', () => {
    const deepest = authority('deepest', keys.own, 'lowest', keys.lowest);
    const whole = [
      user({ issuer: 'deepest', issuerKey: keys.own, key: keys.other }),
      deepest,
      lowest,
      lower,
      middle,
    ];
    expect(whole.length).toBe(longestCardChain + 1);
    expect(judged(...whole)).toBe('EMU-334');
  });

  it('out of order is refused', () => {
    expect(judged(ofLower, middle, lower)).toBe('EMU-335');
    expect(judged(middle, ofMiddle)).toBe('EMU-335');
    expect(judged(ofLower, middle)).toBe('EMU-335');
  });

  it('with a step that the issuer did not sign is refused', () => {
    expect(judged(user({ issuer: 'middle', issuerKey: keys.other }), middle)).toBe('EMU-332');
    const forged = authority('middle', keys.middle, 'root', keys.other);
    expect(judged(ofMiddle, forged)).toBe('EMU-332');
  });

  it('over one that may not issue is refused: no authority, without the use, with too short a path', () => {
    const ofUser = user({ subject: 'under', issuer: 'user', key: keys.other, issuerKey: keys.own });
    expect(judged(ofUser, user())).toBe('EMU-336');
    const unable = make({
      subject: 'middle',
      issuer: 'root',
      key: keys.middle,
      issuerKey: keys.root,
      extensions: [constraints(true), usage(signs)],
    });
    expect(judged(ofMiddle, unable)).toBe('EMU-336');
    const short = authority('middle', keys.middle, 'root', keys.root, [
      constraints(true, 0),
      usage(certifies),
      policy(userCertificatePolicy),
    ]);
    expect(judged(ofMiddle, short)).toBeNull();
    expect(judged(ofLower, lower, short)).toBe('EMU-336');
    const shortRoot = trusting(
      authority('root', keys.root, 'root', keys.root, [constraints(true, 0), usage(certifies)]),
    );
    expect(codeOf(shortRoot.judge([user()]))).toBeNull();
    expect(codeOf(shortRoot.judge([ofMiddle, middle]))).toBe('EMU-336');
  });

  it('over one of another policy, or of none, is refused', () => {
    const able = [constraints(true), usage(certifies)];
    const under = (...extensions: typeof able) =>
      judged(ofMiddle, authority('middle', keys.middle, 'root', keys.root, [...able, ...extensions]));
    expect(under(policy('2.999.1', userCertificatePolicy))).toBeNull();
    expect(under(policy('2.999.1'))).toBe('EMU-339');
    expect(under()).toBe('EMU-339');
  });

  it('holds as long as every authority above holds', () => {
    const brief = make({
      subject: 'middle',
      issuer: 'root',
      key: keys.middle,
      issuerKey: keys.root,
      notBefore: Date.parse('2026-01-01T00:00:00Z'),
      notAfter: Date.parse('2026-06-30T00:00:00Z'),
      extensions: authorityExtensions,
    });
    expect(orThrow(trust.judge([ofMiddle, brief]))).toMatchObject({
      authoritiesFrom: Date.parse('2026-01-01T00:00:00Z'),
      authoritiesUntil: Date.parse('2026-06-30T00:00:00Z'),
    });
  });
});

describe('the authorities themselves', () => {
  it('must be certificates that may issue', () => {
    expect(codeOf(CardTrust.in([new Uint8Array(3)], verifySignature))).toBe('EMU-330');
    expect(codeOf(CardTrust.in([user()], verifySignature))).toBe('EMU-336');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(codeOf(CardTrust.in([authority('p256', privateKey)], verifySignature))).toBe('EMU-337');
  });
});

it('every refusal has a sentence of its own', () => {
  const causes = ['330', '331', '332', '333', '334', '335', '336', '337', '338', '339'].map(
    (number) => errorCatalogue[`EMU-${number}` as ErrorCode].cause.en,
  );
  expect(new Set(causes).size).toBe(causes.length);
});
