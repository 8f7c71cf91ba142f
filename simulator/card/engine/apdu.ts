/** Command and response APDUs of short length (ISO/IEC 7816-3 and -4), as bytes. Knows no command by name. */

export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** A view; empty where the command carries none. */
  readonly data: Uint8Array;
  /** How many bytes are wanted, 1 to 256; null where none are. */
  readonly le: number | null;
}

/** Why a card answers as it does. */
export const sw = {
  done: 0x9000,
  /** x tries left: 63C0 to 63CF. */
  triesLeft: 0x63c0,
  authenticationFailed: 0x6300,
  memoryFailure: 0x6581,
  wrongLength: 0x6700,
  commandDoesNotFitFile: 0x6981,
  securityStatusNotSatisfied: 0x6982,
  blocked: 0x6984,
  conditionsNotSatisfied: 0x6985,
  noCurrentFile: 0x6986,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  recordNotFound: 0x6a83,
  wrongP1P2: 0x6a86,
  referencedDataNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  insNotSupported: 0x6d00,
  claNotSupported: 0x6e00,
  noPreciseDiagnosis: 0x6f00,
} as const;

const none = new Uint8Array(0);

/** The four short cases; null where the lengths do not add up, as for extended length, which this card does not take. */
export function parseCommand(apdu: Uint8Array): CommandApdu | null {
  // By index: taking a typed array apart runs its iterator, and a visit has some forty commands.
  const cla = apdu[0];
  const ins = apdu[1];
  const p1 = apdu[2];
  const p2 = apdu[3];
  const p3 = apdu[4];
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return null;
  if (p3 === undefined) return { cla, ins, p1, p2, data: none, le: null };
  if (apdu.length === 5) return { cla, ins, p1, p2, data: none, le: p3 === 0 ? 256 : p3 };
  if (p3 === 0) return null;
  const end = 5 + p3;
  const data = apdu.subarray(5, end);
  if (apdu.length === end) return { cla, ins, p1, p2, data, le: null };
  if (apdu.length !== end + 1) return null;
  const le = apdu[end];
  return { cla, ins, p1, p2, data, le: le === 0 || le === undefined ? 256 : le };
}

/** A response without data. */
export const status = (word: number): Uint8Array => Uint8Array.of(word >> 8, word & 0xff);

/** A response with data and 9000. */
export function response(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 2);
  bytes.set(data);
  bytes[data.length] = 0x90;
  return bytes;
}
