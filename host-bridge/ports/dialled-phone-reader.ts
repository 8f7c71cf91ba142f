/** A phone reader whose driver is another program: dialled, dialled again when it is lost, and there while it says so. */

import { Link } from '../../protocol/link/link.ts';
import { decodeDriverMessage, encodeDriverMessage } from '../../protocol/phone-reader/driver-messages.ts';
import type { Problem } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import { type BackOff, supervise } from '../readers/supervisor.ts';
import { createUnfinished } from '../unfinished.ts';
import { createLinkedStream } from './linked-stream.ts';
import type { PhoneReader, PhoneReaderListener } from './phone-reader.ts';
import type { OpenPort, ReaderUrl } from './port.ts';

export interface DialledPhoneReader extends PhoneReader {
  start(): void;
  stop(): Promise<void>;
}

export interface DialledPhoneReaderParts {
  readonly openPort: OpenPort;
  readonly clock: Clock;
  readonly entropy: { bytes(count: number): Uint8Array };
  /** As `supervise` tells them. */
  readonly backingOff: (to: BackOff) => void;
  readonly notOpened: (problem: Problem) => void;
}

/** @param url `tcp:HOST:PORT`, where its driver listens */
export function dialPhoneReader(url: ReaderUrl, parts: DialledPhoneReaderParts): DialledPhoneReader {
  const { openPort, clock, entropy, backingOff, notOpened } = parts;
  let there = false;
  let listener: PhoneReaderListener | null = null;

  const become = (now: boolean): void => {
    if (there === now) return;
    there = now;
    listener?.changed();
  };
  const heard = (payload: Uint8Array): void => {
    const message = decodeDriverMessage(payload);
    if (!message.ok) return;
    if (message.value.kind === 'packet') listener?.received(message.value.packet);
    else become(message.value.kind === 'there');
  };
  const link = new Link('host', () => entropy.bytes(8));
  const stream = createLinkedStream(link, clock, (event) => {
    switch (event.type) {
      case 'connected':
        // A driver that has just begun says so itself where its phone reader is there.
        if (!event.resumed) become(false);
        return;
      case 'received':
        heard(event.payload);
        return;
      case 'lost':
      case 'closed':
        become(false);
    }
  });
  const supervisor = supervise(
    url,
    {
      attached(port) {
        port.onReceived = stream.arrived;
        stream.attached((bytes) => port.write(bytes));
      },
      detached: stream.detached,
    },
    { openPort, clock, watchForPort: () => () => {}, unfinished: createUnfinished(), backingOff, notOpened },
  );

  return {
    get there() {
      return there;
    },
    listen(to) {
      listener = to;
      return () => {
        if (listener === to) listener = null;
      };
    },
    send(packet) {
      if (link.connected) stream.send(encodeDriverMessage({ kind: 'packet', packet }));
    },
    start: supervisor.start,
    async stop() {
      await supervisor.stop();
      stream.stop();
    },
  };
}
