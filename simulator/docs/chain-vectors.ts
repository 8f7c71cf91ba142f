/**
 * The contents of protocol/vectors/chains.json: payloads of handshake messages, and how the chain of certificates in
 * each is judged. All keys in it are public and for tests only.
 */

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { p384 } from '@noble/curves/nist.js';
import {
  BasicConstraints,
  ExtendedKeyUsage,
  type Extension,
  KeyUsage,
  KeyUsageFlags,
  type Name,
} from '@peculiar/asn1-x509';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import { chainPayload, judgePayload } from '../../protocol/channel/channel.ts';
import {
  type LinkRole,
  LinkTrust,
  linkPurposes,
  longestCertificate,
} from '../../protocol/channel/link-certificate.ts';
import { orThrow } from '../../protocol/result.ts';
import { drawP256, drawX25519, testName } from '../pki/test-authority.ts';
import { extension, issueCertificate } from '../pki/x509-issuing.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { bytesOf, filled, hexOf, refusal, together, type Vector, type VectorFile } from './vector-file.ts';

/** By this instant chains are judged where a vector says no other, milliseconds since 1970-01-01 UTC. */
const at = Date.parse('2026-11-02T09:00:00+09:00');
const day = 86_400_000;

const constraints = (cA: boolean, pathLenConstraint?: number): Extension =>
  extension(
    '2.5.29.19',
    true,
    new BasicConstraints(pathLenConstraint === undefined ? { cA } : { cA, pathLenConstraint }),
  );
const usage = (flags: number): Extension => extension('2.5.29.15', true, new KeyUsage(flags));
const purpose = (of: string): Extension => extension('2.5.29.37', false, new ExtendedKeyUsage([of]));

const keyOf = (name: string, draw: typeof drawP256): KeyObject => draw(seededEntropy(`chains ${name}`));

interface Certificate {
  readonly der: Uint8Array;
  readonly name: Name;
  readonly key: KeyObject;
}

interface Wanted {
  readonly by?: Certificate;
  readonly name?: Name;
  readonly key?: KeyObject;
  readonly from?: number;
  readonly to?: number;
  readonly extensions?: readonly Extension[];
}

function issue({
  by,
  name,
  key,
  from = at - day,
  to = at + day,
  extensions,
}: Required<Pick<Wanted, 'name' | 'key' | 'extensions'>> & Wanted): Certificate {
  const form = {
    serial: '4242',
    issuer: by?.name ?? name,
    subject: name,
    notBefore: from,
    notAfter: to,
    publicKey: createPublicKey(key),
    extensions,
  };
  return { der: issueCertificate(form, by?.key ?? key), name, key };
}

const authorityParts = [constraints(true), usage(KeyUsageFlags.keyCertSign)];
const readerParts = [constraints(false), usage(KeyUsageFlags.keyAgreement), purpose(linkPurposes.reader)];

const authority = (called: string, wanted: Wanted = {}): Certificate =>
  issue({ name: testName(called), key: keyOf(called, drawP256), extensions: authorityParts, ...wanted });

const root = authority('authority');
const narrowRoot = authority('narrow authority', {
  extensions: [constraints(true, 0), usage(KeyUsageFlags.keyCertSign)],
});
const impostor = authority('impostor', { name: root.name });
const factory = (wanted: Wanted = {}): Certificate => authority('factory', { by: root, ...wanted });

const serial = 'FCR-000001';
const readerKey = keyOf('reader', drawX25519);
const reader = (wanted: Wanted = {}): Certificate =>
  issue({ by: root, name: testName(serial, serial), key: readerKey, extensions: readerParts, ...wanted });
const bridge = issue({
  by: root,
  name: testName('bridge'),
  key: keyOf('bridge', drawX25519),
  extensions: [...readerParts.slice(0, 2), purpose(linkPurposes.bridge)],
});

const publicKeyOf = ({ key }: Certificate): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));

interface Judged {
  readonly role?: LinkRole;
  readonly at?: number;
  readonly by?: Certificate;
  /** Whose key the handshake has used. */
  readonly used?: Certificate;
}

function judged(name: string, why: string, payload: Uint8Array, given: Judged = {}): Vector {
  const { role = 'reader', at: when = at, by = root, used = reader() } = given;
  const key = publicKeyOf(used);
  const result = judgePayload(payload, orThrow(LinkTrust.in([by.der], platformCrypto)), role, when, key);
  return {
    name,
    hex: hexOf(payload),
    given: { authority: hexOf(by.der), at: when, role, static: hexOf(key) },
    ...(result.ok ? { decoded: { name: result.value.name } } : { refused: refusal(result.problem) }),
    why,
  };
}

const ofChain = (name: string, why: string, chain: readonly Certificate[], given?: Judged): Vector =>
  judged(name, why, chainPayload(chain.map(({ der }) => der)), given);

/** The bytes with those at the first place where `was` stands replaced. Both in hex, of one length. */
const replaced = (bytes: Uint8Array, was: string, is: string): Uint8Array => {
  const place = Buffer.from(bytes).indexOf(bytesOf(was));
  if (place < 0) throw new TypeError(`${was} does not stand there`);
  return together(bytes.subarray(0, place), bytesOf(is), bytes.subarray(place + bytesOf(was).length));
};

const inHex = (ascii: string): string => Buffer.from(ascii, 'ascii').toString('hex');

const changed = (bytes: Uint8Array, place: number): Uint8Array =>
  bytes.map((byte, i) => (i === place ? byte ^ 1 : byte));

/** A key of the kind that no authority here has. */
function p384Key(): KeyObject {
  const secret = p384.utils.randomSecretKey(seededEntropy('chains P-384').bytes(72));
  const point = p384.getPublicKey(secret, false);
  const part = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const [x, y] = [part(point.subarray(1, 49)), part(point.subarray(49))];
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-384', d: part(secret), x, y }, format: 'jwk' });
}

export function chains(): VectorFile {
  const second = factory();
  const third = authority('line', { by: second });
  const fourth = authority('bench', { by: third });
  const other = factory({ name: testName('other factory') });
  const own = reader();
  return {
    about: 'Payloads of the second and third message of the handshake (protocol/README.md, Certificates)',
    vectors: [
      ofChain('reader', 'one certificate, of the authority itself', [own]),
      ofChain('bridge', 'the third message; judged as a bridge’s', [bridge], {
        role: 'bridge',
        used: bridge,
      }),
      ofChain('over a factory', 'two certificates', [reader({ by: second }), second]),
      ofChain('over a factory and a line', 'as long as a chain may be', [
        reader({ by: third }),
        third,
        second,
      ]),
      ofChain('first instant', 'the instant at which it begins counts', [own], { at: at - day }),
      ofChain('last instant', 'so does that at which it ends', [own], { at: at + day }),
      judged('nothing', 'no bytes, where a list is due', filled(0, 0)),
      judged('no list', 'a number', Uint8Array.of(1)),
      judged('a list of something else', 'a number in it', Uint8Array.of(0x81, 1)),
      judged('a long head', 'not the shortest encoding', Uint8Array.of(0x98, 0)),
      judged('an empty list', 'none was sent', chainPayload([])),
      ofChain('too many', 'four certificates', [reader({ by: fourth }), fourth, third, second]),
      judged('too long', '4097 bytes', chainPayload([filled(longestCertificate + 1, 0x30)])),
      judged('no certificate', 'not X.509', chainPayload([Uint8Array.of(1, 2, 3)])),
      judged(
        'a byte too few',
        'a length that is not that of the bytes',
        chainPayload([own.der.subarray(0, -1)]),
      ),
      judged(
        'unused bits in the signature',
        'it is made of whole bytes',
        chainPayload([changed(own.der, Buffer.from(own.der).lastIndexOf(bytesOf('2a8648ce3d040302')) + 10)]),
      ),
      judged('version 2', 'version 3 is due', chainPayload([replaced(own.der, 'a003020102', 'a003020101')])),
      judged(
        'no date',
        'there is no thirteenth month',
        chainPayload([replaced(own.der, inHex('261101000000Z'), inHex('261301000000Z'))]),
      ),
      ofChain('signed with P-384', 'ecdsa-with-SHA384', [reader({ by: { ...root, key: p384Key() } })]),
      ofChain('an extension of nobody', 'critical, and not known', [
        reader({ extensions: [...readerParts, extension('1.2.3', true, new KeyUsage(1))] }),
      ]),
      ofChain('an extension of somebody', 'not known, but not critical: it is passed over', [
        reader({ extensions: [...readerParts, extension('1.2.3', false, new KeyUsage(1))] }),
      ]),
      ofChain('an extension twice', 'which of the two counts?', [
        reader({ extensions: [...readerParts, ...readerParts] }),
      ]),
      ofChain('key of an authority', 'P-256 where X25519 is due', [root]),
      ofChain('an authority’s in place of an end’s', 'basic constraints say cA', [
        reader({ extensions: [constraints(true), ...readerParts.slice(1)] }),
      ]),
      ofChain('a key for signing', 'key usage without keyAgreement', [
        reader({ extensions: [usage(KeyUsageFlags.digitalSignature), purpose(linkPurposes.reader)] }),
      ]),
      ofChain('issuer with an end’s key', 'X25519 where P-256 is due', [own, bridge]),
      ofChain('issuer that is no authority', 'basic constraints do not say cA', [
        reader({ by: second }),
        factory({ extensions: [constraints(false), usage(KeyUsageFlags.keyCertSign)] }),
      ]),
      ofChain('issuer without basic constraints', 'their absence means no authority', [
        reader({ by: second }),
        factory({ extensions: [usage(KeyUsageFlags.keyCertSign)] }),
      ]),
      ofChain('issuer that may not sign', 'key usage without keyCertSign', [
        reader({ by: second }),
        factory({ extensions: [constraints(true), usage(KeyUsageFlags.digitalSignature)] }),
      ]),
      ofChain('issuer of a path too long', 'path length 0, and another authority below', [
        reader({ by: third }),
        third,
        factory({ extensions: [constraints(true, 0), usage(KeyUsageFlags.keyCertSign)] }),
      ]),
      ofChain('not issued by the next', 'the next certificate is of another authority', [
        reader({ by: second }),
        other,
      ]),
      ofChain('unpaired', 'issued by another authority of the same name', [reader({ by: impostor })]),
      judged(
        'a signature changed',
        'the last bit of the bytes',
        chainPayload([changed(own.der, own.der.length - 1)]),
      ),
      ofChain(
        'path too long for the authority',
        'its path length is 0, and a factory stands below',
        [reader({ by: second }), factory({ by: narrowRoot })],
        { by: narrowRoot },
      ),
      ofChain('not begun', 'a millisecond before the first instant', [own], { at: at - day - 1 }),
      ofChain('expired', 'a millisecond after the last instant', [own], { at: at + day + 1 }),
      ofChain('issuer not begun', 'each certificate counts', [
        reader({ by: second }),
        factory({ from: at + 1000 }),
      ]),
      ofChain('issuer expired', 'each certificate counts', [
        reader({ by: second }),
        factory({ to: at - 1000 }),
      ]),
      ofChain('wrong role', 'a reader’s, where a bridge’s is due', [own], { role: 'bridge' }),
      ofChain('no role', 'no extended key usage', [reader({ extensions: readerParts.slice(0, 2) })]),
      ofChain('serial number of another form', 'small letters and a space', [
        reader({ name: testName('reader', 'reader 1') }),
      ]),
      ofChain('no serial number', 'a reader has one', [reader({ name: testName('reader') })]),
      ofChain('another key', 'not the static key that the handshake has used', [own], { used: bridge }),
    ],
  };
}
