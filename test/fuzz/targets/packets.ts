/** Packets: the payload of one frame. */

import { isDeepStrictEqual } from 'node:util';
import {
  decodePacket,
  encodePacket,
  longestCode,
  type Packet,
  type PacketKind,
  packetLayouts,
  partLengths,
  proofLength,
} from '../../../protocol/link/packet.ts';
import { longestReport } from '../../../protocol/link/receive-window.ts';
import type { Random } from '../../protocol/random.ts';
import { insist, kindOf, type Target } from '../target.ts';

const kinds = Object.keys(packetLayouts) as PacketKind[];
type PartKind = keyof typeof partLengths;
type Parts = Readonly<Record<string, { readonly is: PartKind }>>;

const codes = ['EMU-103', 'EMU-207', '', '!', '~'.repeat(longestCode)];

const values: Readonly<Record<PartKind, (random: Random) => unknown>> = {
  u8: (random) => random.between(0, 255),
  u32: (random) =>
    random.chance(0.3)
      ? random.of([0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff])
      : random.between(0, 0xffff_ffff),
  flag: (random) => random.chance(0.5),
  id: (random) => random.bytes(8),
  bytes: (random) => random.bytes(random.between(1, random.chance(0.01) ? 1500 : 40)),
  code: (random) => random.of(codes),
  proof: (random) => random.bytes(random.chance(0.5) ? proofLength : 0),
  ranges: (random) =>
    Array.from({ length: random.between(0, longestReport) }, () => [
      random.between(1, 64),
      random.between(1, random.chance(0.1) ? 0xffff : 64),
    ]),
};

export function soundPacket(random: Random): Packet {
  const kind = random.of(kinds);
  const parts = Object.entries(packetLayouts[kind].parts as Parts).map(([name, { is }]) => [
    name,
    values[is](random),
  ]);
  return { kind, ...Object.fromEntries(parts) } as unknown as Packet;
}

/** Offsets of the bytes of which not every bit is read. */
const flagsOf = (kind: PacketKind): number[] => {
  const offsets: number[] = [];
  let at = 1;
  for (const { is } of Object.values(packetLayouts[kind].parts as Parts)) {
    if (is === 'flag') offsets.push(at);
    at += partLengths[is] ?? 0;
  }
  return offsets;
};
const flags = Object.fromEntries(kinds.map((kind) => [kind, flagsOf(kind)])) as Record<PacketKind, number[]>;

export const packets: Target = {
  name: 'packets',
  share: 25,
  longest: 4096,
  tokens: kinds.map((kind) => Uint8Array.of(packetLayouts[kind].byte)),
  sound(random) {
    const packet = soundPacket(random);
    const bytes = encodePacket(packet);
    const read = decodePacket(bytes);
    insist(read.ok && isDeepStrictEqual(read.value, packet), 'a packet comes back as it was');
    return bytes;
  },
  judge(input) {
    const read = decodePacket(input);
    if (!read.ok) return [kindOf(read.problem)];
    const { kind } = read.value;
    const written = encodePacket(read.value);
    insist(written.length === input.length, 'a packet that is read is written in as many bytes');
    for (let at = 0; at < input.length; at += 1) {
      if (written[at] !== input[at])
        insist(flags[kind].includes(at), 'in the same bytes, but for flags that mean nothing');
    }
    return [`accepted ${kind}`];
  },
};
