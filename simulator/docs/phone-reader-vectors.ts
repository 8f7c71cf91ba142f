/**
 * The contents of protocol/vectors/phone-reader.json: what is said of the field of a phone reader, the packets that carry
 * it, the messages between host and driver, and a session of the channel with fixed keys. All keys in it are public and
 * for tests only.
 */

import { createPrivateKey } from 'node:crypto';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import { type ChannelParts, chainPayload } from '../../protocol/channel/channel.ts';
import { LinkTrust } from '../../protocol/channel/link-certificate.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { decodeDriverMessage } from '../../protocol/phone-reader/driver-messages.ts';
import {
  decodeFieldPacket,
  FieldChannelOfDriver,
  FieldChannelOfReader,
  fieldPrologue,
} from '../../protocol/phone-reader/field-channel.ts';
import {
  decodeFieldOrder,
  decodeFieldReport,
  encodeFieldOrder,
  encodeFieldReport,
  longestAnswerToSelect,
} from '../../protocol/phone-reader/field-messages.ts';
import { orThrow, type Result } from '../../protocol/result.ts';
import { seededLinkIdentities } from '../pki/link-authority.ts';
import { derOf, type Identity, x25519Secret } from '../pki/test-authority.ts';
import { bytesOf, filled, hexOf, outcome, together, type Vector, type VectorFile } from './vector-file.ts';

const decoders = {
  order: decodeFieldOrder,
  report: decodeFieldReport,
  packet: decodeFieldPacket,
  driver: decodeDriverMessage,
} as const;
type Of = keyof typeof decoders;

/** Bytes in hex. */
const shown = (value: object): JsonObject =>
  Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, part instanceof Uint8Array ? hexOf(part) : part]),
  );

const vector = (of: Of, name: string, why: string, bytes: Uint8Array): Vector => {
  const decoded: Result<object> = decoders[of](bytes);
  return { name, of, hex: hexOf(bytes), ...outcome(decoded, shown), why };
};

const ats = bytesOf('0578807002');
const select = bytesOf('00a4040c0ad392f000260100000001');

const plain: readonly Vector[] = [
  vector('order', 'activate', 'a number', encodeFieldOrder({ kind: 'activate', number: 1 })),
  vector(
    'order',
    'transmit',
    'a command APDU',
    encodeFieldOrder({ kind: 'transmit', number: 2, apdu: select }),
  ),
  vector('order', 'off', 'without a number', encodeFieldOrder({ kind: 'off' })),
  vector('order', 'no order', 'nothing at all', bytesOf('')),
  vector('order', 'a report in place of an order', 'not a kind of the reader’s', bytesOf('11')),
  vector('order', 'activate with half a number', 'cut', bytesOf('010000')),
  vector('order', 'activate and more', 'nothing follows its number', bytesOf('010000000100')),
  vector('order', 'a command too short', 'an APDU has 4 bytes at least', bytesOf('020000000100a404')),
  vector('report', 'arrived', 'without a number', encodeFieldReport({ kind: 'arrived' })),
  vector('report', 'left', 'without a number', encodeFieldReport({ kind: 'left' })),
  vector('report', 'none', 'the activation of that number', encodeFieldReport({ kind: 'none', number: 1 })),
  vector(
    'report',
    'several',
    'a number of 4 bytes',
    encodeFieldReport({ kind: 'several', number: 0xffff_ffff }),
  ),
  vector(
    'report',
    'one',
    'an answer to select',
    encodeFieldReport({ kind: 'one', number: 3, answerToSelect: ats }),
  ),
  vector(
    'report',
    'answered',
    'a response APDU',
    encodeFieldReport({ kind: 'answered', number: 4, apdu: bytesOf('9000') }),
  ),
  vector('report', 'gone', 'no answer came', encodeFieldReport({ kind: 'gone', number: 5 })),
  vector('report', 'an answer too short', 'a response has 2 bytes at least', bytesOf('160000000490')),
  vector(
    'report',
    'an answer to select too long',
    'longer than may be',
    together(bytesOf('1500000001'), filled(longestAnswerToSelect + 1, 0)),
  ),
  vector('report', 'an unknown report', 'no such kind', bytesOf('18')),
  vector('packet', 'a sealed packet', 'kind, session, body', bytesOf('0400000001aabbcc')),
  vector('packet', 'over', 'no body', bytesOf('0500000001')),
  vector('packet', 'over and more', 'nothing follows the number', bytesOf('050000000100')),
  vector('packet', 'a packet too short', 'half a number', bytesOf('040000')),
  vector('packet', 'an unknown packet', 'no such kind', bytesOf('0600000001')),
  vector('driver', 'there', 'the phone reader is there', bytesOf('01')),
  vector('driver', 'away', 'it is not', bytesOf('00')),
  vector('driver', 'a packet for the other end', 'passed on as it is', bytesOf('020500000001')),
  vector('driver', 'there and more', 'nothing follows', bytesOf('0100')),
  vector('driver', 'an unknown message', 'no such kind', bytesOf('03')),
];

/** By this instant the certificates are judged, milliseconds since 1970-01-01 UTC. */
const at = Date.parse('2026-11-02T09:00:00+09:00');
const serial = 'FCR-000001' as ReaderId;
const ours = seededLinkIdentities('vectors', at);
const secretOf = ({ keyPem }: Identity): Uint8Array => x25519Secret(createPrivateKey(keyPem));

const ends = {
  reader: { identity: ours.reader(serial), once: filled(32, 0x55) },
  driver: { identity: ours.phoneReader(serial), once: filled(32, 0x66) },
} as const;

const partsOf = (name: keyof typeof ends): ChannelParts => {
  const { identity, once } = ends[name];
  return {
    engine: platformCrypto,
    entropy: { bytes: () => once },
    credentials: { chain: derOf(identity.certificatePem), key: platformCrypto.x25519(secretOf(identity)) },
    trust: orThrow(LinkTrust.in(derOf(ours.authorityPem), platformCrypto)),
    validAt: () => at,
  };
};

function session(): Vector {
  const [reader, driver] = [
    new FieldChannelOfReader(partsOf('reader')),
    new FieldChannelOfDriver(partsOf('driver')),
  ];
  const there = <T>(value: T | null): T => {
    if (value === null) throw new TypeError('the session of the vectors does not stand');
    return value;
  };
  const first = reader.begin();
  const second = there(driver.receive(first).answer);
  const third = there(reader.receive(second).answer);
  driver.receive(third);
  const says = [
    { from: 'reader', bytes: encodeFieldOrder({ kind: 'activate', number: 1 }) },
    { from: 'driver', bytes: encodeFieldReport({ kind: 'one', number: 1, answerToSelect: ats }) },
    { from: 'reader', bytes: encodeFieldOrder({ kind: 'transmit', number: 2, apdu: select }) },
    { from: 'driver', bytes: encodeFieldReport({ kind: 'answered', number: 2, apdu: bytesOf('9000') }) },
  ] as const;
  const sealed = says.map(({ from, bytes }) => there((from === 'reader' ? reader : driver).seal(bytes)));
  const over = there(reader.close());
  return {
    name: 'a session',
    of: 'session',
    hex: hexOf(fieldPrologue(1)),
    given: {
      session: 1,
      reader: hexOf(secretOf(ends.reader.identity)),
      readerEphemeral: hexOf(ends.reader.once),
      readerChain: hexOf(chainPayload(derOf(ends.reader.identity.certificatePem))),
      driver: hexOf(secretOf(ends.driver.identity)),
      driverEphemeral: hexOf(ends.driver.once),
      driverChain: hexOf(chainPayload(derOf(ends.driver.identity.certificatePem))),
      says: says.map(({ from, bytes }) => ({ from, hex: hexOf(bytes) })),
    },
    decoded: { packets: [first, second, third, ...sealed, over].map(hexOf) },
    why: 'the prologue; given the keys, the first session with two orders and their answers, packet by packet',
  };
}

export const phoneReaderVectors = (): VectorFile => ({
  about:
    'The phone reader (protocol/README.md, Phone reader): decoders by `of`, and a session of its channel',
  vectors: [...plain, session()],
});
