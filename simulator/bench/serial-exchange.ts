/** A request and its answer over a serial device, through both ends of a link: what a visit does some times. */

import type { Port } from '../../host-bridge/ports/port.ts';
import { openSerialPort } from '../../host-bridge/ports/serial-port.ts';
import { decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import type { VisitId } from '../../protocol/ids.ts';
import type { Link } from '../../protocol/link/link.ts';
import type { HostMessage, ReaderMessage } from '../../protocol/messages.ts';
import { orThrow } from '../../protocol/result.ts';
import { SerialCable } from '../devices/serial-cable.ts';
import { realClock } from '../time/real-clock.ts';
import type { Exchanging } from './serial-echo.ts';

/** What both ends of a link do, whether it is encrypted or not. */
export type LinkEnd = Pick<
  Link,
  'attached' | 'detached' | 'received' | 'send' | 'advance' | 'takeOutput' | 'connected'
> & {
  takeEvents(): readonly ({ readonly type: 'received'; readonly payload: Uint8Array } | Told)[];
};
/** Events that do not matter here. */
interface Told {
  readonly type: 'connected' | 'lost' | 'closed' | 'damaged';
}

export interface ExchangingLink extends Exchanging {
  /** Bytes on the wire. */
  readonly requestLength: number;
  readonly answerLength: number;
}

const visit = 'FCR-000001.1.1' as VisitId;
const nonce = new Uint8Array(32).fill(7);

/** The reader asks, the host answers. @param place where the device is linked; nothing may be there */
export async function startSerialExchange(
  place: string,
  reader: LinkEnd,
  host: LinkEnd,
): Promise<ExchangingLink> {
  const clock = realClock();
  const cable = new SerialCable(place, { activity: null, random: Math.random });
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
  while (!reader.connected || !host.connected) await new Promise((resolve) => setImmediate(resolve));
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

/** Writes what a link has to say, and hands on what it received. */
function pump(
  link: LinkEnd,
  write: (bytes: Uint8Array) => void,
  received: (payload: Uint8Array) => void,
): void {
  for (;;) {
    for (const bytes of link.takeOutput()) write(bytes);
    const events = link.takeEvents();
    if (events.length === 0) return;
    for (const event of events) if (event.type === 'received') received(event.payload);
  }
}
