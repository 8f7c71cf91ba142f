/** The events of Linux's /dev/uhid (linux/uhid.h), as far as a reader uses them: bytes to write and bytes that were read. */

import { reportLength } from '../../protocol/hid/report-descriptor.ts';

/** Numbers of the kernel's `enum uhid_event_type`. */
const types = {
  destroy: 1,
  start: 2,
  stop: 3,
  open: 4,
  close: 5,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;

/** The kernel's UHID_DATA_MAX. */
const longestData = 4096;
/** Of `struct uhid_event`, whose longest part is that of `create2`. One read gives one event, never longer. */
export const longestEvent = 4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + longestData;

/** Linux's BUS_USB: the device passes for one on USB. */
const busUsb = 3;
/** The kernel's EIO, with which a request for a feature report is answered: the reader has none. */
const inputOutputError = 5;

export interface UhidDevice {
  readonly name: string;
  readonly serial: string;
  readonly vendor: number;
  readonly product: number;
  readonly descriptor: Uint8Array;
}

const event = (type: keyof typeof types, length: number): Buffer => {
  const bytes = Buffer.alloc(4 + length);
  bytes.writeUInt32LE(types[type], 0);
  return bytes;
};

/** Makes the device. Of name and serial number the first 127 and 63 bytes count. */
export function createEvent({ name, serial, vendor, product, descriptor }: UhidDevice): Buffer {
  const bytes = event('create2', longestEvent - 4);
  bytes.write(name, 4, 127);
  bytes.write(serial, 196, 63);
  bytes.writeUInt16LE(descriptor.length, 260);
  bytes.writeUInt16LE(busUsb, 262);
  bytes.writeUInt32LE(vendor, 264);
  bytes.writeUInt32LE(product, 268);
  bytes.set(descriptor, 280);
  return bytes;
}

/** Takes the device away. */
export const destroyEvent = (): Buffer => event('destroy', 0);

/** A report for the host. */
export function inputEvent(report: Uint8Array): Buffer {
  const bytes = event('input2', 2 + report.length);
  bytes.writeUInt16LE(report.length, 4);
  bytes.set(report, 6);
  return bytes;
}

export type UhidEvent =
  /** The first host has opened the device. */
  | { readonly type: 'open' }
  /** The last host has closed it. */
  | { readonly type: 'close' }
  /** A report from a host, without its report id. */
  | { readonly type: 'output'; readonly report: Uint8Array }
  /** A host asks for a feature report, and waits: `reply` is to be written. */
  | { readonly type: 'asked'; readonly reply: Buffer }
  /** What a reader need not act on. */
  | { readonly type: 'other' };

/** What was read, one event. */
export function readEvent(bytes: Buffer): UhidEvent {
  if (bytes.length < 4) return { type: 'other' };
  switch (bytes.readUInt32LE(0)) {
    case types.open:
      return { type: 'open' };
    case types.close:
      return { type: 'close' };
    case types.output: {
      if (bytes.length < 4 + longestData + 2) return { type: 'other' };
      const size = Math.min(bytes.readUInt16LE(4 + longestData), longestData);
      // The kernel puts the number of the report before it, 0 where there are no numbers.
      const from = size === reportLength + 1 ? 5 : 4;
      return { type: 'output', report: Uint8Array.from(bytes.subarray(from, 4 + size)) };
    }
    case types.getReport:
      return { type: 'asked', reply: refusal('getReportReply', bytes, 8) };
    case types.setReport:
      return { type: 'asked', reply: refusal('setReportReply', bytes, 6) };
    default:
      return { type: 'other' };
  }
}

function refusal(type: 'getReportReply' | 'setReportReply', asked: Buffer, length: number): Buffer {
  const reply = event(type, length);
  asked.copy(reply, 4, 4, 8);
  reply.writeUInt16LE(inputOutputError, 8);
  return reply;
}
