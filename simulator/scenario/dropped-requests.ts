/** The requests that a scenario's receipt computer has dropped, by kind, and the answers that lie there for them. */

import type { Exchange } from '../../host-bridge/receipt/requests/exchange.ts';
import { exampleName, namedRequest } from '../../host-bridge/receipt/requests/request-name.ts';
import { receiptFields } from './receipt-fields.ts';

export interface DroppedRequests {
  /** The name of the next request: with this tail, or with one of its own, marked as test data. */
  next(prefix: string, tail?: string): string;
  /** The answer to the last request of the kind, or to the one with this tail; null: none lies there. */
  answerTo(prefix: string, tail?: string): Uint8Array | null;
  /** The element of that name in the last answer that was there when it was asked for. */
  lastAnswered(element: string): string | null;
}

export function droppedRequests(exchange: Pick<Exchange, 'readAnswer'>): DroppedRequests {
  const last = new Map<string, string>();
  let count = 0;
  let lastAnswer: Uint8Array | null = null;

  const named = (prefix: string, tail: string): string => `${prefix}req_${tail}.xml`;

  return {
    next(prefix, tail) {
      count += 1;
      const name = tail === undefined ? exampleName(prefix, count) : named(prefix, tail);
      last.set(prefix, name);
      return name;
    },
    answerTo(prefix, tail) {
      const asked = namedRequest(tail === undefined ? (last.get(prefix) ?? '') : named(prefix, tail));
      const bytes = asked.is === 'request' ? exchange.readAnswer(asked.answer) : null;
      lastAnswer = bytes ?? lastAnswer;
      return bytes;
    },
    lastAnswered: (element) =>
      lastAnswer === null ? null : (receiptFields(lastAnswer).get(element)?.[0] ?? null),
  };
}
