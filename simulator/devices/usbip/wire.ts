/**
 * USB/IP on the wire, the server's half: what a host sends is decoded, what it is answered is encoded. Pure; bytes may
 * be cut anywhere. Layouts: the Linux kernel's Documentation/usb/usbip_protocol.rst, version 1.1.1. All numbers are
 * big-endian; a setup packet inside is USB's own, little-endian.
 */

import { ok, type Result, refuse } from '../../../protocol/result.ts';

/** Version 1.1.1, as every USB/IP of Linux since 2.6.39 says it. */
const version = 0x0111;
const operation = { importRequest: 0x8003, importReply: 3, listRequest: 0x8005, listReply: 5 } as const;
const command = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;

const operationLength = 8;
const busIdLength = 32;
const commandLength = 48;

/** Bytes of data that one request may carry. Our figure: cdc-acm writes 1.3 KB at once, HID 64 bytes. */
export const longestTransfer = 65_536;

/** What a reply to an import says (ST_OK, ST_DEV_BUSY, ST_NODEV of the kernel's tools). */
export const importStatus = { done: 0, busy: 2, noSuchDevice: 4 } as const;

/** Before a device is imported. */
export type Operation =
  | { readonly kind: 'list' }
  /** `busId`: which device, as it was listed. */
  | { readonly kind: 'import'; readonly busId: string };

/** One USB transfer that the host asks for. */
export interface Submit {
  readonly kind: 'submit';
  /** By which the answer is known. */
  readonly seqnum: number;
  /** `in`: to the host. */
  readonly direction: 'in' | 'out';
  /** Number of the endpoint, without its direction. */
  readonly endpoint: number;
  /** Bytes that the host has room for; of `out`, the length of `data`. */
  readonly length: number;
  /** Setup packet of 8 bytes; means something for endpoint 0 only. */
  readonly setup: Uint8Array;
  readonly data: Uint8Array;
}

/** After a device is imported. */
export type Command =
  | Submit
  /** The host no longer waits for the answer to `target`. */
  | { readonly kind: 'unlink'; readonly seqnum: number; readonly target: number };

/** How the kernel calls what became of a transfer: its negative error numbers. */
export const transferStatus = { done: 0, stalled: -32, unlinked: -104 } as const;

export interface DeviceListing {
  /** At most 31 characters. */
  readonly busId: string;
  readonly bus: number;
  readonly address: number;
  readonly vendor: number;
  readonly product: number;
  /** Binary-coded decimal, 0x0100 is 1.00. */
  readonly release: number;
  readonly deviceClass: readonly [number, number, number];
  readonly interfaces: readonly (readonly [number, number, number])[];
}

/** Linux's number for 12 Mbit/s. */
const fullSpeed = 2;

const unreadable = (reason: string): Result<never> => refuse('EMU-668', { reason });

/** Collects bytes until one message is whole; holds at most one message beyond what came last. */
class Gathered {
  #bytes: Buffer = Buffer.alloc(0);

  add(bytes: Uint8Array): void {
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#bytes, bytes]);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** The first bytes, which stay. */
  get peeked(): Buffer {
    return this.#bytes;
  }

  take(length: number): Buffer {
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }
}

/**
 * What one host sends, decoded as far as it has come. After an import that was granted call `imported()`: from there
 * on the same stream carries commands. After a refusal it is not to be used any more.
 */
export class HostStream {
  readonly #gathered = new Gathered();
  #imported = false;

  /** Bytes from the host. */
  push(bytes: Uint8Array): void {
    this.#gathered.add(bytes);
  }

  imported(): void {
    this.#imported = true;
  }

  /** The next whole message; null while it has not come. EMU-668 when it has no known form. */
  next(): Result<Operation | Command | null> {
    return this.#imported ? this.#command() : this.#operation();
  }

  #operation(): Result<Operation | null> {
    const { length, peeked } = this.#gathered;
    if (length < operationLength) return ok(null);
    const theirs = peeked.readUInt16BE(0);
    if (theirs !== version) return unreadable(`version ${hex(theirs)}`);
    const code = peeked.readUInt16BE(2);
    if (code === operation.listRequest) {
      this.#gathered.take(operationLength);
      return ok({ kind: 'list' });
    }
    if (code !== operation.importRequest) return unreadable(`operation ${hex(code)}`);
    if (length < operationLength + busIdLength) return ok(null);
    const name = this.#gathered.take(operationLength + busIdLength).subarray(operationLength);
    const end = name.indexOf(0);
    return ok({ kind: 'import', busId: name.toString('latin1', 0, end < 0 ? busIdLength : end) });
  }

  #command(): Result<Command | null> {
    const { length, peeked } = this.#gathered;
    if (length < commandLength) return ok(null);
    const code = peeked.readUInt32BE(0);
    const seqnum = peeked.readUInt32BE(4);
    if (code === command.unlink) {
      const target = peeked.readUInt32BE(20);
      this.#gathered.take(commandLength);
      return ok({ kind: 'unlink', seqnum, target });
    }
    if (code !== command.submit) return unreadable(`command ${hex(code)}`);
    const direction = peeked.readUInt32BE(12);
    const endpoint = peeked.readUInt32BE(16);
    const transfer = peeked.readUInt32BE(24);
    const packets = peeked.readInt32BE(32);
    if (direction > 1) return unreadable(`direction ${direction}`);
    if (endpoint > 15) return unreadable(`endpoint ${endpoint}`);
    if (transfer > longestTransfer) return unreadable(`transfer of ${transfer} bytes`);
    // −1 or 0 where a transfer has no packets of its own, which only isochronous ones have.
    if (packets > 0) return unreadable('isochronous transfer');
    const carried = direction === 0 ? transfer : 0;
    if (length < commandLength + carried) return ok(null);
    const whole = this.#gathered.take(commandLength + carried);
    return ok({
      kind: 'submit',
      seqnum,
      direction: direction === 0 ? 'out' : 'in',
      endpoint,
      length: transfer,
      setup: whole.subarray(40, commandLength),
      data: whole.subarray(commandLength),
    });
  }
}

const hex = (number: number): string => `0x${number.toString(16).padStart(4, '0')}`;

function operationReply(code: number, status: number): Buffer {
  const head = Buffer.alloc(operationLength);
  head.writeUInt16BE(version, 0);
  head.writeUInt16BE(code, 2);
  head.writeUInt32BE(status, 4);
  return head;
}

/** `struct usbip_usb_device`, 312 bytes. */
function deviceOf(listing: DeviceListing): Buffer {
  const bytes = Buffer.alloc(312);
  bytes.write(`/sys/devices/fcr/${listing.busId}`, 0, 255, 'latin1');
  bytes.write(listing.busId, 256, busIdLength - 1, 'latin1');
  bytes.writeUInt32BE(listing.bus, 288);
  bytes.writeUInt32BE(listing.address, 292);
  bytes.writeUInt32BE(fullSpeed, 296);
  bytes.writeUInt16BE(listing.vendor, 300);
  bytes.writeUInt16BE(listing.product, 302);
  bytes.writeUInt16BE(listing.release, 304);
  const [configurationValue, configurations] = [1, 1];
  bytes.set([...listing.deviceClass, configurationValue, configurations, listing.interfaces.length], 306);
  return bytes;
}

/** The devices that a host may import. */
export function encodeList(devices: readonly DeviceListing[]): Uint8Array {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(devices.length);
  const listed = devices.flatMap((device) => [
    deviceOf(device),
    Buffer.from(device.interfaces.flatMap((triple) => [...triple, 0])),
  ]);
  return Buffer.concat([operationReply(operation.listReply, importStatus.done), count, ...listed]);
}

export const encodeImported = (device: DeviceListing): Uint8Array =>
  Buffer.concat([operationReply(operation.importReply, importStatus.done), deviceOf(device)]);

export const encodeImportRefused = (why: 'busy' | 'noSuchDevice'): Uint8Array =>
  operationReply(operation.importReply, importStatus[why]);

/**
 * What became of a transfer.
 *
 * @param length bytes that went over: of `in` the length of `data`, of `out` what the device took
 * @param data of `in` what the host gets, else nothing
 */
export function encodeSubmitted(
  seqnum: number,
  status: number,
  length: number,
  data: Uint8Array,
): Uint8Array {
  const head = Buffer.alloc(commandLength);
  head.writeUInt32BE(command.submitted, 0);
  head.writeUInt32BE(seqnum, 4);
  head.writeInt32BE(status, 20);
  head.writeUInt32BE(length, 24);
  return data.length === 0 ? head : Buffer.concat([head, data]);
}

/** @param found whether the transfer was still waiting; it is not answered any more */
export function encodeUnlinked(seqnum: number, found: boolean): Uint8Array {
  const head = Buffer.alloc(commandLength);
  head.writeUInt32BE(command.unlinked, 0);
  head.writeUInt32BE(seqnum, 4);
  head.writeInt32BE(found ? transferStatus.unlinked : transferStatus.done, 20);
  return head;
}
