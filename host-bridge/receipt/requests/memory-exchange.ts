/** Questions and answers of a desk that leaves nothing on the disk. */

import { ok } from '../../../protocol/result.ts';
import type { Clock } from '../../clock.ts';
import type { Exchange, PendingRequest } from './exchange.ts';
import { isAnswerName, namedRequest } from './request-name.ts';

export interface MemoryExchange extends Exchange {
  /** Puts a request into `req`, as a receipt computer would. */
  drop(name: string, bytes: Uint8Array): void;
}

interface Dropped {
  readonly bytes: Uint8Array;
  readonly version: string;
}

export function memoryExchange(clock: Pick<Clock, 'now'>): MemoryExchange {
  const requests = new Map<string, Dropped>();
  const answers = new Map<string, { readonly bytes: Uint8Array; readonly at: number }>();
  const lookers = new Set<() => void>();
  let drops = 0;

  const takeAway = ({ name, version }: PendingRequest): boolean => {
    if (requests.get(name)?.version === version) requests.delete(name);
    return true;
  };

  return {
    drop(name, bytes) {
      drops += 1;
      // Another place in the order: what is dropped again is newer.
      requests.delete(name);
      requests.set(name, { bytes, version: String(drops) });
      for (const look of lookers) look();
    },
    watch(look) {
      lookers.add(look);
      return () => lookers.delete(look);
    },
    pending: () =>
      Array.from(requests, ([name, { version }]) => ({ name, version })).filter(
        ({ name }) => namedRequest(name).is !== 'other',
      ),
    read: (name) => ok(requests.get(name) ?? null),
    answer(request, name, bytes) {
      takeAway(request);
      answers.set(name, { bytes, at: clock.now() });
      return ok({ taken: true, shown: true });
    },
    takeAway,
    setAside: takeAway,
    recover: () => true,
    showKept: () => true,
    answers: () => Array.from(answers, ([name, { at }]) => ({ name, at })),
    readAnswer: (name) => (isAnswerName(name) ? (answers.get(name)?.bytes ?? null) : null),
    removeAnswer: (name) => answers.delete(name),
  };
}
