/** A USB/IP host for tests: the client's half of the protocol written from its specification, over a real socket. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly kind: 'submitted' | 'unlinked';
  readonly status: number;
  /** Bytes that went over. */
  readonly length: number;
  readonly data: Buffer;
}

const commandLength = 48;
const deviceLength = 312;

export class UsbipHost {
  readonly #socket: Socket;
  readonly #ended: Promise<unknown>;
  #bytes = Buffer.alloc(0);
  #more = (): void => {};
  #over = false;
  #imported = false;
  #seqnum = 0;
  readonly #towardsHost = new Map<number, boolean>();
  readonly #waiting = new Map<number, (reply: Reply) => void>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#ended = once(socket, 'close');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
      if (this.#imported) this.#read();
      this.#more();
    });
    socket.on('close', () => {
      this.#over = true;
      this.#more();
    });
  }

  static async dial(port: number): Promise<UsbipHost> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    return new UsbipHost(socket);
  }

  /** Resolves when the device's end has closed the connection. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  /** Resolves when the connection is closed, by us. */
  async leave(): Promise<void> {
    this.#socket.destroy();
    await this.#ended;
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** What a list holds: of each device its bus id, speed, ids and the classes of its interfaces. */
  async list() {
    this.write(Buffer.from('0111800500000000', 'hex'));
    await this.ended();
    const count = this.#bytes.readUInt32BE(8);
    const head = this.#bytes.subarray(0, 8).toString('hex');
    let at = 12;
    const devices = Array.from({ length: count }, () => {
      const device = this.#bytes.subarray(at, at + deviceLength);
      const interfaces = device.readUInt8(311);
      at += deviceLength + 4 * interfaces;
      return {
        busId: textAt(device, 256),
        speed: device.readUInt32BE(296),
        vendor: device.readUInt16BE(300),
        product: device.readUInt16BE(302),
        classes: Array.from({ length: interfaces }, (_, i) =>
          this.#bytes.readUInt8(at - 4 * (interfaces - i)),
        ),
      };
    });
    return { head, devices, rest: this.#bytes.length - at };
  }

  /** Status of the import, 0 where the device is ours now. */
  async importDevice(busId = '1-1'): Promise<number> {
    const request = Buffer.alloc(40);
    request.writeUInt32BE(0x01118003, 0);
    request.write(busId, 8);
    this.write(request);
    const status = (await this.#take(8)).readUInt32BE(4);
    if (status !== 0) return status;
    const device = await this.#take(deviceLength);
    if (textAt(device, 256) !== busId) throw new Error('another device than was asked for');
    this.#imported = true;
    this.#read();
    return status;
  }

  /** One transfer to the device; gives what became of it. */
  send(endpoint: number, data: Uint8Array, setup: Uint8Array = new Uint8Array(8)): Promise<Reply> {
    return this.#submit(false, endpoint, data.length, data, setup).reply;
  }

  /** One transfer to the host: its number, and what becomes of it. */
  fetch(endpoint: number, length = 64, setup: Uint8Array = new Uint8Array(8)) {
    return this.#submit(true, endpoint, length, new Uint8Array(), setup);
  }

  /** A control request to the host; null where it is stalled. */
  async ask(
    type: number,
    request: number,
    value: number,
    index: number,
    length: number,
  ): Promise<Buffer | null> {
    const { status, data } = await this.fetch(0, length, setupOf(type, request, value, index, length)).reply;
    return status === 0 ? data : null;
  }

  /** A control request to the device; false where it is stalled. */
  async tell(
    type: number,
    request: number,
    value: number,
    index: number,
    data: Uint8Array = new Uint8Array(),
  ) {
    const setup = setupOf(type, request, value, index, data.length);
    return (await this.send(0, data, setup)).status === 0;
  }

  unlink(target: number): Promise<Reply> {
    this.#seqnum += 1;
    const command = Buffer.alloc(commandLength);
    command.writeUInt32BE(2, 0);
    command.writeUInt32BE(this.#seqnum, 4);
    command.writeUInt32BE(target, 20);
    return this.#ask(command, false);
  }

  /** What an open serial line or HID function is: numbers as in the configuration descriptor. */
  openSerialLine(): Promise<boolean> {
    return this.tell(0x21, 0x22, 3, 0);
  }

  closeSerialLine(): Promise<boolean> {
    return this.tell(0x21, 0x22, 0, 0);
  }

  #submit(toHost: boolean, endpoint: number, length: number, data: Uint8Array, setup: Uint8Array) {
    this.#seqnum += 1;
    const command = Buffer.alloc(commandLength);
    command.writeUInt32BE(1, 0);
    command.writeUInt32BE(this.#seqnum, 4);
    command.writeUInt32BE(0x10002, 8);
    command.writeUInt32BE(toHost ? 1 : 0, 12);
    command.writeUInt32BE(endpoint, 16);
    command.writeUInt32BE(length, 24);
    command.writeInt32BE(-1, 32);
    command.set(setup, 40);
    return { seqnum: this.#seqnum, reply: this.#ask(Buffer.concat([command, data]), toHost) };
  }

  #ask(bytes: Buffer, toHost: boolean): Promise<Reply> {
    const seqnum = this.#seqnum;
    this.#towardsHost.set(seqnum, toHost);
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(seqnum, resolve));
    this.write(bytes);
    return reply;
  }

  #read(): void {
    while (this.#bytes.length >= commandLength) {
      const kind = this.#bytes.readUInt32BE(0) === 3 ? 'submitted' : 'unlinked';
      const seqnum = this.#bytes.readUInt32BE(4);
      const status = this.#bytes.readInt32BE(20);
      const length = kind === 'submitted' ? this.#bytes.readUInt32BE(24) : 0;
      const carried = this.#towardsHost.get(seqnum) ? length : 0;
      if (this.#bytes.length < commandLength + carried) return;
      const data = this.#bytes.subarray(commandLength, commandLength + carried);
      this.#bytes = this.#bytes.subarray(commandLength + carried);
      this.#waiting.get(seqnum)?.({ kind, status, length, data });
      this.#waiting.delete(seqnum);
    }
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#bytes.length < length) {
      if (this.#over) throw new Error('the connection is closed');
      await new Promise<void>((resolve) => {
        this.#more = resolve;
      });
    }
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }
}

export function setupOf(type: number, request: number, value: number, index: number, length: number): Buffer {
  const setup = Buffer.from([type, request, 0, 0, 0, 0, 0, 0]);
  setup.writeUInt16LE(value, 2);
  setup.writeUInt16LE(index, 4);
  setup.writeUInt16LE(length, 6);
  return setup;
}

const textAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, bytes.indexOf(0, at));
