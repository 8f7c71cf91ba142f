/**
 * A pseudo-terminal of the operating system: the slave's path is what the host's serialport opens, the master is the
 * device. No modem lines and no baud rate in it. Linux is tested; the macOS calls are written from its manual only.
 */

import { closeSync, constants, openSync } from 'node:fs';
import { DarwinPortBinding, LinuxPortBinding } from '@serialport/bindings-cpp';
import { SerialPortStream } from '@serialport/stream';
import { callWhenReady } from '../../host-bridge/ports/serial-calls.ts';

const isMac = process.platform === 'darwin';

/** True where this machine has pseudo-terminals that we know how to make. */
export const hasPseudoTerminals = process.platform === 'linux' || isMac;

type Call = (...args: unknown[]) => number;
interface Libc {
  readonly open: Call;
  readonly grant: Call;
  readonly unlock: Call;
  readonly name: (descriptor: number, buffer: Uint8Array, length: number) => unknown;
  readonly getAttributes: Call;
  readonly makeRaw: Call;
  readonly setAttributes: Call;
  readonly errno: () => number;
}

let libc: Promise<Libc> | null = null;

/** Loaded when the first terminal is made: the foreign function library is a native module. */
const loadLibc = (): Promise<Libc> => {
  libc ??= import('koffi').then(({ default: koffi }) => {
    const library = koffi.load(isMac ? 'libSystem.dylib' : null);
    return {
      open: library.func('int posix_openpt(int)'),
      grant: library.func('int grantpt(int)'),
      unlock: library.func('int unlockpt(int)'),
      name: library.func(isMac ? 'char *ptsname(int)' : 'int ptsname_r(int, _Out_ char *, size_t)'),
      getAttributes: library.func('int tcgetattr(int, _Out_ uint8_t *)'),
      makeRaw: library.func('void cfmakeraw(_Inout_ uint8_t *)'),
      setAttributes: library.func('int tcsetattr(int, int, uint8_t *)'),
      errno: () => koffi.errno(),
    };
  });
  return libc;
};

export interface PseudoTerminal {
  /** What the host opens. */
  readonly path: string;
  onReceived: (bytes: Uint8Array) => void;
  write(bytes: Uint8Array): void;
  /** The device is gone: whoever has the slave open is told by the kernel. */
  close(): Promise<void>;
}

const openOnExecClose = 0o2000000;
const termiosLength = 256;
const pathLength = 128;

/** Rejects, naming the call that failed, where the system gives no terminal. */
export async function openPseudoTerminal(): Promise<PseudoTerminal> {
  const c = await loadLibc();
  const check = (result: number, call: string): number => {
    if (result < 0) throw new Error(`${call} failed, errno ${c.errno()}`);
    return result;
  };
  const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;
  const master = check(
    c.open(O_RDWR | O_NOCTTY | O_NONBLOCK | (isMac ? 0 : openOnExecClose)),
    'posix_openpt',
  );
  check(c.grant(master), 'grantpt');
  check(c.unlock(master), 'unlockpt');
  const name = Buffer.alloc(pathLength);
  const named = c.name(master, name, pathLength);
  const path = isMac ? String(named) : name.toString('latin1', 0, name.indexOf(0));
  // Held open by us too, so that a host that closes and opens again does not hang the master up.
  const slave = openSync(path, O_RDWR | O_NOCTTY);
  const attributes = Buffer.alloc(termiosLength);
  check(c.getAttributes(slave, attributes), 'tcgetattr');
  c.makeRaw(attributes);
  check(c.setAttributes(slave, 0, attributes), 'tcsetattr');
  // serialport's own stream on the master: a tty.ReadStream would write blocking and stop the whole process.
  const Binding = isMac ? DarwinPortBinding : LinuxPortBinding;
  const binding = (options: object) => {
    const port = new Binding(master, { ...options, vmin: 1, vtime: 0 } as ConstructorParameters<
      typeof Binding
    >[1]);
    callWhenReady(port);
    return port;
  };
  const stream = new SerialPortStream({
    binding: {
      list: () => Promise.resolve([]),
      open: (options) => Promise.resolve(binding(options)),
    },
    path,
    baudRate: 115200,
    autoOpen: false,
    highWaterMark: 65536,
  });
  await new Promise<void>((resolve, reject) => stream.open((error) => (error ? reject(error) : resolve())));
  let closed = false;
  const terminal: PseudoTerminal = {
    path,
    onReceived: () => {},
    write: (bytes) => {
      if (!closed) stream.write(bytes);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      closeSync(slave);
      if (stream.isOpen) await new Promise<void>((resolve) => stream.close(() => resolve()));
    },
  };
  stream.on('data', (bytes: Buffer) => terminal.onReceived(bytes));
  // A write that was pending when the device went: nobody is there to be told.
  stream.on('error', () => {});
  return terminal;
}
