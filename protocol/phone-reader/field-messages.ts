/**
 * What a reader and the driver of a phone reader (汎用カードリーダー) say to each other of the phone reader's contactless
 * field, as bytes and back: protocol/README.md, "Phone reader". Our design; how today's units do it is not public.
 * Only the two ends see these bytes (field-channel.ts): a command that proves a PIN is among them.
 */

import { joined } from '../crypto.ts';
import { ok, type Result, refuse } from '../result.ts';

/** Bytes of an APDU, command or answer, at most: our figure, so that the sealed message fits one of the link. */
export const longestRelayedApdu = 64_000;
/** Bytes of an answer to select (or what stands in its place), at most. */
export const longestAnswerToSelect = 255;
const shortestCommand = 4;
const shortestAnswer = 2;

/** What a reader asks of the field. Each `number` is given once in a session of the channel; the answer repeats it. */
export type FieldOrder =
  | { readonly kind: 'activate'; readonly number: number }
  | { readonly kind: 'transmit'; readonly number: number; readonly apdu: Uint8Array }
  | { readonly kind: 'off' };

/** What the driver tells: what is held to the field, and how an order ended. */
export type FieldReport =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'left' }
  | { readonly kind: 'none'; readonly number: number }
  | { readonly kind: 'several'; readonly number: number }
  | { readonly kind: 'one'; readonly number: number; readonly answerToSelect: Uint8Array }
  | { readonly kind: 'answered'; readonly number: number; readonly apdu: Uint8Array }
  | { readonly kind: 'gone'; readonly number: number };

interface Layout {
  readonly byte: number;
  /** 4 bytes, big-endian, after the kind. */
  readonly numbered: boolean;
  /** The rest, in bytes; null: there is none. */
  readonly rest: { readonly min: number; readonly max: number; readonly about: string } | null;
  readonly about: string;
}

export const fieldOrders = {
  activate: {
    byte: 0x01,
    numbered: true,
    rest: null,
    about: 'gives the field its power and looks what is in it',
  },
  transmit: {
    byte: 0x02,
    numbered: true,
    rest: { min: shortestCommand, max: longestRelayedApdu, about: 'command APDU' },
    about: 'one command to the activated device',
  },
  off: { byte: 0x03, numbered: false, rest: null, about: 'takes the power away' },
} as const satisfies Record<FieldOrder['kind'], Layout>;

export const fieldReports = {
  arrived: { byte: 0x11, numbered: false, rest: null, about: 'a device is held to the field' },
  left: { byte: 0x12, numbered: false, rest: null, about: 'a device was taken away' },
  none: {
    byte: 0x13,
    numbered: true,
    rest: null,
    about: 'activated: nothing there, or nothing that answers',
  },
  several: { byte: 0x14, numbered: true, rest: null, about: 'activated: more than one device answers' },
  one: {
    byte: 0x15,
    numbered: true,
    rest: { min: 0, max: longestAnswerToSelect, about: 'answer to select' },
    about: 'activated: one device, whose application layer is ready',
  },
  answered: {
    byte: 0x16,
    numbered: true,
    rest: { min: shortestAnswer, max: longestRelayedApdu, about: 'response APDU' },
    about: 'what the device answered',
  },
  gone: {
    byte: 0x17,
    numbered: true,
    rest: null,
    about: 'the device left or fell silent before the answer was whole',
  },
} as const satisfies Record<FieldReport['kind'], Layout>;

const numberLength = 4;

const written = ({ byte, numbered }: Layout, number: number, rest: Uint8Array): Uint8Array => {
  const head = new Uint8Array(numbered ? 1 + numberLength : 1);
  head[0] = byte;
  if (numbered) new DataView(head.buffer).setUint32(1, number);
  return rest.length === 0 ? head : joined(head, rest);
};

const nothing = new Uint8Array(0);

/** The APDU has at most `longestRelayedApdu` bytes. */
export function encodeFieldOrder(order: FieldOrder): Uint8Array {
  const number = order.kind === 'off' ? 0 : order.number;
  return written(fieldOrders[order.kind], number, order.kind === 'transmit' ? order.apdu : nothing);
}

/** As `encodeFieldOrder`; an answer to select has at most `longestAnswerToSelect` bytes. */
export function encodeFieldReport(report: FieldReport): Uint8Array {
  const number = report.kind === 'arrived' || report.kind === 'left' ? 0 : report.number;
  switch (report.kind) {
    case 'one':
      return written(fieldReports.one, number, report.answerToSelect);
    case 'answered':
      return written(fieldReports.answered, number, report.apdu);
    default:
      return written(fieldReports[report.kind], number, nothing);
  }
}

interface Read<K extends string> {
  readonly kind: K;
  readonly number: number;
  readonly rest: Uint8Array;
}

function read<K extends string>(layouts: Readonly<Record<K, Layout>>, bytes: Uint8Array): Result<Read<K>> {
  const kind = (Object.keys(layouts) as K[]).find((one) => layouts[one].byte === bytes[0]);
  if (kind === undefined) return malformed(bytes.length === 0 ? 'empty' : 'a kind that is not known');
  const { numbered, rest: allowed } = layouts[kind];
  const start = numbered ? 1 + numberLength : 1;
  if (bytes.length < start) return malformed('too short');
  const rest = bytes.slice(start);
  if (rest.length < (allowed?.min ?? 0)) return malformed('too short');
  if (rest.length > (allowed?.max ?? 0)) return malformed('too long');
  const number = numbered ? new DataView(bytes.buffer, bytes.byteOffset + 1, numberLength).getUint32(0) : 0;
  return ok({ kind, number, rest });
}

const malformed = (reason: string): Result<never> => refuse('EMU-367', { reason });

/** EMU-367. */
export function decodeFieldOrder(bytes: Uint8Array): Result<FieldOrder> {
  const order = read(fieldOrders, bytes);
  if (!order.ok) return order;
  const { kind, number, rest } = order.value;
  switch (kind) {
    case 'activate':
      return ok({ kind, number });
    case 'transmit':
      return ok({ kind, number, apdu: rest });
    case 'off':
      return ok({ kind });
  }
}

/** EMU-367. */
export function decodeFieldReport(bytes: Uint8Array): Result<FieldReport> {
  const report = read(fieldReports, bytes);
  if (!report.ok) return report;
  const { kind, number, rest } = report.value;
  switch (kind) {
    case 'arrived':
    case 'left':
      return ok({ kind });
    case 'none':
    case 'several':
    case 'gone':
      return ok({ kind, number });
    case 'one':
      return ok({ kind, number, answerToSelect: rest });
    case 'answered':
      return ok({ kind, number, apdu: rest });
  }
}
