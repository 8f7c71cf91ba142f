/**
 * Link packets: what one frame carries. A kind byte, then the parts of `packetLayouts` in their order, big-endian;
 * coding and the tables of protocol/README.md follow from that one table. When each is sent is the link's (link.ts).
 */

import { ok, type Result, refuse } from '../result.ts';
import { type HeldRange, longestReport } from './receive-window.ts';

/** Versions of the link layer that this code speaks. */
export const linkVersions = { min: 1, max: 1 } as const;

interface PartValues {
  readonly u8: number;
  readonly u32: number;
  /** One byte, of which bit 0 counts; the others are sent as 0 and not read. */
  readonly flag: boolean;
  /** A session's id: 4 bytes of the host, then 4 of the reader. */
  readonly id: Uint8Array;
  /** The rest of the packet, at least one byte. */
  readonly bytes: Uint8Array;
  /** The rest of the packet: printable ASCII, an error code or nothing. */
  readonly code: string;
  /** The rest of the packet: pairs of 2 bytes each, none 0. */
  readonly ranges: readonly HeldRange[];
  /** The rest of the packet: `proofLength` bytes or none. */
  readonly proof: Uint8Array;
}
type PartKind = keyof PartValues;
interface Part {
  readonly is: PartKind;
  readonly about: string;
}
interface PacketLayout {
  readonly byte: number;
  readonly from: 'host' | 'reader' | 'either';
  readonly about: string;
  readonly parts: Readonly<Record<string, Part>>;
}

/** Bytes that each kind of part takes; null: all that remain. */
export const partLengths = {
  u8: 1,
  u32: 4,
  flag: 1,
  id: 8,
  bytes: null,
  code: null,
  ranges: null,
  proof: null,
} as const satisfies Record<PartKind, number | null>;
/** Bytes of the longest code. */
export const longestCode = 16;
/** Bytes of a proof, where there is one. */
export const proofLength = 16;
/** Bytes of one range in a report. */
const rangeLength = 4;

const part = <const K extends PartKind>(is: K, about: string) => ({ is, about }) as const;
const session = part('u32', 'session tag: both halves of the session id, XORed');
const expected = part('u32', "offset of the next byte that the sender wants of the other's stream");
const attempt = part('u32', 'number of the `open`, from 1 in each session');
const secure = part('flag', 'bit 0: wants the secure channel');
const proof = part('proof', `proof of a bound session, ${proofLength} bytes, or nothing`);

export const packetLayouts = {
  open: {
    byte: 0x01,
    from: 'host',
    about: 'begins a session or asks to resume one; repeated until answered',
    parts: {
      min: part('u8', 'lowest link version'),
      max: part('u8', 'highest link version'),
      resume: part('flag', 'bit 0: asks to resume'),
      secure,
      id: part('id', 'session id; its second half is 0 in a new session'),
      expected,
      attempt,
      proof,
    },
  },
  accept: {
    byte: 0x02,
    from: 'reader',
    about: 'the session stands',
    parts: {
      version: part('u8', 'link version from here on'),
      secure,
      id: part('id', 'session id'),
      expected,
      attempt: part('u32', 'the number of the `open` that is answered'),
      proof,
    },
  },
  refuse: {
    byte: 0x03,
    from: 'reader',
    about: 'no session, and why',
    parts: { code: part('code', 'error code') },
  },
  unknown: {
    byte: 0x04,
    from: 'reader',
    about: 'the session that is to be resumed is not held here: begin a new one',
    parts: { id: part('id', 'session id') },
  },
  data: {
    byte: 0x10,
    from: 'either',
    about: "a segment of the sender's byte stream",
    parts: {
      session,
      expected,
      offset: part('u32', "offset of the first byte in the sender's stream"),
      bytes: part('bytes', 'the bytes, at least one'),
    },
  },
  ack: {
    byte: 0x11,
    from: 'either',
    about: 'everything before that offset has arrived, and nothing beyond it is held',
    parts: { session, expected },
  },
  missing: {
    byte: 0x12,
    from: 'either',
    about: 'something is missing: send it again',
    parts: {
      session,
      expected,
      damaged: part('flag', 'bit 0: a frame was damaged after the last segment that came'),
      held: part(
        'ranges',
        `what is held beyond the gap, at most ${longestReport} ranges: bytes missing before it (2 bytes), its own length (2 bytes)`,
      ),
    },
  },
  ping: { byte: 0x13, from: 'either', about: 'are you there?', parts: { session, expected } },
  pong: { byte: 0x14, from: 'either', about: 'I am', parts: { session, expected } },
  close: {
    byte: 0x1f,
    from: 'either',
    about: 'the session is over; nothing is resumed',
    parts: { session, code: part('code', 'error code, or nothing') },
  },
} as const satisfies Record<string, PacketLayout>;

export type PacketKind = keyof typeof packetLayouts;
export type PacketOf<K extends PacketKind> = { readonly kind: K } & {
  readonly [N in keyof (typeof packetLayouts)[K]['parts']]: (typeof packetLayouts)[K]['parts'][N] extends {
    readonly is: infer P extends PartKind;
  }
    ? PartValues[P]
    : never;
};
export type Packet = { [K in PacketKind]: PacketOf<K> }[PacketKind];

interface Compiled {
  readonly kind: PacketKind;
  readonly byte: number;
  readonly parts: readonly (readonly [name: string, is: PartKind])[];
  /** Length without a part that takes the rest. */
  readonly fixed: number;
  /** That part: its name and kind. */
  readonly rest: string | null;
  readonly restIs: PartKind;
}

/** Bytes of a part that takes the rest. */
const restLength = (is: PartKind, value: unknown): number =>
  is === 'ranges'
    ? (value as readonly HeldRange[]).length * rangeLength
    : (value as string | Uint8Array).length;

const compile = (kind: PacketKind, { byte, parts }: PacketLayout): Compiled => {
  const list = Object.entries(parts).map(([name, { is }]) => [name, is] as const);
  const rest = list.find(([, is]) => partLengths[is] === null);
  return {
    kind,
    byte,
    parts: list,
    fixed: list.reduce((sum, [, is]) => sum + (partLengths[is] ?? 0), 1),
    rest: rest?.[0] ?? null,
    restIs: rest?.[1] ?? 'bytes',
  };
};

const byKind = new Map<PacketKind, Compiled>();
const byByte = new Map<number, Compiled>();
for (const kind of Object.keys(packetLayouts) as PacketKind[]) {
  const compiled = compile(kind, packetLayouts[kind]);
  byKind.set(kind, compiled);
  byByte.set(compiled.byte, compiled);
}

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

/** A session's id, from the halves that its two ends have drawn. */
export function sessionId(hostHalf: Uint8Array, readerHalf: Uint8Array): Uint8Array {
  const id = new Uint8Array(8);
  id.set(hostHalf.subarray(0, 4));
  id.set(readerHalf.subarray(0, 4), 4);
  return id;
}

/** What the packets of a session carry of its id, so that bytes left over from another session are told from its own. */
export const sessionTag = (id: Uint8Array): number => (get32(id, 0) ^ get32(id, 4)) >>> 0;

/** Whether the host has drawn both ids as one: a repeated `open` is told by it. */
export const sameHostHalf = (a: Uint8Array, b: Uint8Array): boolean => get32(a, 0) === get32(b, 0);
export const sameSession = (a: Uint8Array, b: Uint8Array): boolean =>
  sameHostHalf(a, b) && get32(a, 4) === get32(b, 4);

/** The bytes of a packet, one frame's payload. */
export function encodePacket(packet: Packet): Uint8Array {
  const { byte, parts, fixed, rest, restIs } = byKind.get(packet.kind) as Compiled;
  const values = packet as Readonly<Record<string, unknown>>;
  const tail = rest === null ? 0 : restLength(restIs, values[rest]);
  const bytes = new Uint8Array(fixed + tail);
  bytes[0] = byte;
  let at = 1;
  for (const [name, is] of parts) {
    const value = values[name];
    switch (is) {
      case 'u8':
        bytes[at] = value as number;
        break;
      case 'flag':
        bytes[at] = value === true ? 1 : 0;
        break;
      case 'u32':
        put32(bytes, at, value as number);
        break;
      case 'id':
      case 'bytes':
      case 'proof':
        bytes.set(value as Uint8Array, at);
        break;
      case 'ranges':
        putRanges(bytes, at, value as readonly HeldRange[]);
        break;
      case 'code':
        for (let i = 0; i < tail; i += 1) bytes[at + i] = (value as string).charCodeAt(i);
    }
    at += partLengths[is] ?? tail;
  }
  return bytes;
}

/** Bytes of a data packet before those of its segment. */
export const dataHeadLength = (byKind.get('data') as Compiled).fixed;

/** Writes the head of a data packet before the segment that stands in `packet` already: no byte of it is copied. */
export function putDataHead(packet: Uint8Array, session: number, expected: number, offset: number): void {
  packet[0] = packetLayouts.data.byte;
  put32(packet, 1, session);
  put32(packet, 5, expected);
  put32(packet, 9, offset);
}

/** What a frame's payload says as a packet, or why it is none (EMU-102). Its bytes are shared, not copied. */
export function decodePacket(bytes: Uint8Array): Result<Packet> {
  const first = bytes[0];
  if (first === undefined) return refuse('EMU-102', { reason: 'empty' });
  const layout = byByte.get(first);
  if (layout === undefined) return refuse('EMU-102', { reason: `kind ${first}` });
  const { kind, parts, fixed, rest } = layout;
  if (rest === null ? bytes.length !== fixed : bytes.length < fixed) return wrongLength(kind, bytes);
  const packet: Record<string, unknown> = { kind };
  let at = 1;
  for (const [name, is] of parts) {
    switch (is) {
      case 'u8':
        packet[name] = bytes[at];
        break;
      case 'flag':
        packet[name] = ((bytes[at] as number) & 1) === 1;
        break;
      case 'u32':
        packet[name] = get32(bytes, at);
        break;
      case 'id':
        packet[name] = bytes.subarray(at, at + 8);
        break;
      case 'bytes':
        if (at === bytes.length) return wrongLength(kind, bytes);
        packet[name] = bytes.subarray(at);
        break;
      case 'code': {
        const code = codeIn(bytes, at);
        if (code === null) return refuse('EMU-102', { reason: `${kind} with a code that is none` });
        packet[name] = code;
        break;
      }
      case 'proof':
        if (bytes.length !== at && bytes.length !== at + proofLength) return wrongLength(kind, bytes);
        packet[name] = bytes.subarray(at);
        break;
      case 'ranges': {
        const ranges = rangesIn(bytes, at);
        if (ranges === null) return refuse('EMU-102', { reason: `${kind} with ranges that are none` });
        packet[name] = ranges;
      }
    }
    at += partLengths[is] ?? 0;
  }
  return ok(packet as Packet);
}

const wrongLength = (kind: PacketKind, { length }: Uint8Array): Result<never> =>
  refuse('EMU-102', { reason: `${kind} of ${length} bytes` });

/** The code is shown in logs, so nothing but a code may pass for one. */
const codeIn = (bytes: Uint8Array, from: number): string | null => {
  if (bytes.length - from > longestCode) return null;
  let code = '';
  for (let i = from; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte <= 0x20 || byte > 0x7e) return null;
    code += String.fromCharCode(byte);
  }
  return code;
};

const putRanges = (bytes: Uint8Array, from: number, ranges: readonly HeldRange[]): void => {
  let at = from;
  for (const range of ranges) {
    for (const count of range) {
      bytes[at] = count >>> 8;
      bytes[at + 1] = count;
      at += 2;
    }
  }
};

const rangesIn = (bytes: Uint8Array, from: number): HeldRange[] | null => {
  const length = bytes.length - from;
  if (length % rangeLength !== 0 || length > longestReport * rangeLength) return null;
  const ranges: HeldRange[] = [];
  for (let at = from; at < bytes.length; at += rangeLength) {
    const gap = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
    const held = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    if (gap === 0 || held === 0) return null;
    ranges.push([gap, held]);
  }
  return ranges;
};
