/**
 * The server's half of USB/IP with one host: lists, imports, then transfers to and from the device. Sans-I/O: the
 * host's bytes go in, answers come out. Input of no known form ends it, as does everything after that.
 */

import type { Problem, Result } from '../../../protocol/result.ts';
import {
  type Command,
  type DeviceListing,
  encodeImported,
  encodeImportRefused,
  encodeList,
  encodeSubmitted,
  encodeUnlinked,
  HostStream,
  type Operation,
  type Submit,
} from './wire.ts';

/** What an imported device answers to. */
export interface ImportedDevice {
  submit(transfer: Submit): Result<void>;
  unlink(target: number): boolean;
}

export interface HostConnectionParts {
  readonly listing: DeviceListing;
  /** Gives the device to this host; null where another has it. */
  readonly importDevice: () => ImportedDevice | null;
  readonly write: (bytes: Uint8Array) => void;
  /** No more will be written. With the problem, where the host's input was the reason or an import was refused. */
  readonly end: (problem: Problem | null) => void;
}

const readableBusId = /^[\w.:-]+$/;

export class HostConnection {
  readonly #parts: HostConnectionParts;
  readonly #stream = new HostStream();
  #device: ImportedDevice | null = null;
  #ended = false;

  constructor(parts: HostConnectionParts) {
    this.#parts = parts;
  }

  /** Bytes of the host, cut anywhere. */
  received(bytes: Uint8Array): void {
    if (this.#ended) return;
    this.#stream.push(bytes);
    while (!this.#ended) {
      const next = this.#stream.next();
      if (!next.ok) {
        this.#end(next.problem);
        return;
      }
      if (next.value === null) return;
      if (next.value.kind === 'list' || next.value.kind === 'import') this.#operate(next.value);
      else this.#command(next.value);
    }
  }

  /** The host is gone: what it sent and is not acted on yet is not acted on any more. */
  close(): void {
    this.#ended = true;
  }

  /** What became of a transfer of this host. */
  answer(seqnum: number, status: number, length: number, data: Uint8Array): void {
    if (!this.#ended) this.#parts.write(encodeSubmitted(seqnum, status, length, data));
  }

  #operate(operation: Operation): void {
    const { listing, importDevice, write } = this.#parts;
    if (operation.kind === 'list') {
      write(encodeList([listing]));
      this.#end(null);
      return;
    }
    const device = operation.busId === listing.busId ? importDevice() : 'unknown';
    if (device === 'unknown' || device === null) {
      const reason = device === null ? 'busy' : 'noSuchDevice';
      write(encodeImportRefused(reason));
      const busId = readableBusId.test(operation.busId) ? operation.busId : '?';
      this.#end({ code: 'EMU-669', detail: { device: busId, reason: refusals[reason](listing.busId) } });
      return;
    }
    this.#device = device;
    this.#stream.imported();
    write(encodeImported(listing));
  }

  #command(command: Command): void {
    const device = this.#device;
    if (device === null) return;
    if (command.kind === 'unlink') {
      this.#parts.write(encodeUnlinked(command.seqnum, device.unlink(command.target)));
      return;
    }
    const taken = device.submit(command);
    if (!taken.ok) this.#end(taken.problem);
  }

  #end(problem: Problem | null): void {
    this.#ended = true;
    this.#parts.end(problem);
  }
}

/** @param known the bus id that there is */
const refusals = {
  busy: () => 'another host has it',
  noSuchDevice: (known: string) => `there is no such device, the reader is ${known}`,
} as const;
