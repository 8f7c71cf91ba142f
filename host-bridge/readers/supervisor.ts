/**
 * Keeps a port open at one configured URL: opens it, and opens it again after it failed or closed. Never two opens at
 * once. What is said over the port, and to whom, is not its concern.
 */

import { type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import { errnoOf } from '../errno.ts';
import type { WatchForPort } from '../ports/hot-plug.ts';
import type { OpenPort, Port, ReaderUrl } from '../ports/port.ts';
import type { Unfinished } from '../unfinished.ts';

/** Milliseconds. Our design values. */
export const reopening = {
  /** First wait after a failure; doubles up to `ceiling`. */
  first: 100,
  ceiling: 5_000,
  /** A cable pulled by accident comes back soon: so long after a loss the wait stays `first`. */
  fresh: 1_000,
  /** A port that closed sooner than this after it opened counts as a failure, not as a loss. */
  stable: 1_000,
} as const;

/** Who speaks over the port. */
export interface PortUser {
  attached(port: Port): void;
  detached(): void;
}

/** The next try to open, after one that failed. */
export interface BackOff {
  /** Tries that have failed, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next. */
  readonly wait: number;
}

export interface Supervisor {
  start(): void;
  /** The port will be closed by its user for good reason: the next try waits the ceiling. */
  hold(): void;
  stop(): Promise<void>;
}

export function supervise(
  url: ReaderUrl,
  user: PortUser,
  parts: {
    readonly openPort: OpenPort;
    readonly clock: Clock;
    readonly watchForPort: WatchForPort;
    readonly unfinished: Unfinished;
    /** Told once when the wait has come to the ceiling, and again only after the port has stood or appeared. */
    readonly backingOff: (to: BackOff) => void;
    /** Told why the port cannot be opened: once for each reason in a row, and again after it stood. */
    readonly notOpened: (problem: Problem) => void;
  },
): Supervisor {
  const { openPort, clock, unfinished, backingOff, notOpened } = parts;
  let running = false;
  let opening: Promise<void> | null = null;
  let port: Port | null = null;
  let openedAt = 0;
  let lostAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let saidSo = false;
  /** The reason last told; empty: none since the port stood. */
  let toldReason = '';
  let held = false;
  let timer: unknown = null;
  let unwatch = (): void => {};

  const waitAfterFailure = (): number => {
    if (clock.ticks() < lostAt + reopening.fresh) return reopening.first;
    const wait = Math.min(reopening.first * 2 ** failures, reopening.ceiling);
    failures += 1;
    if (wait === reopening.ceiling && !saidSo) {
      saidSo = true;
      backingOff({ attempt: failures, wait });
    }
    return wait;
  };

  const openAfter = (wait: number): void => {
    if (timer !== null) clock.clearTimeout(timer);
    timer = clock.setTimeout(() => {
      timer = null;
      open();
    }, wait);
  };

  /** The port was or is there: it is worth trying at once and often. */
  const beginAfresh = (): void => {
    failures = 0;
    saidSo = false;
    lostAt = clock.ticks();
    openAfter(0);
  };

  const open = (): void => {
    if (!running || opening !== null || port !== null) return;
    unfinished.begin();
    opening = openPort(url)
      // Native code that cannot be loaded, a speed that no port has.
      .catch((error): Result<Port> => refuse('EMU-502', { url, reason: errnoOf(error) }))
      .then((result) => {
        opening = null;
        if (result.ok) opened(result.value);
        else if (running) failed(result.problem);
      })
      .finally(unfinished.end);
  };

  const failed = (problem: Problem): void => {
    const reason = JSON.stringify(problem);
    if (reason !== toldReason) notOpened(problem);
    toldReason = reason;
    openAfter(waitAfterFailure());
  };

  const opened = (fresh: Port): void => {
    if (!running) {
      void fresh.close();
      return;
    }
    port = fresh;
    openedAt = clock.ticks();
    toldReason = '';
    fresh.onClosed = () => closed(fresh);
    user.attached(fresh);
  };

  const closed = (which: Port): void => {
    if (port !== which) return;
    port = null;
    const stood = clock.ticks() - openedAt >= reopening.stable;
    user.detached();
    if (!running) return;
    if (held) {
      held = false;
      openAfter(reopening.ceiling);
    } else if (stood) {
      beginAfresh();
    } else {
      openAfter(waitAfterFailure());
    }
  };

  const appeared = (): void => {
    if (!running || port !== null || opening !== null) return;
    beginAfresh();
  };

  return {
    start() {
      if (running) return;
      running = true;
      unwatch = parts.watchForPort(url, appeared);
      open();
    },
    hold() {
      held = port !== null;
    },
    async stop() {
      running = false;
      unwatch();
      if (timer !== null) clock.clearTimeout(timer);
      timer = null;
      await opening;
      await port?.close();
    },
  };
}
