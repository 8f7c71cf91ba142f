/**
 * Removes files that no receipt computer has fetched for too long (REQ-42): answers in `res` and what was pushed into
 * `face`. How long is the facility's setting `responseStayMinutes`; its default is ours, no official value is public.
 */

import type { Clock } from '../clock.ts';
import type { ObserveBridge } from '../observed.ts';
import { instantInName } from './file-name.ts';
import type { ReceiptFolder } from './folder.ts';

/** Milliseconds until a file that is held by another program is tried again, and between two looks at least. Ours. */
const lookAgainAfter = 60_000;
/**
 * How much later than its time a file may go, as a part of that time, and milliseconds at most: it is noted when it is
 * first seen lying there, and a folder of days need not be gone through every minute. Ours.
 */
const lateness = { part: 1 / 60, most: 600_000 } as const;

type Kind = 'face' | 'res';

export interface Expiry {
  /** Lets go what is too old already, and looks by itself from then on as long as something lies there. */
  start(): void;
  /** A file was written. */
  written(): void;
  stop(): void;
}

export function createExpiry({
  receipt,
  stayMinutes,
  clock,
  observe,
}: {
  readonly receipt: ReceiptFolder;
  readonly stayMinutes: () => number;
  readonly clock: Clock;
  readonly observe: ObserveBridge;
}): Expiry {
  /** By name, in `clock.ticks()`, which do not jump as wall time does. Of files that were there before: counted back. */
  let since: Readonly<Record<Kind, ReadonlyMap<string, number>>> = { face: new Map(), res: new Map() };
  let first = true;
  let timer: unknown = null;
  /** When the next look is, by `clock.ticks()`. */
  let due = Number.POSITIVE_INFINITY;

  const stopWaiting = (): void => {
    if (timer !== null) clock.clearTimeout(timer);
    timer = null;
    due = Number.POSITIVE_INFINITY;
  };
  const lookIn = (milliseconds: number): void => {
    stopWaiting();
    due = clock.ticks() + milliseconds;
    timer = clock.setTimeout(look, milliseconds);
  };

  const look = (): void => {
    stopWaiting();
    const stay = stayMinutes() * 60_000;
    const now = clock.ticks();
    const gone = { face: 0, res: 0 };
    const lying = { face: new Map<string, number>(), res: new Map<string, number>() };
    let next = Number.POSITIVE_INFINITY;
    /** @param made when, by the wall clock; null: as far as is known just now */
    const lies = (of: Kind, name: string, made: number | null): void => {
      const from = since[of].get(name) ?? now - (made === null ? 0 : Math.max(0, clock.now() - made));
      const left = from + stay - now;
      const isGone =
        left <= 0 && (of === 'face' ? receipt.remove(name) : receipt.exchange.removeAnswer(name));
      if (isGone) gone[of] += 1;
      else {
        lying[of].set(name, from);
        next = Math.min(next, left);
      }
    };
    for (const name of receipt.list()) lies('face', name, first ? instantInName(name) : null);
    for (const { name, at } of receipt.exchange.answers()) lies('res', name, first ? at : null);
    since = lying;
    first = false;
    for (const of of ['face', 'res'] as const) {
      if (gone[of] > 0) observe({ event: 'resultsExpired', of, count: gone[of] });
    }
    if (Number.isFinite(next)) lookIn(Math.max(next, lookAgainAfter));
  };

  return {
    start: look,
    written() {
      const late = Math.min(stayMinutes() * 60_000 * lateness.part, lateness.most);
      const within = Math.max(late, lookAgainAfter);
      if (due - clock.ticks() > within) lookIn(within);
    },
    stop: stopWaiting,
  };
}
