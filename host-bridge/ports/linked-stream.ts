/** A link over a stream of bytes that comes and goes: pumps its bytes, deadlines and events. What is said is its user's. */

import type { Clock } from '../clock.ts';

/** What is pumped: a `Link`, or a `SecureLink` above one. `E` is what it tells. */
export interface PumpedLink<E> {
  attached(now: number): void;
  detached(): void;
  received(bytes: Uint8Array, now: number): void;
  send(payload: Uint8Array, now: number): boolean;
  close(code?: string): void;
  advance(now: number): void;
  deadline(): number | null;
  takeOutput(): readonly Uint8Array[];
  takeEvents(): readonly E[];
}

export interface LinkedStream {
  /** A stream is there; `write` takes bytes to it. */
  attached(write: (bytes: Uint8Array) => void): void;
  detached(): void;
  arrived(bytes: Uint8Array): void;
  /** False when too much waits already: it was not taken. */
  send(payload: Uint8Array): boolean;
  /** Ends the session for good. The peer's word of it is written when this returns. */
  close(code?: string): void;
  /** Writes what the link has to say, for whoever closes the stream because of what was heard. */
  flush(): void;
  /** Gives up its timer. */
  stop(): void;
}

/** @param heard takes what the link tells, in its order; a call that it makes only adds to what is under way */
export function createLinkedStream<E>(
  link: PumpedLink<E>,
  clock: Clock,
  heard: (event: E) => void,
): LinkedStream {
  let write: ((bytes: Uint8Array) => void) | null = null;
  let pumping = false;
  let timer: unknown = null;
  let timerAt = 0;

  /** Does all that the last call to the link brought about. */
  const pump = (): void => {
    if (pumping) return;
    pumping = true;
    for (;;) {
      const events = link.takeEvents();
      for (const event of events) heard(event);
      if (!flush() && events.length === 0) break;
    }
    pumping = false;
    arm();
  };

  const flush = (): boolean => {
    const output = link.takeOutput();
    for (const frame of output) write?.(frame);
    return output.length > 0;
  };

  const arm = (): void => {
    const at = link.deadline();
    // A timer that fires early finds nothing to do and is set again: cheaper than moving it at every frame.
    if (at === null || (timer !== null && timerAt <= at)) return;
    disarm();
    timerAt = at;
    timer = clock.setTimeout(fire, Math.max(0, at - clock.ticks()));
  };

  const disarm = (): void => {
    if (timer !== null) clock.clearTimeout(timer);
    timer = null;
  };

  const fire = (): void => {
    timer = null;
    link.advance(clock.ticks());
    pump();
  };

  return {
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
      const taken = link.send(payload, clock.ticks());
      pump();
      return taken;
    },
    close(code) {
      link.close(code);
      // Also when called from within `heard`: the last words must leave before the stream is closed.
      flush();
      pump();
    },
    flush,
    stop: disarm,
  };
}
