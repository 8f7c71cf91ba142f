import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dataHeadLength,
  decodePacket,
  encodePacket,
  longestCode,
  type Packet,
  type PacketKind,
  packetLayouts,
  partLengths,
  proofLength,
  putDataHead,
  sessionId,
  sessionTag,
} from '../../../protocol/link/packet.ts';
import { longestReport } from '../../../protocol/link/receive-window.ts';
import { Random, runSeed } from '../random.ts';

const anyCount = fc.integer({ min: 1, max: 0xffff });
const anyPart = {
  u8: fc.nat({ max: 255 }),
  u32: fc.nat({ max: 0xffffffff }),
  flag: fc.boolean(),
  id: fc.uint8Array({ minLength: 8, maxLength: 8 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 100 }),
  code: fc.stringMatching(/^[!-~]{0,16}$/),
  ranges: fc.array(fc.tuple(anyCount, anyCount), { maxLength: longestReport }),
  proof: fc.oneof(
    fc.constant(new Uint8Array(0)),
    fc.uint8Array({ minLength: proofLength, maxLength: proofLength }),
  ),
};

const kinds = Object.keys(packetLayouts) as PacketKind[];
const anyPacket: fc.Arbitrary<Packet> = fc.oneof(
  ...kinds.map((kind) =>
    fc
      .record(
        Object.fromEntries(
          Object.entries(packetLayouts[kind].parts).map(([name, part]) => [
            name,
            anyPart[part.is as keyof typeof anyPart],
          ]),
        ),
        { noNullPrototype: true },
      )
      .map((parts) => ({ kind, ...parts }) as unknown as Packet),
  ),
);

const reasonFor = (bytes: Uint8Array): unknown => {
  const decoded = decodePacket(bytes);
  return decoded.ok ? decoded.value : decoded.problem;
};

/** Bytes of the part that takes the rest. */
const restOf = (packet: Packet): number => {
  if ('bytes' in packet) return packet.bytes.length;
  if ('held' in packet) return packet.held.length * 4;
  if ('proof' in packet) return packet.proof.length;
  return 'code' in packet ? packet.code.length : 0;
};

describe('a packet', () => {
  test('of any kind comes back as it was', () => {
    fc.assert(
      fc.property(anyPacket, (packet) => {
        expect(decodePacket(encodePacket(packet))).toEqual({ ok: true, value: packet });
      }),
      { numRuns: 2000 },
    );
  });

  test('has the length of its parts', () => {
    fc.assert(
      fc.property(anyPacket, (packet) => {
        const parts = Object.values(packetLayouts[packet.kind].parts) as { is: keyof typeof partLengths }[];
        const fixed = parts.reduce((sum, { is }) => sum + (partLengths[is] ?? 0), 1);
        expect(encodePacket(packet).length).toBe(fixed + restOf(packet));
      }),
    );
  });

  test('of data is the same when its head is written before a segment that is there already', () => {
    const anySegment = fc.uint8Array({ minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(anyPart.u32, anyPart.u32, anyPart.u32, anySegment, (session, expected, offset, bytes) => {
        const packet = new Uint8Array(dataHeadLength + bytes.length);
        packet.set(bytes, dataHeadLength);
        putDataHead(packet, session, expected, offset);
        expect(packet).toEqual(encodePacket({ kind: 'data', session, expected, offset, bytes }));
      }),
    );
  });

  test('has a kind byte that no other has', () => {
    expect(new Set(kinds.map((kind) => packetLayouts[kind].byte)).size).toBe(kinds.length);
  });

  test('of random bytes never throws', () => {
    const random = new Random(runSeed);
    for (let i = 0; i < 50_000; i += 1) {
      const bytes = random.bytes(random.between(0, 24));
      if (bytes.length > 0 && random.chance(0.9)) bytes[0] = packetLayouts[random.of(kinds)].byte;
      const decoded = decodePacket(bytes);
      if (!decoded.ok && decoded.problem.code !== 'EMU-102') expect.fail(`seed ${runSeed}, input ${i}`);
    }
  });
});

describe('a packet is refused', () => {
  test('when it is empty', () => {
    expect(reasonFor(new Uint8Array(0))).toEqual({ code: 'EMU-102', detail: { reason: 'empty' } });
  });

  test('when its kind is unknown', () => {
    expect(reasonFor(Uint8Array.of(0x77))).toEqual({ code: 'EMU-102', detail: { reason: 'kind 119' } });
  });

  test.each(kinds.map((kind) => [kind]))('when a %s is too short', (kind) => {
    const { byte, parts } = packetLayouts[kind];
    const fixed = (Object.values(parts) as { is: keyof typeof partLengths }[]).reduce(
      (sum, { is }) => sum + (partLengths[is] ?? 0),
      1,
    );
    const short = new Uint8Array(fixed - 1);
    if (short.length === 0) return;
    short[0] = byte;
    expect(reasonFor(short)).toEqual({
      code: 'EMU-102',
      detail: { reason: `${kind} of ${short.length} bytes` },
    });
  });

  test('when it is longer than its kind', () => {
    const bytes = new Uint8Array(10);
    bytes[0] = packetLayouts.ack.byte;
    expect(reasonFor(bytes)).toEqual({ code: 'EMU-102', detail: { reason: 'ack of 10 bytes' } });
  });

  test('when a segment has no bytes', () => {
    const bytes = new Uint8Array(13);
    bytes[0] = packetLayouts.data.byte;
    expect(reasonFor(bytes)).toEqual({ code: 'EMU-102', detail: { reason: 'data of 13 bytes' } });
  });

  test.each([1, 15, 17])('when a proof has %i bytes', (length) => {
    const bytes = new Uint8Array(19 + length);
    bytes[0] = packetLayouts.accept.byte;
    expect(reasonFor(bytes)).toEqual({
      code: 'EMU-102',
      detail: { reason: `accept of ${19 + length} bytes` },
    });
  });

  test.each([
    ['is half a range', [0, 1, 0]],
    ['has no gap', [0, 0, 0, 1]],
    ['has no bytes', [0, 1, 0, 0]],
    ['has too many ranges', Array<number>(4 * (longestReport + 1)).fill(1)],
  ])('when what is held %s', (_title, held) => {
    const bytes = Uint8Array.from([packetLayouts.missing.byte, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...held]);
    expect(reasonFor(bytes)).toEqual({
      code: 'EMU-102',
      detail: { reason: 'missing with ranges that are none' },
    });
  });

  test.each([
    ['is too long', 'A'.repeat(longestCode + 1)],
    ['has a space', 'EMU 103'],
    ['is not ASCII', 'EMU-１'],
  ])('when its code %s', (_title, code) => {
    const bytes = Uint8Array.from([packetLayouts.refuse.byte, ...Buffer.from(code)]);
    expect(reasonFor(bytes)).toEqual({
      code: 'EMU-102',
      detail: { reason: 'refuse with a code that is none' },
    });
  });
});

test('the tag of a session depends on both halves of its id', () => {
  const host = Uint8Array.of(1, 2, 3, 4);
  const tag = sessionTag(sessionId(host, Uint8Array.of(9, 8, 7, 6)));
  expect(tag).toBe(0x080a0402);
  expect(sessionTag(sessionId(host, Uint8Array.of(9, 8, 7, 5)))).not.toBe(tag);
  expect(sessionTag(sessionId(Uint8Array.of(1, 2, 3, 5), Uint8Array.of(9, 8, 7, 6)))).not.toBe(tag);
});
