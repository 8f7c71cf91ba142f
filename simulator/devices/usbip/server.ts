/** Offers one USB device over USB/IP on this machine: any Linux host with vhci-hcd can plug it in. One host has it at a time. */

import { createServer, type Server, type Socket } from 'node:net';
import type { Problem } from '../../../protocol/result.ts';
import { HostConnection, type ImportedDevice } from './host-connection.ts';
import type { DeviceListing } from './wire.ts';

/** Never another: whoever reaches the port has the device. */
const loopback = '127.0.0.1';
/** At once; one imports, the others list. Our figure. */
const mostConnections = 16;
/** Bytes of answers that may wait for a host that does not read them. Our figure. */
const mostUnread = 1 << 20;

/** The answers of the device, on their way to the host that has it. */
export type Answer = (seqnum: number, status: number, length: number, data: Uint8Array) => void;

export interface ServedDevice extends ImportedDevice {
  readonly listing: DeviceListing;
  /** The host that had it is gone. */
  reset(): void;
}

export class UsbipServer {
  readonly #device: ServedDevice;
  readonly #refused: (problem: Problem) => void;
  readonly #connections = new Map<Socket, HostConnection>();
  #server: Server | null = null;
  #holder: Socket | null = null;
  #answerHolder: Answer = () => {};

  /** @param refused told why a host was turned away */
  constructor(device: ServedDevice, refused: (problem: Problem) => void) {
    this.#device = device;
    this.#refused = refused;
  }

  /** To the host that has the device; nothing where none has. */
  readonly answer: Answer = (seqnum, status, length, data) =>
    this.#answerHolder(seqnum, status, length, data);

  /**
   * @param port 0 takes a free one
   * @returns the port; rejects where it is taken
   */
  async listen(port: number): Promise<number> {
    const server = createServer((socket) => this.#accept(socket));
    server.maxConnections = mostConnections;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, loopback, () => {
        server.off('error', reject);
        resolve();
      });
    });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Drops every host, which to the one that has the device is an unplug, and listens no more. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#connections.keys()) this.#gone(socket);
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #accept(socket: Socket): void {
    socket.setNoDelay(true);
    const connection = new HostConnection({
      listing: this.#device.listing,
      importDevice: () => {
        if (this.#holder !== null) return null;
        this.#holder = socket;
        this.#answerHolder = (...answer) => connection.answer(...answer);
        return this.#device;
      },
      write: (bytes) => {
        socket.write(bytes);
        if (socket.writableLength <= mostUnread) return;
        this.#refused({ code: 'EMU-668', detail: { reason: 'answers are not read' } });
        this.#gone(socket);
      },
      end: (problem) => {
        if (problem !== null) this.#refused(problem);
        if (this.#holder === socket) this.#gone(socket);
        // What it was answered before still arrives.
        else socket.destroySoon();
      },
    });
    this.#connections.set(socket, connection);
    socket.on('data', (bytes) => connection.received(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#gone(socket));
  }

  #gone(socket: Socket): void {
    this.#connections.get(socket)?.close();
    this.#connections.delete(socket);
    socket.destroy();
    if (this.#holder !== socket) return;
    this.#holder = null;
    this.#answerHolder = () => {};
    this.#device.reset();
  }
}
