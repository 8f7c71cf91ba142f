/**
 * `fcr bench link`: a request and its answer over a serial device, through both ends of the link, beside a bare
 * serialport echo of the same bytes on a device of the same kind. The bar is a ratio of 2.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import type { Port } from '../../host-bridge/ports/port.ts';
import { openSerialPort } from '../../host-bridge/ports/serial-port.ts';
import { decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import type { VisitId } from '../../protocol/ids.ts';
import { Link } from '../../protocol/link.ts';
import type { HostMessage, ReaderMessage } from '../../protocol/messages.ts';
import { orThrow } from '../../protocol/result.ts';
import { openPseudoTerminal, type PseudoTerminal } from '../devices/pseudo-terminal.ts';
import { SerialCable } from '../devices/serial-cable.ts';
import { realClock } from '../time/real-clock.ts';
import { rounded, sideBySide } from './measure.ts';

const visit = 'FCR-000001.1.1' as VisitId;
const nonce = new Uint8Array(32).fill(7);
const rounds = 15;
const exchanges = 200;

export async function benchLink() {
  const folder = mkdtempSync(join(tmpdir(), 'fcr-bench-'));
  const ours = await startLink(join(folder, 'reader'));
  const bare = await startEcho(ours.requestLength, ours.answerLength);
  const measured = await sideBySide(
    [
      { name: 'link', run: ours.exchange },
      { name: 'echo', run: bare.exchange },
    ],
    rounds,
    exchanges,
  );
  await ours.stop();
  await bare.stop();
  rmSync(folder, { recursive: true, force: true });
  const wall = (name: string): number => (measured.get(name)?.wallMs ?? Number.NaN) * 1000;
  return {
    bench: 'link',
    bar: { ratio: 2 },
    ratio: rounded(wall('link') / wall('echo')),
    linkMicroseconds: rounded(wall('link')),
    echoMicroseconds: rounded(wall('echo')),
    bytes: { request: ours.requestLength, answer: ours.answerLength },
    rounds,
    exchangesARound: exchanges,
  };
}

interface Exchanging {
  /** One request and its answer. */
  exchange(): Promise<void>;
  stop(): Promise<void>;
}

/** Writes what a link has to say, and hands on what it received. */
function pump(link: Link, write: (bytes: Uint8Array) => void, received: (payload: Uint8Array) => void): void {
  for (;;) {
    for (const bytes of link.takeOutput()) write(bytes);
    const events = link.takeEvents();
    if (events.length === 0) return;
    for (const event of events) if (event.type === 'received') received(event.payload);
  }
}

/** The reader asks, the host answers, as in a visit. */
async function startLink(
  place: string,
): Promise<Exchanging & { requestLength: number; answerLength: number }> {
  const clock = realClock();
  const cable = new SerialCable(place, { activity: null, random: Math.random });
  const reader = new Link('reader', () => new Uint8Array(8));
  const host = new Link('host', () => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  let answered: (() => void) | null = null;
  const lengths = { request: 0, answer: 0 };
  const atReader = (): void =>
    pump(
      reader,
      (bytes) => {
        lengths.request = bytes.length;
        cable.send(bytes);
      },
      (payload) => {
        const message = orThrow(decodeMessage(payload, 'host')) as HostMessage;
        if (message.type === 'challenge') answered?.();
      },
    );
  cable.listen({
    attached: () => reader.attached(clock.ticks()),
    detached: () => reader.detached(),
    received: (bytes) => {
      reader.received(bytes, clock.ticks());
      atReader();
    },
  });
  await cable.plug();
  cable.hostOpened();
  const port: Port = orThrow(await openSerialPort(cable.url, place, 115200, clock));
  const atHost = (): void =>
    pump(
      host,
      (bytes) => {
        lengths.answer = bytes.length;
        port.write(bytes);
      },
      (payload) => {
        const message = orThrow(decodeMessage(payload, 'reader')) as ReaderMessage;
        if (message.type !== 'challengeRequest') return;
        host.send(encodeMessage({ type: 'challenge', request: message.request, nonce }), clock.ticks());
      },
    );
  port.onReceived = (bytes) => {
    host.received(bytes, clock.ticks());
    atHost();
  };
  host.attached(clock.ticks());
  atHost();
  // Owed acknowledgements and heartbeats, as both ends of a real link keep them.
  const timer = setInterval(() => {
    reader.advance(clock.ticks());
    host.advance(clock.ticks());
    atReader();
    atHost();
  }, 10);
  while (!reader.connected) await new Promise((resolve) => setImmediate(resolve));
  let request = 0;
  const exchange = (): Promise<void> =>
    new Promise((resolve) => {
      answered = resolve;
      request += 1;
      reader.send(encodeMessage({ type: 'challengeRequest', request, visit }), clock.ticks());
      atReader();
    });
  await exchange();
  return {
    exchange,
    requestLength: lengths.request,
    answerLength: lengths.answer,
    stop: async () => {
      clearInterval(timer);
      await port.close();
      await cable.unplug();
    },
  };
}

/** The same number of bytes there and back, with nothing that looks at them. */
async function startEcho(requestLength: number, answerLength: number): Promise<Exchanging> {
  const terminal: PseudoTerminal = await openPseudoTerminal();
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
