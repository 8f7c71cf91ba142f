/** Asks the back end once, outside any visit: what becomes of a failure is the caller's. Each request is observed and counted. */

import { type Result, refuse } from '../../protocol/result.ts';
import type { ObserveBridge } from '../observed.ts';
import type { Unfinished } from '../unfinished.ts';
import type { AnswerOf, OperationName, RequestOf } from './api.ts';
import type { BackEndClient } from './client.ts';

export interface AskOnce {
  /** EMU-420 nobody was reached; else what the client gives. */
  ask<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>>;
  /** Nothing is observed from here on. */
  stop(): void;
}

export function askOnce(parts: {
  readonly backEnd: BackEndClient;
  readonly observe: ObserveBridge;
  readonly unfinished: Unfinished;
}): AskOnce {
  const { backEnd, observe, unfinished } = parts;
  let stopped = false;
  return {
    async ask<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>> {
      observe({ event: 'requested', operation, visit: null });
      unfinished.begin();
      const result = await backEnd
        .call(operation, request)
        .catch((): Result<AnswerOf<N>> => refuse('EMU-420'));
      if (!stopped) {
        const outcome = result.ok ? 'ok' : result.problem.code;
        observe({ event: 'answered', operation, visit: null, result: outcome });
      }
      // What follows at once from the answer still counts as under way.
      queueMicrotask(() => unfinished.end());
      return result;
    },
    stop() {
      stopped = true;
    },
  };
}
