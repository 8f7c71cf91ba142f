/**
 * How a polled serial port reads and writes: by calls that return at once, made when the port is ready. So no call is
 * under way when the port is closed (a descriptor closed under a call may be another port's by the time the call is
 * made), and none waits for a thread. A read of 0 bytes, which is what a hung-up tty gives, is a disconnect: the stock
 * binding reads again, without end and without an event, when an unplug meets it at the wrong moment.
 *
 * It takes the place of the port's `read` and `write` and uses its `poller`, so the versions of @serialport packages
 * are pinned.
 */

import { readSync, writeSync } from 'node:fs';
import { BindingsError } from '@serialport/bindings-cpp';

/** As the poller numbers them. */
const readiness = { readable: 1, writable: 2 } as const;
type Readiness = keyof typeof readiness;

/** What of a port of @serialport/bindings-cpp is used here. */
export interface PolledPort {
  /** Of a descriptor that does not block; null once it is closed. */
  readonly fd: number | null;
  readonly poller: {
    /** Waits once. Closing the port ends the wait with an error. */
    once(event: Readiness, callback: (problem: Error | null) => void): unknown;
    /** Waits for these and for no others. */
    poll(events: number): void;
  };
  read: (
    buffer: Buffer,
    offset: number,
    length: number,
  ) => Promise<{ readonly bytesRead: number; readonly buffer: Buffer }>;
  write: (buffer: Buffer) => Promise<void>;
}

/** Calls of the operating system; each gives a count of bytes, or throws. */
export interface SerialCalls {
  read(fd: number, buffer: Buffer, offset: number, length: number): number;
  write(fd: number, buffer: Buffer, offset: number, length: number): number;
}

const systemCalls: SerialCalls = {
  read: (fd, buffer, offset, length) => readSync(fd, buffer, offset, length, null),
  write: (fd, buffer, offset, length) => writeSync(fd, buffer, offset, length, null),
};

const later = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);
const gone = new Set(['EBADF', 'ENXIO', 'EIO']);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
const hungUp = (message: string): Error =>
  Object.assign(new BindingsError(message, { canceled: false }), { disconnect: true });

/** Replaces how the port reads and writes. Both reject with `disconnect` where the device is gone, with `canceled` once the port is closed. */
export function callWhenReady(port: PolledPort, calls: SerialCalls = systemCalls): void {
  const awaited = new Set<Readiness>();
  const ready = (event: Readiness): Promise<void> =>
    new Promise((resolve, reject) => {
      awaited.add(event);
      port.poller.once(event, (problem) => {
        awaited.delete(event);
        if (problem) reject(problem);
        else resolve();
      });
      // The poller forgets the one when it is asked for the other: a write would wait until something is read.
      if (awaited.size > 1) port.poller.poll(readiness.readable | readiness.writable);
    });

  /** null: not now. */
  const make = (call: (fd: number) => number): number | null => {
    if (port.fd === null) throw new BindingsError('Port is not open', { canceled: true });
    try {
      return call(port.fd);
    } catch (error) {
      const code = codeOf(error);
      if (later.has(code)) return null;
      throw gone.has(code) ? hungUp(code) : error;
    }
  };

  port.read = async (buffer, offset, length) => {
    for (;;) {
      // Most of the time nothing is there yet, and a call would only say so.
      await ready('readable');
      const bytesRead = make((fd) => calls.read(fd, buffer, offset, length));
      if (bytesRead === 0) throw hungUp('device hung up');
      if (bytesRead !== null) return { bytesRead, buffer };
    }
  };
  port.write = async (buffer) => {
    for (let at = 0; at < buffer.length; ) {
      const written = make((fd) => calls.write(fd, buffer, at, buffer.length - at));
      if (written === null) await ready('writable');
      else at += written;
    }
  };
}
