/** A Port over a Node stream of bytes that is open already: a socket, a serial port. */

import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Port } from './port.ts';
import { createWriteLimit } from './write-limit.ts';

/**
 * @param end starts to close the stream, which then emits 'close'; called at most once
 * @param writeLimit milliseconds after which a write that does not get through ends the port
 */
export function streamPort(stream: Duplex, end: () => void, clock: Clock, writeLimit?: number): Port {
  let ending = false;
  let gone = false;
  let settle: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const close = (): Promise<void> => {
    if (!ending && !gone) {
      ending = true;
      end();
    }
    return closed;
  };
  const limit = createWriteLimit(clock, close, writeLimit);

  const port: Port = {
    onReceived: () => {},
    onClosed: () => {},
    write(bytes) {
      if (ending || gone) return;
      limit.began();
      stream.write(bytes, limit.ended);
    },
    close,
  };

  stream.on('data', (bytes: Uint8Array) => {
    if (!ending && !gone) port.onReceived(bytes);
  });
  // A serial port emits 'close' twice when a write is pending as it is unplugged.
  stream.on('close', () => {
    if (gone) return;
    gone = true;
    limit.stop();
    settle();
    port.onClosed();
  });
  // An error is followed by 'close' on sockets, not always on serial ports.
  stream.on('error', () => void close());
  stream.on('end', () => void close());
  return port;
}
