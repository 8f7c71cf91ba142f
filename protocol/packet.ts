/**
 * Link packets: what one frame carries. A fixed binary head, big-endian, then a body; the layout table of
 * protocol/README.md is written from `packetLayouts`.
 */

import { ok, type Result, refuse } from './result.ts';

/** Versions of the link layer that this code speaks. */
export const linkVersions = { min: 1, max: 1 } as const;

/** `session` is the first four bytes of the session's id: bytes left over from an earlier session are told by it. */
export type Packet =
  | {
      readonly kind: 'open';
      readonly min: number;
      readonly max: number;
      readonly id: Uint8Array;
      readonly expected: number;
      readonly resume: boolean;
    }
  | {
      readonly kind: 'accept';
      readonly version: number;
      readonly id: Uint8Array;
      readonly expected: number;
      readonly resumed: boolean;
    }
  | { readonly kind: 'refuse'; readonly code: string }
  | {
      readonly kind: 'data';
      readonly session: number;
      readonly ack: number;
      readonly seq: number;
      readonly payload: Uint8Array;
    }
  | { readonly kind: 'ack' | 'missing' | 'ping' | 'pong'; readonly session: number; readonly ack: number }
  | { readonly kind: 'close'; readonly session: number; readonly code: string };

/** Offset, length and meaning of each part, for each kind of packet. */
export const packetLayouts = {
  open: {
    byte: 0x01,
    parts: [
      ['lowest link version', 1],
      ['highest link version', 1],
      ['flags: bit 0 = asks to resume', 1],
      ['session id', 8],
      ['next sequence number expected', 4],
    ],
    about: 'host → reader: begins a session or asks to resume one; repeated until answered',
  },
  accept: {
    byte: 0x02,
    parts: [
      ['link version from here on', 1],
      ['flags: bit 0 = resumed', 1],
      ['session id', 8],
      ['next sequence number expected', 4],
    ],
    about: 'reader → host: the session stands',
  },
  refuse: { byte: 0x03, parts: [['error code, ASCII', -1]], about: 'reader → host: no session, and why' },
  data: {
    byte: 0x10,
    parts: [
      ['session tag', 4],
      ['next sequence number expected', 4],
      ['sequence number', 4],
      ['message', -1],
    ],
    about: 'either way: one message',
  },
  ack: {
    byte: 0x11,
    parts: [
      ['session tag', 4],
      ['next sequence number expected', 4],
    ],
    about: 'either way: everything before that number has arrived',
  },
  missing: {
    byte: 0x12,
    parts: [
      ['session tag', 4],
      ['next sequence number expected', 4],
    ],
    about: 'either way: a frame was damaged or skipped; send again from that number',
  },
  ping: {
    byte: 0x13,
    parts: [
      ['session tag', 4],
      ['next sequence number expected', 4],
    ],
    about: 'either way: are you there?',
  },
  pong: {
    byte: 0x14,
    parts: [
      ['session tag', 4],
      ['next sequence number expected', 4],
    ],
    about: 'either way: I am',
  },
  close: {
    byte: 0x1f,
    parts: [
      ['session tag', 4],
      ['error code, ASCII, may be empty', -1],
    ],
    about: 'either way: the session is over; nothing is resumed',
  },
} as const satisfies Record<
  Packet['kind'],
  { byte: number; parts: readonly (readonly [string, number])[]; about: string }
>;

const put32 = (bytes: Uint8Array, at: number, value: number): void => {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
};
const get32 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)) >>>
  0;

export const sessionTag = (id: Uint8Array): number => get32(id, 0);

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 16));

export function encodePacket(packet: Packet): Uint8Array {
  const { byte } = packetLayouts[packet.kind];
  switch (packet.kind) {
    case 'open': {
      const bytes = new Uint8Array(16);
      bytes.set([byte, packet.min, packet.max, packet.resume ? 1 : 0]);
      bytes.set(packet.id, 4);
      put32(bytes, 12, packet.expected);
      return bytes;
    }
    case 'accept': {
      const bytes = new Uint8Array(15);
      bytes.set([byte, packet.version, packet.resumed ? 1 : 0]);
      bytes.set(packet.id, 3);
      put32(bytes, 11, packet.expected);
      return bytes;
    }
    case 'refuse':
      return Uint8Array.from([byte, ...[...packet.code].map((c) => c.charCodeAt(0))]);
    case 'data': {
      const bytes = new Uint8Array(13 + packet.payload.length);
      bytes[0] = byte;
      put32(bytes, 1, packet.session);
      put32(bytes, 5, packet.ack);
      put32(bytes, 9, packet.seq);
      bytes.set(packet.payload, 13);
      return bytes;
    }
    case 'close': {
      const bytes = new Uint8Array(5 + packet.code.length);
      bytes[0] = byte;
      put32(bytes, 1, packet.session);
      for (let i = 0; i < packet.code.length; i += 1) bytes[5 + i] = packet.code.charCodeAt(i);
      return bytes;
    }
    default: {
      const bytes = new Uint8Array(9);
      bytes[0] = byte;
      put32(bytes, 1, packet.session);
      put32(bytes, 5, packet.ack);
      return bytes;
    }
  }
}

/** What a frame's payload says as a packet, or why it is none. */
export function decodePacket(bytes: Uint8Array): Result<Packet> {
  const length = bytes.length;
  switch (bytes[0]) {
    case packetLayouts.open.byte:
      if (length !== 16) return refuse('EMU-102', { reason: 'open of another length' });
      return ok({
        kind: 'open',
        min: bytes[1] as number,
        max: bytes[2] as number,
        resume: ((bytes[3] as number) & 1) === 1,
        id: bytes.slice(4, 12),
        expected: get32(bytes, 12),
      });
    case packetLayouts.accept.byte:
      if (length !== 15) return refuse('EMU-102', { reason: 'accept of another length' });
      return ok({
        kind: 'accept',
        version: bytes[1] as number,
        resumed: ((bytes[2] as number) & 1) === 1,
        id: bytes.slice(3, 11),
        expected: get32(bytes, 11),
      });
    case packetLayouts.refuse.byte:
      return ok({ kind: 'refuse', code: ascii(bytes.subarray(1)) });
    case packetLayouts.data.byte:
      if (length < 13) return refuse('EMU-102', { reason: 'data too short' });
      return ok({
        kind: 'data',
        session: get32(bytes, 1),
        ack: get32(bytes, 5),
        seq: get32(bytes, 9),
        payload: bytes.subarray(13),
      });
    case packetLayouts.ack.byte:
      return short('ack', bytes);
    case packetLayouts.missing.byte:
      return short('missing', bytes);
    case packetLayouts.ping.byte:
      return short('ping', bytes);
    case packetLayouts.pong.byte:
      return short('pong', bytes);
    case packetLayouts.close.byte:
      if (length < 5) return refuse('EMU-102', { reason: 'close too short' });
      return ok({ kind: 'close', session: get32(bytes, 1), code: ascii(bytes.subarray(5)) });
    default:
      return refuse('EMU-102', { reason: length === 0 ? 'empty' : `kind ${bytes[0]}` });
  }
}

const short = (kind: 'ack' | 'missing' | 'ping' | 'pong', bytes: Uint8Array): Result<Packet> =>
  bytes.length === 9
    ? ok({ kind, session: get32(bytes, 1), ack: get32(bytes, 5) })
    : refuse('EMU-102', { reason: `${kind} of another length` });
