/** The contents of protocol/vectors/packets.json: payloads of frames, and the packets that they are. */

import { encodeMessage } from '../../protocol/codec.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import {
  decodePacket,
  encodePacket,
  type Packet,
  packetLayouts,
  proofLength,
  sessionId,
  sessionTag,
} from '../../protocol/link/packet.ts';
import type { Message } from '../../protocol/messages.ts';
import { bytesOf, hexOf, outcome, type VectorFile } from './vector-file.ts';

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

export const packets = (): VectorFile => ({
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
