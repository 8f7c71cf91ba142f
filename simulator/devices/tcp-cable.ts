/**
 * A reader that listens on a TCP port of this machine: the host dials. One host at a time; another is told so and
 * turned away, unless the first has fallen silent: then its machine is gone, and the newcomer takes its place.
 */

import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../firmware/hal.ts';
import { encodeFrame } from '../../protocol/link/frame.ts';
import { linkTiming } from '../../protocol/link/link.ts';
import { encodePacket } from '../../protocol/link/packet.ts';
import { Cable, type CableParts } from './cable.ts';

/** What a second host hears: the reader refuses it a link. */
export const inUse = encodeFrame(encodePacket({ kind: 'refuse', code: 'EMU-512' }));

export class TcpCable extends Cable {
  #server: Server | null = null;
  #socket: Socket | null = null;
  /** When the host was last heard, in ticks. */
  #heardAt = 0;
  readonly #clock: Pick<Clock, 'ticks'>;
  place: string;

  /**
   * @param place `HOST:PORT`; port 0 takes a free one, known once the cable was plugged in
   * @param clock tells how long a host has been silent
   */
  constructor(place: string, parts: CableParts, clock: Pick<Clock, 'ticks'>) {
    super(parts);
    this.place = place;
    this.#clock = clock;
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
    socket.on('error', () => socket.destroy());
    if (this.#socket !== null) {
      // A living host says something at least every second.
      if (this.#clock.ticks() < this.#heardAt + linkTiming.dead) {
        turnAway(socket);
        return;
      }
      this.hostClosed();
    }
    this.#socket = socket;
    this.#heardAt = this.#clock.ticks();
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      if (this.#socket !== socket) return;
      this.#heardAt = this.#clock.ticks();
      this.arrived(bytes);
    });
    socket.on('close', () => {
      if (this.#socket === socket) this.hostClosed();
    });
    this.hostOpened();
  }
}

/** Milliseconds in which one that was turned away has to hang up by itself. Our figure. */
const hangUpLimit = 1_000;

function turnAway(socket: Socket): void {
  // What it says is read, though not heard: bytes left unread would cut off the answer.
  socket.resume();
  socket.end(inUse);
  socket.setTimeout(hangUpLimit, () => socket.destroy());
}

const splitPlace = (place: string): [host: string, port: number] => {
  const colon = place.lastIndexOf(':');
  return [place.slice(0, colon), Number(place.slice(colon + 1))];
};
