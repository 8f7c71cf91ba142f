/** What a serial device costs by itself: bytes there and back through serialport, with nothing that looks at them. */

import { SerialPort } from 'serialport';
import { openPseudoTerminal } from '../devices/pseudo-terminal.ts';

export interface Exchanging {
  /** One request and its answer. */
  exchange(): Promise<void>;
  stop(): Promise<void>;
}

/** @param requestLength bytes there @param answerLength bytes back */
export async function startSerialEcho(requestLength: number, answerLength: number): Promise<Exchanging> {
  const terminal = await openPseudoTerminal();
  const answer = new Uint8Array(answerLength).fill(7);
  let arrived = 0;
  terminal.onReceived = (bytes) => {
    arrived += bytes.length;
    if (arrived < requestLength) return;
    arrived -= requestLength;
    terminal.write(answer);
  };
  const stream = new SerialPort({ path: terminal.path, baudRate: 115200, autoOpen: false });
  await new Promise<void>((resolve, reject) => stream.open((error) => (error ? reject(error) : resolve())));
  const request = new Uint8Array(requestLength).fill(7);
  let back = 0;
  let answered: (() => void) | null = null;
  stream.on('data', (bytes: Buffer) => {
    back += bytes.length;
    if (back < answerLength) return;
    back -= answerLength;
    answered?.();
  });
  return {
    exchange: () =>
      new Promise((resolve) => {
        answered = resolve;
        stream.write(request);
      }),
    stop: async () => {
      await new Promise<void>((resolve) => stream.close(() => resolve()));
      await terminal.close();
    },
  };
}
