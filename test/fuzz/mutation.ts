/** Changes an input a little, in the ways in which bytes go wrong and in those in which somebody would make them so. */

import type { Random } from '../protocol/random.ts';

/** Bytes at the edges of what they can mean: signs, counts, CBOR heads of the longest kinds, delimiters. */
const edges = [
  0x00, 0x01, 0x17, 0x18, 0x1b, 0x1f, 0x5b, 0x7b, 0x7f, 0x80, 0x9b, 0x9f, 0xbb, 0xf7, 0xfe, 0xff,
];

export interface Surroundings {
  readonly tokens: readonly Uint8Array[];
  /** Another input, to take pieces from. */
  readonly other: Uint8Array;
  readonly longest: number;
}

/** A copy of `input` with one to four changes. */
export function mutated(input: Uint8Array, random: Random, surroundings: Surroundings): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(input);
  do bytes = changedOnce(bytes, random, surroundings);
  while (random.chance(0.45));
  return bytes.length > surroundings.longest ? bytes.subarray(0, surroundings.longest) : bytes;
}

function changedOnce(bytes: Uint8Array, random: Random, { tokens, other }: Surroundings): Uint8Array {
  const at = random.between(0, bytes.length);
  const last = bytes.length - 1;
  const place = Math.min(at, last);
  switch (last < 0 ? 6 : random.between(0, 10)) {
    case 0:
      bytes[place] = (bytes[place] as number) ^ (1 << random.between(0, 7));
      return bytes;
    case 1:
      bytes[place] = random.between(0, 255);
      return bytes;
    case 2:
      bytes[place] = random.of(edges);
      return bytes;
    case 3:
      // A count one too small or too great does what no random byte does.
      bytes[place] = (bytes[place] as number) + (random.chance(0.5) ? 1 : -1);
      return bytes;
    case 4:
      return bytes.subarray(0, at);
    case 5:
      return without(bytes, at, random.between(1, 8));
    case 6:
      return withAt(bytes, at, random.bytes(random.between(1, 4)));
    case 7:
      return tokens.length === 0 ? bytes : withAt(bytes, at, random.of(tokens));
    case 8: {
      const token = tokens.length === 0 ? random.bytes(1) : random.of(tokens);
      return withAt(without(bytes, at, token.length), at, token);
    }
    case 9: {
      const from = random.between(0, other.length);
      return withAt(bytes, at, other.subarray(from, from + random.between(0, 64)));
    }
    default: {
      const piece = bytes.slice(at, at + random.between(1, 32));
      return withAt(bytes, random.between(0, bytes.length), piece);
    }
  }
}

function withAt(bytes: Uint8Array, at: number, piece: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + piece.length);
  whole.set(bytes.subarray(0, at));
  whole.set(piece, at);
  whole.set(bytes.subarray(at), at + piece.length);
  return whole;
}

function without(bytes: Uint8Array, at: number, count: number): Uint8Array {
  const rest = bytes.subarray(Math.min(at + count, bytes.length));
  const whole = new Uint8Array(at + rest.length);
  whole.set(bytes.subarray(0, at));
  whole.set(rest, at);
  return whole;
}
