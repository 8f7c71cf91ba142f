/** Observations as server-sent events: numbered, resumable, one stream a listener. */

import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { NumberedObservation } from './desk-view.ts';

/** A listener that leaves this much unread is let go; it resumes with Last-Event-ID. */
const unreadLimit = 4 * 1024 * 1024;

/** So often a quiet stream shows that it lives, milliseconds. */
const heartbeat = 15_000;

/** Where numbered events come from (desk-view.ts says what the two do). */
export interface EventSource<E> {
  eventsSince(since: number): readonly E[];
  subscribe(listener: (event: E) => void): () => void;
}

export interface EventStreams {
  /** Sends what is kept since number `since`, then everything as it happens; null begins now. Takes the response over. */
  open(response: ServerResponse, since: number | null): void;
  /** Ends every stream. */
  close(): void;
}

/** @param lines an event as the stream writes it */
export function createEventStreams<E>(
  source: EventSource<E>,
  clock: Clock,
  lines: (event: E) => string,
): EventStreams {
  const streams = new Set<Stream>();

  return {
    open(response, since) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      let timer: unknown;
      // A response that is ended or destroyed must not be written to again, so listening ends first.
      const stream: Stream = {
        leave() {
          streams.delete(stream);
          unsubscribe();
          clock.clearTimeout(timer);
        },
        end() {
          stream.leave();
          response.end();
        },
      };
      const write = (text: string) => {
        response.write(text);
        if (response.writableLength <= unreadLimit) return;
        stream.leave();
        response.destroy();
      };
      const beat = () => {
        timer = clock.setTimeout(beat, heartbeat);
        write(':\n\n');
      };
      const unsubscribe = source.subscribe((event) => write(lines(event)));
      streams.add(stream);
      response.once('close', stream.leave);
      beat();
      // Nothing can happen between subscribing and this, so nothing is missed and nothing comes twice.
      if (since !== null) write(source.eventsSince(since).map(lines).join(''));
    },
    close() {
      for (const stream of streams) stream.end();
    },
  };
}

interface Stream {
  /** Stops listening. Safe to call more than once. */
  leave(): void;
  end(): void;
}

/** An observation of the bridge. */
export const observationLines = ({ number, at, observation }: NumberedObservation): string =>
  `id: ${number}\ndata: ${JSON.stringify({ number, at, ...observation })}\n\n`;
