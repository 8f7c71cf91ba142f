/** Command and response APDUs, of short and of extended length (ISO/IEC 7816-3 and -4), as bytes. Knows no command by name. */

export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** A view; empty where the command carries none. */
  readonly data: Uint8Array;
  /** How many bytes are wanted, 1 to 256 or (extended) 65,536; null where none are. */
  readonly le: number | null;
}

const none = new Uint8Array(0);

/** The four short and three extended cases; null where the lengths do not add up. */
export function parseCommand(apdu: Uint8Array): CommandApdu | null {
  // By index: taking a typed array apart runs its iterator, and a visit has some forty commands.
  const cla = apdu[0];
  const ins = apdu[1];
  const p1 = apdu[2];
  const p2 = apdu[3];
  const p3 = apdu[4];
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return null;
  if (p3 === undefined) return { cla, ins, p1, p2, data: none, le: null };
  const { length } = apdu;
  if (length === 5) return { cla, ins, p1, p2, data: none, le: p3 === 0 ? 256 : p3 };
  if (p3 === 0) return parseExtended(apdu, cla, ins, p1, p2);
  const end = 5 + p3;
  if (length !== end && length !== end + 1) return null;
  const le = apdu[end];
  return { cla, ins, p1, p2, data: apdu.subarray(5, end), le: le === undefined ? null : le === 0 ? 256 : le };
}

/** A zero where a short length would stand, then lengths of two bytes each. */
function parseExtended(
  apdu: Uint8Array,
  cla: number,
  ins: number,
  p1: number,
  p2: number,
): CommandApdu | null {
  const { length } = apdu;
  if (length < 7) return null;
  const two = (at: number): number => ((apdu[at] ?? 0) << 8) | (apdu[at + 1] ?? 0);
  const expected = (at: number): number => two(at) || 65_536;
  if (length === 7) return { cla, ins, p1, p2, data: none, le: expected(5) };
  const end = 7 + two(5);
  if (end === 7 || (length !== end && length !== end + 2)) return null;
  return { cla, ins, p1, p2, data: apdu.subarray(7, end), le: length === end ? null : expected(end) };
}

/** A response without data. */
export function status(word: number): Uint8Array {
  const bytes = new Uint8Array(2);
  bytes[0] = word >> 8;
  bytes[1] = word & 0xff;
  return bytes;
}

const slabSize = 8192;
let slab = new Uint8Array(slabSize);
let taken = 0;

/** Memory for a response, a piece of a larger one: memory of its own costs more than all else that a command does. */
function memory(length: number): Uint8Array {
  if (length > slabSize / 8) return new Uint8Array(length);
  if (taken + length > slabSize) {
    slab = new Uint8Array(slabSize);
    taken = 0;
  }
  taken += length;
  return slab.subarray(taken - length, taken);
}

/** A response with data and 9000. */
export function response(data: Uint8Array): Uint8Array {
  const bytes = memory(data.length + 2);
  bytes.set(data);
  bytes[data.length] = 0x90;
  return bytes;
}

/** A response with a part of a file and 9000; `end` may lie beyond the file. */
export const partOf = (file: Uint8Array, start: number, end: number): Uint8Array =>
  response(file.subarray(start, end));
