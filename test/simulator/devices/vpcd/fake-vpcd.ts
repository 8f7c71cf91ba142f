/** One slot of vsmartcard's vpcd, as a test plays it: it listens, a card dials. Every wait is for an event. */

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

export const control = {
  powerOff: Uint8Array.of(0),
  powerOn: Uint8Array.of(1),
  reset: Uint8Array.of(2),
  answerToReset: Uint8Array.of(4),
};

export const frame = (payload: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(payload.length >> 8, payload.length & 0xff), payload]);

/** vpcd's end of one connection. */
export class CardConnection {
  readonly #socket: Socket;
  #held = Buffer.alloc(0);
  #over = false;
  #changed = (): void => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.#held = Buffer.concat([this.#held, bytes]);
      this.#changed();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#over = true;
      this.#changed();
    });
    socket.on('end', () => socket.destroy());
  }

  /** Bytes as they are; resolves when the system has taken them. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#socket.write(bytes, () => resolve()));
  }

  tell(payload: Uint8Array): Promise<void> {
    return this.write(frame(payload));
  }

  /** Says something that is answered; the answer's payload in hexadecimal. */
  async ask(payload: Uint8Array): Promise<string> {
    await this.tell(payload);
    return this.heard();
  }

  async heard(): Promise<string> {
    while (this.#held.length < 2 || this.#held.length < 2 + this.#held.readUInt16BE(0)) {
      if (this.#over) throw new Error('the card is gone');
      await this.#change();
    }
    const end = 2 + this.#held.readUInt16BE(0);
    const payload = this.#held.subarray(2, end);
    this.#held = this.#held.subarray(end);
    return payload.toString('hex').toUpperCase();
  }

  /** Resolves when the card has hung up, with what it had said before. */
  async gone(): Promise<string> {
    while (!this.#over) await this.#change();
    return this.#held.toString('hex').toUpperCase();
  }

  stopReading(): void {
    this.#socket.pause();
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }
}

export class FakeVpcd {
  readonly #server: Server;
  readonly #waiting: CardConnection[] = [];
  readonly #all: CardConnection[] = [];
  #dialled = (): void => {};
  readonly port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on('connection', (socket) => {
      const connection = new CardConnection(socket);
      this.#waiting.push(connection);
      this.#all.push(connection);
      this.#dialled();
    });
  }

  /** @param port 0 takes a free one */
  static async listen(port = 0): Promise<FakeVpcd> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    return new FakeVpcd(server, address.port);
  }

  /** The next card that has dialled. */
  async card(): Promise<CardConnection> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) return next;
      await new Promise<void>((resolve) => {
        this.#dialled = resolve;
      });
    }
  }

  async close(): Promise<void> {
    for (const connection of this.#all.splice(0)) connection.hangUp();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
