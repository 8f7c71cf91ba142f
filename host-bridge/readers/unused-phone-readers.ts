/** Of the phone readers that were configured, those that no reader uses, and why: each is told once. */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { Clock } from '../clock.ts';
import type { BridgeObservation } from '../observed.ts';

/** Milliseconds from the start within which a reader is waited for. Our figure. */
export const greetedWithin = 60_000;

export interface UnusedPhoneReaders {
  start(): void;
  /** A reader that says that it needs a phone reader has asked for the one beside it. */
  askedFor(reader: ReaderId): void;
  observe(seen: BridgeObservation): void;
  stop(): void;
}

/**
 * @param beside the reader that each stands beside
 * @param tell EMU-746 that reader has not greeted in time, EMU-747 it has, and has no use for one
 */
export function watchUnusedPhoneReaders(
  beside: Iterable<ReaderId>,
  clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>,
  tell: (reader: ReaderId, code: Extract<ErrorCode, 'EMU-746' | 'EMU-747'>) => void,
): UnusedPhoneReaders {
  const waited = new Set(beside);
  let timer: unknown = null;
  return {
    start() {
      timer = clock.setTimeout(() => {
        for (const reader of waited) tell(reader, 'EMU-746');
      }, greetedWithin);
    },
    askedFor: (reader) => void waited.delete(reader),
    observe(seen) {
      // Who needs a phone reader has asked before it counts as connected.
      if (seen.event === 'readerConnected' && waited.delete(seen.reader)) tell(seen.reader, 'EMU-747');
    },
    stop() {
      if (timer !== null) clock.clearTimeout(timer);
    },
  };
}
