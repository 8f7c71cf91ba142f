/** A reader that listens on a TCP port of this machine: the host dials. One host at a time. */

import { createServer, type Server, type Socket } from 'node:net';
import { Cable, type CableParts } from './cable.ts';

export class TcpCable extends Cable {
  #server: Server | null = null;
  #socket: Socket | null = null;
  place: string;

  /** @param place `HOST:PORT`; port 0 takes a free one, known once the cable was plugged in */
  constructor(place: string, parts: CableParts) {
    super(parts);
    this.place = place;
  }

  get url(): string {
    return `tcp:${this.place}`;
  }

  /** Rejects where the port is taken. */
  protected async insert(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    const [host, port] = splitPlace(this.place);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.place = `${host}:${address.port}`;
  }

  protected async pull(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    this.pulledOut();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** The next host need not wait until the socket of the last one has told that it is closed. */
  override hostClosed(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
    super.hostClosed();
  }

  protected transmit(bytes: Uint8Array): void {
    this.#socket?.write(bytes);
  }

  #accept(socket: Socket): void {
    if (this.#socket !== null) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      if (this.#socket === socket) this.arrived(bytes);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#socket === socket) this.hostClosed();
    });
    this.hostOpened();
  }
}

const splitPlace = (place: string): [host: string, port: number] => {
  const colon = place.lastIndexOf(':');
  return [place.slice(0, colon), Number(place.slice(colon + 1))];
};
