/**
 * One link to a reader over whichever port is attached: turns its payloads into messages, and gives up a port on which no
 * link comes about. Who the reader is and what may be said when is the session's.
 */

import {
  type ChannelParts,
  type ChannelRefusal,
  SecureLink,
  type SecureLinkEvent,
} from '../../protocol/channel/channel.ts';
import type { LinkPeer } from '../../protocol/channel/link-certificate.ts';
import { decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import { Link, type LinkCounters, type LinkEvent } from '../../protocol/link/link.ts';
import type { HostMessage, ReaderMessage } from '../../protocol/messages.ts';
import type { Problem } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import { createLinkedStream } from '../ports/linked-stream.ts';
import type { Port } from '../ports/port.ts';
import type { PortUser } from './supervisor.ts';

/** Milliseconds that a port may be open without a link before it is closed and opened afresh. Our figure. */
export const silentPortMs = 10_000;

export interface LineListener {
  /**
   * `resumed` false: a new link session, in which nobody has greeted yet. `peer` is whom the secure channel has shown
   * the reader to be; null on a line without one.
   */
  connected(resumed: boolean, peer: LinkPeer | null): void;
  lost(): void;
  /**
   * The link is refused or ended, and the port is closed: by this end where there is a refusal, else by the reader's,
   * whose reason is `code`, whatever it says.
   */
  closed(code: string, ours: ChannelRefusal | null): void;
  /** `size` is that of the message's bytes. */
  received(message: ReaderMessage, size: number): void;
  /** Bytes that are no message of a reader. */
  refused(problem: Problem): void;
  damaged(problem: Problem): void;
}

export interface Line extends PortUser {
  /** Segments and frames since the line was made. */
  readonly counters: Readonly<LinkCounters>;
  /** Bytes of the message, or null when too much waits already and it was not taken. */
  send(message: HostMessage): number | null;
  /** Ends the link session for good, tells the reader why, and closes the port. */
  end(code: string): void;
  /** Gives up every timer. */
  stop(): void;
}

/**
 * @param newId gives 4 bytes or more that were never given before: our half of a link session's id
 * @param channel null: messages travel in the clear
 */
export function createLine(
  clock: Clock,
  newId: () => Uint8Array,
  channel: ChannelParts | null,
  listener: LineListener,
): Line {
  const link = channel === null ? new Link('host', newId) : new SecureLink('host', newId, channel);
  let port: Port | null = null;
  let silence: unknown = null;

  const silenceOver = (): void => {
    if (silence !== null) clock.clearTimeout(silence);
    silence = null;
  };

  const silenceBegins = (): void => {
    silenceOver();
    silence = clock.setTimeout(() => {
      silence = null;
      void port?.close();
    }, silentPortMs);
  };

  const stream = createLinkedStream<LinkEvent | SecureLinkEvent>(link, clock, (event) => {
    switch (event.type) {
      case 'connected':
        silenceOver();
        listener.connected(event.resumed, 'peer' in event ? event.peer : null);
        return;
      case 'lost':
        if (port !== null) silenceBegins();
        listener.lost();
        return;
      case 'received': {
        const decoded = decodeMessage(event.payload, 'reader');
        // The decoder has refused whatever a reader does not send.
        if (decoded.ok) listener.received(decoded.value as ReaderMessage, event.payload.length);
        else listener.refused(decoded.problem);
        return;
      }
      case 'damaged':
        listener.damaged(event.problem);
        return;
      case 'closed':
        // What the reader is told must leave before the port is closed.
        stream.flush();
        listener.closed(event.code, 'refusal' in event ? event.refusal : null);
        void port?.close();
    }
  });

  return {
    counters: link.counters,
    attached(fresh) {
      port = fresh;
      fresh.onReceived = stream.arrived;
      silenceBegins();
      stream.attached((bytes) => fresh.write(bytes));
    },
    detached() {
      port = null;
      silenceOver();
      stream.detached();
    },
    send(message) {
      const payload = encodeMessage(message);
      return stream.send(payload) ? payload.length : null;
    },
    end(code) {
      stream.close(code);
      void port?.close();
    },
    stop() {
      silenceOver();
      stream.stop();
    },
  };
}
