/**
 * The contents of protocol/vectors/: what is to be encoded and decoded is written here, the bytes and their meaning are
 * the code's. Written to the files by write-protocol-docs.ts; a test reads the files against the code.
 */

import { encode, rfc8949EncodeOptions } from 'cborg';
import { allowedIn, decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import {
  broadcastChannel,
  decodeReport,
  encodeReport,
  type Report,
  type ReportCommand,
  reportCommands,
  reportErrors,
} from '../../protocol/hid/reports.ts';
import { type Json, type JsonObject, messageFromJsonText, messageToJson } from '../../protocol/json-form.ts';
import { encodeFrame, FrameDecoder, maxFramePayload } from '../../protocol/link/frame.ts';
import {
  decodePacket,
  encodePacket,
  type Packet,
  packetLayouts,
  proofLength,
  sessionId,
  sessionTag,
} from '../../protocol/link/packet.ts';
import {
  type Message,
  type MessageDefinition,
  messages,
  type SessionState,
  sessionStates,
} from '../../protocol/messages.ts';
import type { Problem, Result } from '../../protocol/result.ts';
import { channelVectors } from './channel-vectors.ts';
import { allExamples, exampleMessages } from './example-messages.ts';
import { reportChannels } from './report-vectors.ts';
import type { Vector, VectorFile } from './vector-file.ts';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const refusal = ({ code, detail }: Problem): JsonObject => ({ code, detail });

/** What a decoder said, as a vector says it. */
const outcome = <T>(result: Result<T>, decoded: (value: T) => Json): JsonObject =>
  result.ok ? { decoded: decoded(result.value) } : { refused: refusal(result.problem) };

// ── frames ──────────────────────────────────────────────────────────────────────────────────────────────

const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);
const together = (...pieces: readonly Uint8Array[]): Uint8Array => Buffer.concat(pieces);
const broken = (frame: Uint8Array, at: number, byte: number): Uint8Array =>
  frame.map((was, i) => (i === at ? byte : was));

const hello = Uint8Array.from(Buffer.from('hello'));

const framesWritten: readonly (readonly [name: string, why: string, payload: Uint8Array])[] = [
  ['five letters', 'no zero in payload or checksum', hello],
  ['one zero', 'the shortest payload; its piece before the zero is empty', filled(1, 0)],
  ['zeros', 'every piece is empty', filled(4, 0)],
  ['zero at both ends', 'empty pieces at the beginning and before the checksum', Uint8Array.of(0, 1, 2, 0)],
  ['253 bytes and the checksum', 'a piece that is cut within the checksum', filled(253, 0x11)],
  ['254 bytes', 'the first piece ends exactly at the checksum', filled(254, 0x11)],
  ['255 bytes', 'a piece longer than a count can say', filled(255, 0x11)],
  [
    '254 bytes and a zero',
    'after a piece of 254 bytes the zero is not implied',
    together(filled(254, 0x11), filled(1, 0)),
  ],
  [
    '250 bytes',
    'with its checksum a piece of 254 bytes that ends the frame, the last count 01 written',
    filled(250, 0x22),
  ],
];

const framesRead: readonly (readonly [name: string, why: string, stream: Uint8Array])[] = [
  [
    '250 bytes, last count left out',
    'the same frame as another sender may write it',
    together(encodeFrame(filled(250, 0x22)).subarray(0, -2), filled(1, 0)),
  ],
  ['two frames', 'a stream of more than one', together(encodeFrame(hello), encodeFrame(filled(2, 7)))],
  ['idle line', 'zeros in a row hold nothing', together(filled(3, 0), encodeFrame(hello), filled(2, 0))],
  [
    'damaged, then sound',
    'one letter changed: the checksum does not fit; the next frame is not touched',
    together(broken(encodeFrame(hello), 2, 0x58), encodeFrame(hello)),
  ],
  [
    'a zero in the middle',
    'a byte turned into a frame end: both halves are dropped',
    broken(encodeFrame(hello), 4, 0),
  ],
  ['count past the end', 'a damaged count', Uint8Array.of(9, 1, 1, 0)],
  ['shorter than a checksum', 'three bytes', Uint8Array.of(3, 1, 1, 0)],
  [
    'checksum of nothing',
    'an empty payload is none, though zeros would be its checksum',
    bytesOf('01 01 01 01 01 00'),
  ],
  ['payload too long', `${maxFramePayload + 1} bytes`, encodeFrame(filled(maxFramePayload + 1, 1))],
];

const streamOutcome = (stream: Uint8Array): JsonObject => {
  const payloads: string[] = [];
  const refused: JsonObject[] = [];
  for (const found of new FrameDecoder().push(stream)) {
    if (found.kind === 'frame') payloads.push(hexOf(found.payload));
    else refused.push(refusal(found.problem));
  }
  return refused.length === 0 ? { decoded: payloads } : { decoded: payloads, refused };
};

const frames = (): VectorFile => ({
  about: 'Pieces of a byte stream and the payloads of the frames in them (protocol/README.md, Frames)',
  vectors: [
    ...framesWritten.map(([name, why, payload]) => ({
      name,
      hex: hexOf(encodeFrame(payload)),
      decoded: [hexOf(payload)],
      why,
    })),
    ...framesRead.map(([name, why, stream]) => ({
      name,
      hex: hexOf(stream),
      decodeOnly: true,
      ...streamOutcome(stream),
      why,
    })),
  ],
});

// ── packets ─────────────────────────────────────────────────────────────────────────────────────────────

const id = sessionId(bytesOf('0a0b0c0d'), bytesOf('00030001'));
const session = sessionTag(id);
const newId = sessionId(bytesOf('0a0b0c0d'), bytesOf('00000000'));

/** A message as it stands in the byte stream. */
const inStream = (message: Message): Uint8Array => {
  const bytes = encodeMessage(message);
  return Uint8Array.of(bytes.length >>> 8, bytes.length, ...bytes);
};

const noProof = new Uint8Array(0);
const proof = Uint8Array.from({ length: proofLength }, (_, i) => 0xf0 + i);

const packetsWritten: readonly (readonly [name: string, why: string, packet: Packet])[] = [
  [
    'open',
    'a new session: the second half of the id is 0, and so is the offset',
    {
      kind: 'open',
      min: 1,
      max: 1,
      resume: false,
      secure: false,
      id: newId,
      expected: 0,
      attempt: 1,
      proof: noProof,
    },
  ],
  [
    'open with the channel',
    'the host wants the secure channel; asked for the second time',
    {
      kind: 'open',
      min: 1,
      max: 1,
      resume: false,
      secure: true,
      id: newId,
      expected: 0,
      attempt: 2,
      proof: noProof,
    },
  ],
  [
    'open to resume',
    'the full id and an offset',
    {
      kind: 'open',
      min: 1,
      max: 3,
      resume: true,
      secure: false,
      id,
      expected: 0x01020304,
      attempt: 3,
      proof: noProof,
    },
  ],
  [
    'open to resume a bound session',
    'ends in a proof',
    { kind: 'open', min: 1, max: 1, resume: true, secure: true, id, expected: session, attempt: 4, proof },
  ],
  [
    'accept',
    'the reader has drawn its half; its stream and the host’s begin at the session tag',
    { kind: 'accept', version: 1, secure: false, id, expected: session, attempt: 1, proof: noProof },
  ],
  [
    'accept of a bound session',
    'ends in a proof; the attempt is that of the open',
    { kind: 'accept', version: 1, secure: true, id, expected: session, attempt: 4, proof },
  ],
  ['refuse', 'no link version in common', { kind: 'refuse', code: 'EMU-103' }],
  [
    'refuse for the channel',
    'one end wants the secure channel, the other does not',
    { kind: 'refuse', code: 'EMU-104' },
  ],
  ['unknown', 'that session is not held', { kind: 'unknown', id }],
  [
    'data',
    'the session tag is 0a0b0c0d XOR 00030001; a whole message, restart: its length, then its bytes',
    { kind: 'data', session, expected: session, offset: session, bytes: inStream({ type: 'restart' }) },
  ],
  [
    'data of a piece',
    'a segment may begin and end anywhere: here the second byte of a length and one byte more',
    { kind: 'data', session, expected: 1, offset: 0xffffffff, bytes: Uint8Array.of(0x03, 0x82) },
  ],
  ['ack', 'everything before 0xfffffffe has arrived', { kind: 'ack', session, expected: 0xfffffffe }],
  [
    'missing after damage',
    'a frame was damaged, and nothing is held: the one that was under way longest goes again',
    { kind: 'missing', session, expected: 3, damaged: true, held: [] },
  ],
  [
    'missing',
    '32 bytes are missing, 64 are held, 32 are missing, 500 are held: the stream wraps in between',
    {
      kind: 'missing',
      session,
      expected: 0xffffffc0,
      damaged: false,
      held: [
        [32, 64],
        [32, 500],
      ],
    },
  ],
  ['ping', 'are you there?', { kind: 'ping', session, expected: 0 }],
  ['pong', 'I am', { kind: 'pong', session, expected: 0 }],
  ['close', 'with a reason', { kind: 'close', session, code: 'EMU-207' }],
  ['close without a reason', 'the code may be empty', { kind: 'close', session, code: '' }],
];

const head = (kind: keyof typeof packetLayouts): string => hexOf(Uint8Array.of(packetLayouts[kind].byte));

const openHead = `${head('open')} 01 01 00 00 ${hexOf(newId)} 00000000`;

const packetsRead: readonly (readonly [name: string, why: string, hex: string])[] = [
  [
    'open with other flags',
    'bits that mean nothing are not read',
    `${head('open')} 01 01 fe fe ${hexOf(newId)} 00000000 00000001`,
  ],
  ['empty', 'not even a kind', ''],
  ['unknown kind', 'a byte that no kind has', '77'],
  ['open too short', 'one byte less', `${openHead} 000000`],
  ['open with half a proof', 'a proof has 16 bytes', `${openHead} 00000001 ${'f0'.repeat(8)}`],
  ['open with too long a proof', 'one byte more', `${openHead} 00000001 ${'f0'.repeat(17)}`],
  [
    'accept with a byte of a proof',
    'a proof has 16 bytes',
    `${head('accept')} 01 00 ${hexOf(id)} 00000000 00000001 00`,
  ],
  ['accept too short', 'no attempt', `${head('accept')} 01 00 ${hexOf(id)} 00000000`],
  ['unknown too short', 'half an id', `${head('unknown')} 0a0b0c0d`],
  ['data too short', 'no offset', `${head('data')} 0a080c0c 00000000`],
  ['data without bytes', 'a segment has at least one', `${head('data')} 0a080c0c 00000000 00000000`],
  ['ack too short', 'a session tag alone', `${head('ack')} 0a080c0c`],
  ['missing too short', 'no flag', `${head('missing')} 0a080c0c 00000000`],
  ['missing with half a range', 'a range has four bytes', `${head('missing')} 0a080c0c 00000000 00 0020`],
  [
    'missing with an empty range',
    'what is held has bytes',
    `${head('missing')} 0a080c0c 00000000 00 00200000`,
  ],
  [
    'missing without a gap',
    'what follows without a gap is not beyond it',
    `${head('missing')} 0a080c0c 00000000 00 00000020`,
  ],
  ['missing with too many ranges', 'nine', `${head('missing')} 0a080c0c 00000000 00 ${'00200020'.repeat(9)}`],
  ['ping too short', 'nothing but the kind', head('ping')],
  ['pong too long', 'one byte more', `${head('pong')} 0a080c0c 00000000 00`],
  ['close too short', 'half a session tag', `${head('close')} 0a08`],
  ['code with a space', 'a code has none', `${head('refuse')} 454d 5520 3130 33`],
  ['code that is not ASCII', 'a code is', `${head('close')} 0a080c0c e3 81 82`],
  ['code too long', 'seventeen letters', `${head('refuse')} ${'41'.repeat(17)}`],
];

const packetToJson = (packet: Packet): JsonObject =>
  Object.fromEntries(
    Object.entries(packet).map(([name, value]) => [name, value instanceof Uint8Array ? hexOf(value) : value]),
  );

const packets = (): VectorFile => ({
  about: 'Payloads of frames as packets (protocol/README.md, Packets)',
  vectors: [
    ...packetsWritten.map(([name, why, packet]) => ({
      name,
      hex: hexOf(encodePacket(packet)),
      decoded: packetToJson(packet),
      why,
    })),
    ...packetsRead.map(([name, why, hex]) => ({
      name,
      hex: hexOf(bytesOf(hex)),
      decodeOnly: true,
      ...outcome(decodePacket(bytesOf(hex)), packetToJson),
      why,
    })),
  ],
});

// ── HID reports ─────────────────────────────────────────────────────────────────────────────────────────

const channel = 0x0a0b0c0d;
const nonce = bytesOf('0001020304050607');
const begin = (on: number, command: ReportCommand, payload: Uint8Array, length = payload.length): Report => ({
  kind: 'begin',
  channel: on,
  command: reportCommands[command].byte,
  length,
  payload,
});

const reportsWritten: readonly (readonly [name: string, why: string, report: Report])[] = [
  ['init', 'a host asks for a channel', begin(broadcastChannel, 'init', nonce)],
  [
    'channel',
    'the reader gives it one',
    begin(broadcastChannel, 'channel', together(nonce, bytesOf('0a0b0c0d 01 000000 00'))),
  ],
  ['cancel', 'a command without contents', begin(channel, 'cancel', filled(0, 0))],
  ['keepalive', 'an end waits for credit', begin(channel, 'keepalive', Uint8Array.of(0, 0, 0, 5))],
  [
    'error',
    'a report was out of turn',
    begin(channel, 'error', Uint8Array.of(reportErrors.invalidSequence.byte)),
  ],
  [
    'data',
    'the third report of its sender; one byte of the stream',
    begin(channel, 'data', bytesOf('00000002 00')),
  ],
  [
    'data that goes on',
    'the first 57 bytes of a message of 70: a count and 53 bytes of the stream',
    begin(channel, 'data', together(bytesOf('00000003'), filled(53, 0x11)), 70),
  ],
  [
    'the rest of it',
    'the report after that: 13 bytes that count, and 46 that mean nothing',
    { kind: 'more', channel, sequence: 4, payload: together(filled(13, 0x11), filled(46, 0)) },
  ],
  ['credit', 'five reports sent, four read', begin(channel, 'credit', bytesOf('00000005 00000004'))],
];

const reportsRead: readonly (readonly [name: string, why: string, hex: string])[] = [
  ['command of nobody', 'which commands there are is judged above', `0a0b0c0d ff 0000 ${'00'.repeat(57)}`],
  ['bytes beyond the length', 'they are not read', `0a0b0c0d 91 0000 ${'ff'.repeat(57)}`],
  ['a byte too few', 'a report has 64 bytes', `0a0b0c0d 91 0000 ${'00'.repeat(56)}`],
  ['a byte too many', 'a report has 64 bytes', `0a0b0c0d 91 0000 ${'00'.repeat(58)}`],
  ['channel 0', 'there is none', `00000000 91 0000 ${'00'.repeat(57)}`],
  ['message too long', 'one byte more than 129 reports carry', `0a0b0c0d c0 1dba ${'00'.repeat(57)}`],
];

const reportToJson = (report: Report): JsonObject => ({ ...report, payload: hexOf(report.payload) });

const reports = (): VectorFile => ({
  about: 'HID reports, one at a time (protocol/README.md, HID)',
  vectors: [
    ...reportsWritten.map(([name, why, report]) => ({
      name,
      hex: hexOf(encodeReport(report)),
      decoded: reportToJson(report),
      why,
    })),
    ...reportsRead.map(([name, why, hex]) => ({
      name,
      hex: hexOf(bytesOf(hex)),
      decodeOnly: true,
      ...outcome(decodeReport(bytesOf(hex)), reportToJson),
      why,
    })),
  ],
});

// ── messages ────────────────────────────────────────────────────────────────────────────────────────────

const cbor = (message: number, fields: readonly (readonly [key: number, value: unknown])[]): string =>
  hexOf(encode([message, new Map(fields)], rfc8949EncodeOptions));

const visitKey = 'FCR-000001.3.17';
const helloFields = (...changes: readonly (readonly [key: number, value: unknown])[]): string => {
  const fields = new Map<number, unknown>([
    [0, 1],
    [1, 1],
    [2, 'FCR-000001'],
    [3, 'next-generation'],
    [4, '0.1.0'],
    [5, 3],
    [6, []],
    [8, []],
  ]);
  for (const [key, value] of changes) {
    if (value === undefined) fields.delete(key);
    else fields.set(key, value);
  }
  return cbor(messages.hello.id, [...fields]);
};
const answerFields = (key: number, value: unknown): string =>
  cbor(messages.eligibilityAnswer.id, [
    ...new Map<number, unknown>([
      [0, 2],
      [2, 0],
      [5, true],
      [8, false],
    ]).set(key, value),
  ]);

type Sender = MessageDefinition['from'];
const messagesRead: readonly (readonly [name: string, why: string, from: Sender, hex: string])[] = [
  [
    'field of a newer peer',
    'a number that is not known is passed over',
    'reader',
    cbor(8, [
      [1, visitKey],
      [99, [1]],
    ]),
  ],
  ['nothing', 'no bytes', 'reader', ''],
  ['cut short', 'the map has an entry less than it says', 'reader', '82 08 a1 01'],
  ['too much', 'a byte after the message', 'reader', '82 08 a0 00'],
  ['long head', '8 written in two bytes', 'reader', '82 18 08 a0'],
  ['indefinite length', 'an array without a length', 'reader', '9f 08 a0 ff'],
  ['text without a length', 'pieces of text in a row', 'reader', '7f 61 61 61 61 ff'],
  ['head of no kind', 'a length that RFC 8949 keeps for later', 'reader', '82 1c a0'],
  ['array cut short', 'one item of two', 'reader', '82 08'],
  ['byte string cut short', 'four bytes of five', 'reader', '82 08 a1 02 45 00 00 00 00'],
  ['number cut short', 'half of a floating-point number', 'reader', '82 fb 4020'],
  ['count that nobody could hold', '2 to the power of 53 items', 'reader', '9b 0020000000000000'],
  ['simple value', 'none but true and false', 'reader', '82 08 f8 20'],
  ['key twice', 'the same field number again', 'reader', '82 08 a2 01 00 01 00'],
  ['keys out of order', '1 before 0', 'reader', '82 08 a2 01 00 00 00'],
  ['keys out of order in a field', 'the rule holds in every map', 'reader', '82 08 a1 01 a2 01 00 00 00'],
  [
    'keys out of order in a field of a newer peer',
    'also where the receiver does not look further',
    'reader',
    '82 08 a2 01 00 18 63 81 a2 01 00 00 00',
  ],
  ['key that is text', 'fields go by number', 'reader', '82 08 a1 61 61 00'],
  ['floating-point number', '8.0 is not 8', 'reader', '82 fb 4020000000000000 a0'],
  ['negative number', 'there are none', 'reader', '82 20 a0'],
  ['null', 'an absent field is left out', 'reader', '82 08 a1 01 f6'],
  ['undefined', 'nor is this', 'reader', '82 08 a1 01 f7'],
  ['tag', 'there are none', 'reader', 'c1 82 08 a0'],
  ['text that is not UTF-8', 'a first byte without its second', 'reader', '82 08 a1 01 62 c3 28'],
  ['too deep', 'more than 16 arrays in one another', 'reader', `82 08 a1 01 ${'81'.repeat(15)}80`],
  ['number out of range', '2 to the power of 53', 'reader', '82 08 a1 00 1b 0020000000000000'],
  ['no array', 'a map alone', 'reader', 'a0'],
  ['array of three', 'one item too many', 'reader', '83 08 a0 00'],
  ['name in place of the number', 'messages go by number', 'reader', '82 61 61 a0'],
  ['list in place of the fields', 'the second item is a map', 'reader', '82 08 80'],
  ['unknown message', 'no message has the number 200', 'reader', '82 18 c8 a0'],
  ['from the wrong side', 'visitBegan is the reader’s', 'host', cbor(8, [[1, visitKey]])],
  ['missing field', 'hello without a serial number', 'reader', helloFields([2, undefined])],
  ['text for a number', 'types must fit', 'reader', helloFields([5, '3'])],
  ['number too great', 'a version has one byte', 'reader', helloFields([0, 256])],
  ['number for a text', 'types must fit', 'reader', helloFields([3, 1])],
  ['text too long', '41 characters of 40', 'reader', helloFields([3, 'あ'.repeat(41)])],
  ['serial number of another form', 'small letters and a space', 'reader', helloFields([2, 'fcr 1'])],
  ['visit key of another form', 'a serial number alone', 'reader', helloFields([7, 'FCR-000001'])],
  ['truth for a list', 'types must fit', 'reader', helloFields([6, true])],
  ['list too long', '33 items of 32', 'reader', helloFields([6, Array<string>(33).fill('a')])],
  ['wrong item', 'the second item is no text', 'reader', helloFields([6, ['a', 2]])],
  ['number for a record', 'types must fit', 'reader', helloFields([8, [1]])],
  [
    'choice without that value',
    'there are five outcomes, from 0',
    'reader',
    helloFields([
      8,
      [
        new Map<number, unknown>([
          [0, visitKey],
          [1, 5],
        ]),
      ],
    ]),
  ],
  ['number for a truth', 'types must fit', 'host', answerFields(5, 1)],
  ['no date', 'there is no thirteenth month', 'host', answerFields(6, '2026-13-01')],
  [
    'text for bytes',
    'types must fit',
    'host',
    cbor(11, [
      [0, 1],
      [2, '00'],
    ]),
  ],
  [
    'bytes too long',
    '65 bytes of 64',
    'host',
    cbor(11, [
      [0, 1],
      [2, filled(65, 0)],
    ]),
  ],
];

const messageVectors = (): VectorFile => ({
  about: 'Messages of the byte stream, without their length, in JSON form (protocol/README.md, Messages)',
  vectors: [
    ...allExamples.map(({ name, why, message }) => ({
      name,
      from: messages[message.type].from,
      hex: hexOf(encodeMessage(message)),
      decoded: messageToJson(message),
      why,
    })),
    ...messagesRead.map(([name, why, from, hex]) => ({
      name,
      from,
      hex: hexOf(bytesOf(hex)),
      decodeOnly: true,
      ...outcome(decodeMessage(bytesOf(hex), from), messageToJson),
      why,
    })),
  ],
});

// ── JSON form ───────────────────────────────────────────────────────────────────────────────────────────

const linesRead: readonly (readonly [name: string, why: string, from: Sender, line: string])[] = [
  [
    'member of a newer peer',
    'a name that is not known is passed over',
    'reader',
    `{"type":"visitBegan","visit":"${visitKey}","later":[1]}`,
  ],
  [
    'null for absent',
    'the same as left out',
    'reader',
    `{"type":"useRequest","request":1,"visit":"${visitKey}","consent":null}`,
  ],
  ['members in another order', 'an object has none', 'reader', `{"visit":"${visitKey}","type":"visitBegan"}`],
  ['no JSON', 'cut short', 'reader', '{"type":"visitBegan"'],
  ['list', 'a message is an object', 'reader', '[]'],
  ['without a type', 'nobody knows what it is', 'reader', `{"visit":"${visitKey}"}`],
  ['type that is a number', 'messages go by name here', 'reader', '{"type":8}'],
  ['unknown type', 'no message has that name', 'reader', '{"type":"toString"}'],
  [
    'from the wrong side',
    'visitBegan is the reader’s',
    'host',
    `{"type":"visitBegan","visit":"${visitKey}"}`,
  ],
  ['missing member', 'visitBegan without its visit', 'reader', '{"type":"visitBegan"}'],
  ['text for a number', 'types must fit', 'host', '{"type":"challenge","request":"1","nonce":""}'],
  ['fraction', 'numbers are whole', 'host', '{"type":"challenge","request":1.5,"nonce":""}'],
  [
    'number too great',
    'above 2 to the power of 32',
    'host',
    '{"type":"challenge","request":4294967296,"nonce":""}',
  ],
  ['padding', 'base64url goes without', 'host', '{"type":"challenge","request":1,"nonce":"AA=="}'],
  [
    'bits left over',
    'a byte string is written in one way only',
    'host',
    '{"type":"challenge","request":1,"nonce":"AB"}',
  ],
  [
    'bytes too long',
    '65 bytes of 64',
    'host',
    `{"type":"challenge","request":1,"nonce":"${'A'.repeat(87)}"}`,
  ],
  [
    'choice by its place',
    'by its value here',
    'reader',
    `{"type":"visitEnded","visit":"${visitKey}","outcome":0}`,
  ],
  [
    'list for an object',
    'types must fit',
    'host',
    '{"type":"settingsChanged","settings":[],"disaster":false}',
  ],
  [
    'number for a truth',
    'types must fit',
    'host',
    '{"type":"registrationAnswer","request":1,"registered":1}',
  ],
  ['number for a text', 'types must fit', 'host', '{"type":"turnedAway","code":1}'],
  ['text too long', '17 characters of 16', 'host', `{"type":"turnedAway","code":"${'a'.repeat(17)}"}`],
  ['half a character', 'a surrogate alone is no text', 'host', '{"type":"turnedAway","code":"\\ud842"}'],
  [
    'visit key of another form',
    'a serial number alone',
    'reader',
    '{"type":"visitBegan","visit":"FCR-000001"}',
  ],
  [
    'no date',
    'there is no thirteenth month',
    'host',
    '{"type":"eligibilityAnswer","request":1,"verdict":"valid","registered":true,"graceUntil":"2026-13-01","recipientCertificates":false}',
  ],
  ['serial number of another form', 'small letters and a space', 'reader', helloLine({ serial: 'fcr 1' })],
  ['object for a list', 'types must fit', 'reader', helloLine({ ended: {} })],
  ['list too long', '33 items of 32', 'reader', helloLine({ capabilities: Array<string>(33).fill('a') })],
  ['wrong item', 'the second item is no text', 'reader', helloLine({ capabilities: ['a', 2] })],
];

function helloLine(change: JsonObject): string {
  const [hello] = exampleMessages.hello;
  return JSON.stringify({ ...(hello === undefined ? {} : messageToJson(hello.message)), ...change });
}

const jsonLines = (): VectorFile => ({
  about: 'Lines of text as messages in JSON form (protocol/README.md, JSON form)',
  vectors: linesRead.map(([name, why, from, line]) => ({
    name,
    from,
    line,
    decodeOnly: true,
    ...outcome(messageFromJsonText(line, from), messageToJson),
    why,
  })),
});

// ── states ──────────────────────────────────────────────────────────────────────────────────────────────

const states = (): VectorFile => ({
  about: 'Every message in every state of a session, and where it is refused (protocol/README.md, States)',
  vectors: Object.values(exampleMessages).flatMap(([example]) =>
    example === undefined ? [] : sessionStates.map((state) => inState(example.message, state)),
  ),
});

const inState = (message: Message, state: SessionState): Vector => {
  const problem = allowedIn(message, state);
  return {
    name: `${message.type} while ${state}`,
    from: messages[message.type].from,
    state,
    hex: hexOf(encodeMessage(message)),
    ...(problem === null ? { decoded: messageToJson(message) } : { refused: refusal(problem) }),
    why: problem === null ? 'allowed' : 'not allowed in this state',
  };
};

/** Every file of protocol/vectors/, by its name. */
export const protocolVectors: Readonly<Record<string, () => VectorFile>> = {
  'frames.json': frames,
  'packets.json': packets,
  'reports.json': reports,
  'report-channels.json': reportChannels,
  'messages.json': messageVectors,
  'json-lines.json': jsonLines,
  'states.json': states,
  'channel.json': channelVectors,
};

/** The text of a file of vectors: one vector a line, so that a changed byte is a changed line. */
export const vectorText = ({ about, vectors }: VectorFile): string =>
  `{\n"about": ${JSON.stringify(about)},\n"vectors": [\n${vectors.map((vector) => JSON.stringify(vector)).join(',\n')}\n]\n}\n`;
