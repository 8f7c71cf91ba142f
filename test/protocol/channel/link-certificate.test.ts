import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  BasicConstraints,
  ExtendedKeyUsage,
  type Extension,
  KeyUsage,
  KeyUsageFlags,
} from '@peculiar/asn1-x509';
import { describe, expect, test } from 'vitest';
import { platformCrypto } from '../../../host-bridge/platform-crypto.ts';
import {
  claimedReader,
  LinkTrust,
  linkPurposes,
  longestCertificate,
  longestChain,
} from '../../../protocol/channel/link-certificate.ts';
import { portableCrypto } from '../../../protocol/portable-crypto.ts';
import { orThrow } from '../../../protocol/result.ts';
import { derOf, drawP256, drawX25519, testName } from '../../../simulator/pki/test-authority.ts';
import { extension, issueCertificate } from '../../../simulator/pki/x509-issuing.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';

const now = Date.parse('2026-11-02T09:00:00+09:00');
const day = 86_400_000;
const draw = seededEntropy('certificates');

const ids = { keyUsage: '2.5.29.15', constraints: '2.5.29.19', purposes: '2.5.29.37' };
const constraints = (cA: boolean, pathLenConstraint?: number): Extension =>
  extension(
    ids.constraints,
    true,
    new BasicConstraints(pathLenConstraint === undefined ? { cA } : { cA, pathLenConstraint }),
  );
const usage = (flags: number): Extension => extension(ids.keyUsage, true, new KeyUsage(flags));
const purposes = (...of: string[]): Extension => extension(ids.purposes, false, new ExtendedKeyUsage(of));

interface Made {
  readonly der: Uint8Array;
  readonly key: KeyObject;
  readonly name: ReturnType<typeof testName>;
}

interface Wanted {
  readonly by?: Made;
  readonly key?: KeyObject;
  readonly name?: ReturnType<typeof testName>;
  readonly from?: number;
  readonly to?: number;
  readonly extensions?: readonly Extension[];
}

const issue = (wanted: Wanted & { key: KeyObject; name: ReturnType<typeof testName> }): Made => {
  const { by, key, name, from = now - day, to = now + day, extensions = [] } = wanted;
  const der = issueCertificate(
    {
      serial: '4242',
      issuer: by?.name ?? name,
      subject: name,
      notBefore: from,
      notAfter: to,
      publicKey: createPublicKey(key),
      extensions,
    },
    by?.key ?? key,
  );
  return { der, key, name };
};

const authority = (wanted: Wanted = {}): Made =>
  issue({
    key: drawP256(draw),
    name: testName('link authority'),
    extensions: [constraints(true), usage(KeyUsageFlags.keyCertSign)],
    ...wanted,
  });
const serial = 'FCR-000001';
const readerParts = [constraints(false), usage(KeyUsageFlags.keyAgreement), purposes(linkPurposes.reader)];
const reader = (wanted: Wanted = {}): Made =>
  issue({ key: drawX25519(draw), name: testName(serial, serial), extensions: readerParts, ...wanted });

const root = authority();
const middle = (wanted: Wanted = {}): Made => authority({ by: root, name: testName('factory'), ...wanted });

const judge = (chain: readonly Made[], trusted: readonly Made[] = [root], at = now) =>
  orThrow(
    LinkTrust.in(
      trusted.map(({ der }) => der),
      platformCrypto,
    ),
  ).judge(
    chain.map(({ der }) => der),
    'reader',
    at,
  );
const refusal = (code: string, detail: object = {}) => ({ ok: false, problem: { code, detail } });

describe('a chain', () => {
  test.each([
    ['portable', portableCrypto],
    ['platform', platformCrypto],
  ])('speaks for a reader by its serial number and its key, by the %s engine', (_, engine) => {
    const own = reader({ by: root });
    const judged = orThrow(orThrow(LinkTrust.in([root.der], engine)).judge([own.der], 'reader', now));
    expect(judged.peer).toEqual({ role: 'reader', name: serial });
    const spki = createPublicKey(own.key).export({ format: 'der', type: 'spki' });
    expect(judged.publicKey).toEqual(Uint8Array.from(spki.subarray(-32)));
  });

  test('may go over intermediate authorities, as long as the limit allows', () => {
    const second = middle();
    const third = authority({ by: second, name: testName('line 3') });
    expect(judge([reader({ by: second }), second])).toMatchObject({ ok: true });
    expect(judge([reader({ by: third }), third, second])).toMatchObject({ ok: true });
    const fourth = authority({ by: third, name: testName('line 4') });
    expect(judge([reader({ by: fourth }), fourth, third, second])).toEqual(
      refusal('EMU-116', { limit: longestChain }),
    );
  });

  test('is good under any of several authorities, also of one name', () => {
    const renewed = authority();
    const own = reader({ by: renewed });
    expect(judge([own], [root, renewed])).toMatchObject({ ok: true });
    expect(judge([own], [root])).toEqual(refusal('EMU-110'));
  });

  test('of an authority that is not trusted means that the two are not paired (EMU-110)', () => {
    expect(judge([reader({ by: authority({ name: testName('another') }) })])).toEqual(refusal('EMU-110'));
    // A forger can give itself the authority's name, but not its signature.
    expect(judge([reader({ by: authority() })])).toEqual(refusal('EMU-110'));
    expect(judge([reader({ by: root })], [])).toEqual(refusal('EMU-110'));
  });

  test('counts from its first second to its last, and so does each certificate in it', () => {
    const own = reader({ by: root, from: now, to: now + 1000 });
    expect(judge([own], [root], now - 1)).toEqual(refusal('EMU-112'));
    expect(judge([own], [root], now)).toMatchObject({ ok: true });
    expect(judge([own], [root], now + 1000)).toMatchObject({ ok: true });
    expect(judge([own], [root], now + 1001)).toEqual(refusal('EMU-111'));
    const over = middle({ from: now - 2 * day, to: now - day });
    expect(judge([reader({ by: over }), over])).toEqual(refusal('EMU-111'));
    const old = authority({ from: now - 2 * day, to: now - day });
    expect(judge([reader({ by: old })], [old])).toEqual(refusal('EMU-111'));
  });

  test('is judged by the time each time, also where it is remembered', () => {
    const trust = orThrow(LinkTrust.in([root.der], platformCrypto));
    const own = reader({ by: root });
    const at = (time: number) => trust.judge([own.der], 'reader', time);
    expect([at(now).ok, at(now + 2 * day).ok, at(now).ok]).toEqual([true, false, true]);
    expect(trust.judge([own.der], 'bridge', now)).toEqual(refusal('EMU-113', { role: 'bridge' }));
  });

  test.each([
    ['a bridge', [purposes(linkPurposes.bridge)]],
    ['a web server', [purposes('1.3.6.1.5.5.7.3.1')]],
    ['nothing that is said', []],
  ])('for %s does not speak for a reader (EMU-113)', (_, of) => {
    const extensions = [...readerParts.slice(0, 2), ...of];
    expect(judge([reader({ by: root, extensions })])).toEqual(refusal('EMU-113', { role: 'reader' }));
  });

  test('needs an X25519 key, and authorities need P-256 (EMU-115)', () => {
    expect(judge([reader({ by: root, key: drawP256(draw) })])).toEqual(
      refusal('EMU-115', { needed: 'X25519' }),
    );
    const strange = middle({ key: drawX25519(draw) });
    expect(judge([reader({ by: root }), strange])).toEqual(refusal('EMU-115', { needed: 'P-256' }));
    expect(LinkTrust.in([strange.der], platformCrypto)).toEqual(refusal('EMU-115', { needed: 'P-256' }));
  });

  test('is refused where an issuer had no right to issue (EMU-122)', () => {
    const without: readonly (readonly Extension[])[] = [
      [],
      [constraints(false), usage(KeyUsageFlags.keyCertSign)],
      [constraints(true), usage(KeyUsageFlags.digitalSignature)],
    ];
    for (const extensions of without) {
      const issuer = middle({ extensions });
      expect(judge([reader({ by: issuer }), issuer])).toEqual(refusal('EMU-122'));
      const alone = authority({ extensions });
      expect(LinkTrust.in([alone.der], platformCrypto)).toEqual(refusal('EMU-122'));
    }
    const short = middle({ extensions: [constraints(true, 0)] });
    const below = authority({ by: short, name: testName('below') });
    expect(judge([reader({ by: short }), short])).toMatchObject({ ok: true });
    expect(judge([reader({ by: below }), below, short])).toEqual(refusal('EMU-122'));
    const lonely = authority({ extensions: [constraints(true, 0)] });
    const second = middle({ by: lonely });
    expect(judge([reader({ by: second }), second], [lonely])).toEqual(refusal('EMU-122'));
  });

  const changed = (der: Uint8Array, at: number): Uint8Array =>
    der.map((byte, i) => (i === (at < 0 ? der.length + at : at) ? byte ^ 1 : byte));

  test.each<[string, () => readonly Uint8Array[], string]>([
    ['none at all', () => [], 'none was sent'],
    ['bytes that are no certificate', () => [Uint8Array.of(1, 2, 3)], 'not X.509'],
    ['nothing in a place', () => [new Uint8Array(0)], 'not X.509'],
    ['a great many bytes', () => [new Uint8Array(longestCertificate + 1)], 'too long'],
    [
      'an unknown critical extension',
      () => [
        reader({ by: root, extensions: [...readerParts, extension('1.2.3', true, new KeyUsage(1))] }).der,
      ],
      'a critical extension that is not known',
    ],
    [
      'an extension twice',
      () => [reader({ by: root, extensions: [...readerParts, ...readerParts] }).der],
      'an extension twice',
    ],
    [
      'a reader’s certificate that is an authority’s',
      () => [reader({ by: root, extensions: [constraints(true), ...readerParts.slice(1)] }).der],
      'an authority’s in place of an end’s',
    ],
    [
      'a key for signing only',
      () => [
        reader({
          by: root,
          extensions: [usage(KeyUsageFlags.digitalSignature), purposes(linkPurposes.reader)],
        }).der,
      ],
      'its key is not for key agreement',
    ],
    [
      'certificates in another order',
      () => {
        const [second, other] = [middle(), middle({ name: testName('other') })];
        return [reader({ by: second }).der, other.der, second.der];
      },
      'not issued by the next one',
    ],
    [
      'a serial number that is none',
      () => [reader({ by: root, name: testName('reader', 'reader 1') }).der],
      'no serial number of a reader',
    ],
    [
      'no serial number',
      () => [reader({ by: root, name: testName('reader') }).der],
      'no serial number of a reader',
    ],
    [
      'a P-384 signature',
      () => {
        const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
        return [reader({ by: { ...root, key: p384 } }).der];
      },
      'not signed with ecdsa-with-SHA256',
    ],
  ])('of %s is malformed (EMU-114)', (_, chain, reason) => {
    const trust = orThrow(LinkTrust.in([root.der], platformCrypto));
    expect(trust.judge(chain(), 'reader', now)).toEqual(refusal('EMU-114', { reason }));
  });

  test('with a changed byte is never good, wherever the byte is', () => {
    const { der } = reader({ by: root });
    const trust = orThrow(LinkTrust.in([root.der], platformCrypto));
    expect(trust.judge([der], 'reader', now).ok).toBe(true);
    for (let at = 0; at < der.length; at += 1) {
      expect(trust.judge([changed(der, at)], 'reader', now).ok, `byte ${at}`).toBe(false);
    }
    expect(trust.judge([changed(der, -1)], 'reader', now)).toEqual(refusal('EMU-110'));
  });

  test('says whom it claims to speak for, whoever signed it', () => {
    expect(claimedReader([reader({ by: authority() }).der])).toBe(serial);
    expect(claimedReader([root.der])).toBeNull();
    expect([claimedReader([]), claimedReader([new Uint8Array(3)])]).toEqual([null, null]);
  });
});

test('the certificates of a PEM text are read in their order', () => {
  const pem = (der: Uint8Array): string =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const [a, b] = [root.der, middle().der];
  expect(derOf(`first\n${pem(a)}${pem(b)}`)).toEqual([a, b]);
});
