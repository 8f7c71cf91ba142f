/** Ends of a link, and the packets that a test writes and reads by hand in place of the other end. */

import { encodeFrame, FrameDecoder } from '../../../protocol/link/frame.ts';
import { Link, type LinkEvent, type LinkOptions } from '../../../protocol/link/link.ts';
import {
  decodePacket,
  encodePacket,
  linkVersions,
  type Packet,
  type PacketOf,
  sessionId,
  sessionTag,
} from '../../../protocol/link/packet.ts';
import { Random } from '../random.ts';
import { BadCable, type Role } from './bad-cable.ts';

export const roles = ['host', 'reader'] as const;
export const text = (words: string): Uint8Array => Buffer.from(words);
export const frameOf = (packet: Packet): Uint8Array => encodeFrame(encodePacket(packet));

export const packetsIn = (chunks: readonly Uint8Array[]): Packet[] => {
  const decoder = new FrameDecoder();
  return chunks.flatMap((chunk) =>
    decoder.push(chunk).map((outcome) => {
      const packet = outcome.kind === 'frame' ? decodePacket(outcome.payload) : null;
      if (packet?.ok !== true) throw new Error('a link wrote what is no packet');
      return packet.value;
    }),
  );
};
export const kindsIn = (chunks: readonly Uint8Array[]): string[] => packetsIn(chunks).map(({ kind }) => kind);

/** A sound cable with both ends attached and the session standing. */
export const connected = (): BadCable => {
  const cable = new BadCable(new Random(1));
  for (const role of roles) cable.attach(role);
  cable.run(10);
  for (const role of roles) cable.events[role].length = 0;
  return cable;
};
export const typesAt = (cable: BadCable, role: Role): LinkEvent['type'][] =>
  cable.events[role].map(({ type }) => type);
export const wordsAt = (cable: BadCable, role: Role): string[] =>
  cable.events[role].flatMap((event) =>
    event.type === 'received' ? [Buffer.from(event.payload).toString()] : [],
  );

/** Bytes reach an end, and it does what is due then: what is due at once also waits for `advance`. */
export const hear = (link: Link, bytes: Uint8Array, now: number): void => {
  link.received(bytes, now);
  link.advance(now);
};

export const hostHalf = Uint8Array.of(1, 2, 3, 4);
export const readerHalf = Uint8Array.of(5, 6, 7, 8);
export const id = sessionId(hostHalf, readerHalf);
export const session = sessionTag(id);
/** The offset of the byte so many into either stream. */
export const at = (byte: number): number => session + byte;
export const noProof = new Uint8Array(0);

export const openOf = (changes: Partial<PacketOf<'open'>> = {}): Packet => ({
  kind: 'open',
  ...linkVersions,
  resume: false,
  secure: false,
  id: sessionId(hostHalf, new Uint8Array(4)),
  expected: 0,
  attempt: 1,
  proof: noProof,
  ...changes,
});
export const acceptOf = (changes: Partial<PacketOf<'accept'>> = {}): Packet => ({
  kind: 'accept',
  version: 1,
  secure: false,
  id,
  expected: session,
  attempt: 1,
  proof: noProof,
  ...changes,
});
export const resumeOf = (changes: Partial<PacketOf<'open'>> = {}): Packet =>
  openOf({ resume: true, id, expected: session, attempt: 2, ...changes });

/** Bytes of the other end's stream, from that byte on. */
export const segment = (byte: number, bytes: Uint8Array): Uint8Array =>
  frameOf({ kind: 'data', session, expected: at(0), offset: at(byte), bytes });
/** A message as it stands in a stream. */
export const inStream = (message: Uint8Array): Uint8Array =>
  Uint8Array.of(message.length >> 8, message.length & 0xff, ...message);
export const ackOf = (byte: number): Uint8Array => frameOf({ kind: 'ack', session, expected: at(byte) });
export const missingOf = (
  byte: number,
  { damaged = false, held = [] }: Partial<PacketOf<'missing'>> = {},
): Uint8Array => frameOf({ kind: 'missing', session, expected: at(byte), damaged, held });
export const damagedFrame = Uint8Array.of(3, 1, 1, 0);

/** The pieces of its stream that an end has written: the byte they begin at, and their length. */
export const piecesIn = (chunks: readonly Uint8Array[]): [byte: number, length: number][] =>
  packetsIn(chunks).flatMap((packet) =>
    packet.kind === 'data' ? [[packet.offset - session, packet.bytes.length]] : [],
  );
export const messagesAt = (link: Link): string[] =>
  link
    .takeEvents()
    .flatMap((event) => (event.type === 'received' ? [Buffer.from(event.payload).toString()] : []));

/** One end alone, in a session that stands; the test writes the other end's packets. */
export const standing = (role: Role, options?: LinkOptions): Link => {
  const link = new Link(role, () => (role === 'host' ? hostHalf : readerHalf), options);
  link.attached(0);
  const secure = options?.secure ?? false;
  hear(link, frameOf(role === 'host' ? acceptOf({ secure }) : openOf({ secure })), 0);
  link.takeOutput();
  link.takeEvents();
  return link;
};
