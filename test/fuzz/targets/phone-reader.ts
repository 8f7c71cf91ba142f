/**
 * What is said of the field of a phone reader, the packets that carry it, and the messages between host and driver. The
 * first byte of an input says which of them the rest is given to.
 */

import {
  type DriverMessage,
  decodeDriverMessage,
  encodeDriverMessage,
} from '../../../protocol/phone-reader/driver-messages.ts';
import { decodeFieldPacket } from '../../../protocol/phone-reader/field-channel.ts';
import {
  decodeFieldOrder,
  decodeFieldReport,
  encodeFieldOrder,
  encodeFieldReport,
  type FieldOrder,
  type FieldReport,
  fieldOrders,
  fieldReports,
} from '../../../protocol/phone-reader/field-messages.ts';
import type { Result } from '../../../protocol/result.ts';
import type { Random } from '../../protocol/random.ts';
import { insist, kindOf, sameBytes, type Target } from '../target.ts';

const number = (random: Random): number =>
  random.chance(0.3) ? random.of([0, 1, 0x8000_0000, 0xffff_ffff]) : random.between(0, 0xffff_ffff);

function anyOrder(random: Random): FieldOrder {
  const kind = random.of(['activate', 'transmit', 'off'] as const);
  if (kind === 'off') return { kind };
  if (kind === 'activate') return { kind, number: number(random) };
  return { kind, number: number(random), apdu: random.bytes(random.between(4, 300)) };
}

function anyReport(random: Random): FieldReport {
  const kind = random.of(['arrived', 'left', 'none', 'several', 'gone', 'one', 'answered'] as const);
  switch (kind) {
    case 'arrived':
    case 'left':
      return { kind };
    case 'one':
      return { kind, number: number(random), answerToSelect: random.bytes(random.between(0, 255)) };
    case 'answered':
      return { kind, number: number(random), apdu: random.bytes(random.between(2, 300)) };
    default:
      return { kind, number: number(random) };
  }
}

const anyDriverMessage = (random: Random): DriverMessage =>
  random.chance(0.5)
    ? { kind: random.of(['there', 'away'] as const) }
    : { kind: 'packet', packet: random.bytes(random.between(0, 100)) };

const anyPacket = (random: Random): Uint8Array => {
  const kind = random.between(1, 5);
  return Uint8Array.of(kind, ...random.bytes(4), ...random.bytes(kind === 5 ? 0 : random.between(0, 60)));
};

interface Decoder {
  readonly name: string;
  /** Null where what is read is not written by itself. */
  readonly judged: (input: Uint8Array) => {
    readonly read: Result<{ readonly kind: string }>;
    readonly again: Uint8Array | null;
  };
  readonly sound: (random: Random) => Uint8Array;
}

function decoder<T extends { readonly kind: string }>(
  name: string,
  decode: (input: Uint8Array) => Result<T>,
  encode: ((value: T) => Uint8Array) | null,
  sound: (random: Random) => Uint8Array,
): Decoder {
  return {
    name,
    judged(input) {
      const read = decode(input);
      return { read, again: read.ok && encode !== null ? encode(read.value) : null };
    },
    sound,
  };
}

const decoders: readonly Decoder[] = [
  decoder('order', decodeFieldOrder, encodeFieldOrder, (random) => encodeFieldOrder(anyOrder(random))),
  decoder('report', decodeFieldReport, encodeFieldReport, (random) => encodeFieldReport(anyReport(random))),
  decoder('packet', decodeFieldPacket, null, anyPacket),
  decoder('driver', decodeDriverMessage, encodeDriverMessage, (random) =>
    encodeDriverMessage(anyDriverMessage(random)),
  ),
];
const decoderOf = (first: number): Decoder => decoders[first % decoders.length] as Decoder;

export const phoneReader: Target = {
  name: 'phone-reader',
  share: 5,
  longest: 4096,
  tokens: [...Object.values(fieldOrders), ...Object.values(fieldReports)].map(({ byte }) =>
    Uint8Array.of(byte),
  ),
  sound(random) {
    const place = random.between(0, decoders.length - 1);
    const bytes = decoderOf(place).sound(random);
    insist(decoderOf(place).judged(bytes).read.ok, 'what is written is read');
    return Uint8Array.of(place, ...bytes);
  },
  judge(input) {
    const { name, judged } = decoderOf(input[0] ?? 0);
    const bytes = input.subarray(1);
    const { read, again } = judged(bytes);
    if (!read.ok) return [kindOf(read.problem)];
    insist(again === null || sameBytes(again, bytes), 'what is read is written in the same bytes');
    return [`accepted ${name} ${read.value.kind}`];
  },
};
