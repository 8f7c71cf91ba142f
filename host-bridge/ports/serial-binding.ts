/**
 * The native serial binding with one change: a read of 0 bytes, which is what a hung-up tty gives, is a disconnect.
 * The stock binding reads again, without end and without an event, when an unplug meets it at the wrong moment.
 *
 * It replaces the port's `read` and uses its `poller`, so the versions of @serialport packages are pinned.
 */

import { read as readCallback } from 'node:fs';
import { promisify } from 'node:util';
import { autoDetect, BindingsError, type LinuxPortBinding } from '@serialport/bindings-cpp';

const read = promisify(readCallback);
const stock = autoDetect();

type Opened = Awaited<ReturnType<typeof stock.open>>;
type PollingPort = Extract<Opened, { poller: LinuxPortBinding['poller'] }>;
const polls = (port: Opened): port is PollingPort => 'poller' in port;

const later = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);
const gone = new Set(['EBADF', 'ENXIO', 'EIO']);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
const hungUp = (message: string): Error => new BindingsError(message, { canceled: false });

async function readOrHangUp(port: PollingPort, buffer: Buffer, offset: number, length: number) {
  for (;;) {
    if (port.fd === null) throw new BindingsError('Port is not open', { canceled: true });
    try {
      const { bytesRead } = await read(port.fd, buffer, offset, length, null);
      if (bytesRead > 0) return { bytesRead, buffer };
    } catch (error) {
      const code = codeOf(error);
      if (gone.has(code)) throw Object.assign(hungUp(code), { disconnect: true });
      if (!later.has(code)) throw error;
      if (!port.isOpen) throw new BindingsError('Port is not open', { canceled: true });
      await new Promise<void>((resolve, reject) => {
        port.poller.once('readable', (problem) => (problem ? reject(problem) : resolve()));
      });
      continue;
    }
    throw Object.assign(hungUp('device hung up'), { disconnect: true });
  }
}

/** For `new SerialPort({ binding })`. */
export const hangUpAwareBinding = {
  list: () => stock.list(),
  /** Locks the port: a second opener is refused. */
  async open({ path, baudRate }: { readonly path: string; readonly baudRate: number }): Promise<Opened> {
    const port = await stock.open({ path, baudRate, lock: true });
    // Windows tells a disconnect by an error of its own.
    if (polls(port)) port.read = (buffer, offset, length) => readOrHangUp(port, buffer, offset, length);
    return port;
  },
};
