/**
 * How system calls on a polled serial port are made: a read of 0 bytes, which is what a hung-up tty gives, is a
 * disconnect, and the port is closed only when no call is under way. A descriptor closed under a call may be another
 * port's by the time the call is made: its bytes would be read, or written, for the wrong reader.
 *
 * It takes the place of the port's `read`, `write` and `close` and uses its `poller`, so the versions of @serialport
 * packages are pinned.
 */

import { read, write } from 'node:fs';
import { BindingsError } from '@serialport/bindings-cpp';

/** What of a port of @serialport/bindings-cpp is used here. */
export interface PolledPort {
  /** null once it is closed. */
  readonly fd: number | null;
  readonly poller: {
    once(event: 'readable' | 'writable', callback: (problem: Error | null) => void): unknown;
    /** Ends every wait with an error. */
    stop(): void;
  };
  read: (
    buffer: Buffer,
    offset: number,
    length: number,
  ) => Promise<{ readonly bytesRead: number; readonly buffer: Buffer }>;
  write: (buffer: Buffer) => Promise<void>;
  close: () => Promise<void>;
}

/** The calls of the operating system on a descriptor that does not block; each gives a count of bytes. */
export interface SerialCalls {
  read(fd: number, buffer: Buffer, offset: number, length: number): Promise<number>;
  write(fd: number, buffer: Buffer, offset: number, length: number): Promise<number>;
}

const systemCalls: SerialCalls = {
  read: (fd, buffer, offset, length) =>
    new Promise((resolve, reject) => {
      read(fd, buffer, offset, length, null, (error, count) => (error ? reject(error) : resolve(count)));
    }),
  write: (fd, buffer, offset, length) =>
    new Promise((resolve, reject) => {
      write(fd, buffer, offset, length, null, (error, count) => (error ? reject(error) : resolve(count)));
    }),
};

const later = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);
const gone = new Set(['EBADF', 'ENXIO', 'EIO']);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
const hungUp = (message: string): Error =>
  Object.assign(new BindingsError(message, { canceled: false }), { disconnect: true });
const closed = (): Error => new BindingsError('Port is not open', { canceled: true });

/** Replaces how the port reads, writes and closes. */
export function makeCallsSafely(port: PolledPort, calls: SerialCalls = systemCalls): void {
  const close = port.close.bind(port);
  const underWay = new Set<Promise<unknown>>();
  let closing = false;

  const ready = (event: 'readable' | 'writable'): Promise<void> =>
    new Promise((resolve, reject) => {
      port.poller.once(event, (problem) => (problem ? reject(problem) : resolve()));
    });

  /** Makes the call as often as it needs to get through; rejects with `disconnect` where the device is gone. */
  const getThrough = async (
    event: 'readable' | 'writable',
    call: (fd: number) => Promise<number>,
  ): Promise<number> => {
    for (;;) {
      if (closing || port.fd === null) throw closed();
      const made = call(port.fd);
      underWay.add(made);
      try {
        return await made;
      } catch (error) {
        const code = codeOf(error);
        if (gone.has(code)) throw hungUp(code);
        if (!later.has(code)) throw error;
      } finally {
        underWay.delete(made);
      }
      // A wait that begins after the poller was stopped would never end.
      if (closing) throw closed();
      await ready(event);
    }
  };

  port.read = async (buffer, offset, length) => {
    const bytesRead = await getThrough('readable', (fd) => calls.read(fd, buffer, offset, length));
    if (bytesRead === 0) throw hungUp('device hung up');
    return { bytesRead, buffer };
  };
  port.write = async (buffer) => {
    for (let at = 0; at < buffer.length; ) {
      at += await getThrough('writable', (fd) => calls.write(fd, buffer, at, buffer.length - at));
    }
  };
  port.close = async () => {
    if (!closing) {
      closing = true;
      port.poller.stop();
      await Promise.allSettled(underWay);
    }
    return close();
  };
}
