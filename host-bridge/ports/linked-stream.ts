/** A link over a stream of bytes that comes and goes: pumps its bytes, deadlines and events. What is said is its user's. */

import { Link } from '../../protocol/link/link.ts';
import type { Clock } from '../clock.ts';

export interface LinkedStreamUser {
  /** The link stands; `resumed`: nothing was lost since it stood last. */
  connected(resumed: boolean): void;
  /** It does not, for now or for good. */
  lost(): void;
  received(payload: Uint8Array): void;
}

export interface LinkedStream {
  readonly connected: boolean;
  /** A stream is there; `write` takes bytes to it. */
  attached(write: (bytes: Uint8Array) => void): void;
  detached(): void;
  arrived(bytes: Uint8Array): void;
  /** Dropped where the link does not stand. */
  send(payload: Uint8Array): void;
  /** Gives up its timer. */
  stop(): void;
}

/** @param newHalf as for `Link` */
export function createLinkedStream(
  role: 'host' | 'reader',
  clock: Clock,
  newHalf: () => Uint8Array,
  user: LinkedStreamUser,
): LinkedStream {
  const link = new Link(role, newHalf);
  let write: ((bytes: Uint8Array) => void) | null = null;
  let timer: unknown = null;
  let pumping = false;

  const pump = (): void => {
    if (pumping) return;
    pumping = true;
    for (;;) {
      const output = link.takeOutput();
      for (const bytes of output) write?.(bytes);
      const events = link.takeEvents();
      if (output.length === 0 && events.length === 0) break;
      for (const event of events) {
        if (event.type === 'connected') user.connected(event.resumed);
        else if (event.type === 'received') user.received(event.payload);
        else if (event.type === 'lost' || event.type === 'closed') user.lost();
      }
    }
    pumping = false;
    arm();
  };

  const arm = (): void => {
    if (timer !== null) clock.clearTimeout(timer);
    timer = null;
    const at = link.deadline();
    if (at === null) return;
    timer = clock.setTimeout(
      () => {
        timer = null;
        link.advance(clock.ticks());
        pump();
      },
      Math.max(0, at - clock.ticks()),
    );
  };

  return {
    get connected() {
      return link.connected;
    },
    attached(to) {
      write = to;
      link.attached(clock.ticks());
      pump();
    },
    detached() {
      write = null;
      link.detached();
      pump();
    },
    arrived(bytes) {
      link.received(bytes, clock.ticks());
      pump();
    },
    send(payload) {
      if (!link.connected) return;
      link.send(payload, clock.ticks());
      pump();
    },
    stop() {
      if (timer !== null) clock.clearTimeout(timer);
      timer = null;
    },
  };
}
