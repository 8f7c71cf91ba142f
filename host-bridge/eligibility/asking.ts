/**
 * Asks the back end until it has answered: a failed or refused request is sent again, later each time. Every request
 * of the bridge goes through here, so that each is observed and counted.
 */

import type { ErrorCode } from '../../protocol/errors.ts';
import { type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { ObserveBridge } from '../observed.ts';
import type { Unfinished } from '../unfinished.ts';
import type { AnswerOf, OperationName, RequestOf } from './api.ts';
import type { BackEndClient } from './client.ts';

/** Milliseconds between tries; doubles. Our design values. */
export const askingAgain = { first: 500, ceiling: 8_000 } as const;

export interface Heard<N extends OperationName> {
  answered(answer: AnswerOf<N>): void;
  /** Told at the first failure, and again when the reason has become another. */
  failed(problem: Problem): void;
}

export interface Asking {
  /** Nothing is heard from here on. A request already sent may still arrive. */
  cancel(): void;
}

export interface Asker {
  ask<N extends OperationName>(operation: N, request: RequestOf<N>, heard: Heard<N>): Asking;
  /** Cancels all that is under way. */
  stop(): void;
}

export function createAsker(parts: {
  readonly backEnd: BackEndClient;
  readonly clock: Clock;
  readonly observe: ObserveBridge;
  readonly unfinished: Unfinished;
}): Asker {
  const { backEnd, clock, observe, unfinished } = parts;
  const underWay = new Set<Asking>();
  let stopped = false;

  return {
    ask<N extends OperationName>(operation: N, request: RequestOf<N>, heard: Heard<N>): Asking {
      const { visit } = request;
      let cancelled = false;
      let timer: unknown = null;
      let wait: number = askingAgain.first;
      let told: ErrorCode | null = null;

      const attempt = (): void => {
        timer = null;
        observe({ event: 'requested', operation, visit });
        unfinished.begin();
        backEnd
          .call(operation, request)
          .catch((): Result<AnswerOf<N>> => refuse('EMU-420'))
          .then((result) => {
            if (!stopped) {
              observe({
                event: 'answered',
                operation,
                visit,
                result: result.ok ? 'ok' : result.problem.code,
              });
            }
            if (!cancelled) {
              if (result.ok) answered(result.value);
              else failed(result.problem);
            }
            unfinished.end();
          });
      };
      const answered = (answer: AnswerOf<N>): void => {
        underWay.delete(asking);
        heard.answered(answer);
      };
      const failed = (problem: Problem): void => {
        timer = clock.setTimeout(attempt, wait);
        wait = Math.min(wait * 2, askingAgain.ceiling);
        if (problem.code === told) return;
        told = problem.code;
        heard.failed(problem);
      };
      const asking: Asking = {
        cancel() {
          cancelled = true;
          underWay.delete(asking);
          if (timer !== null) clock.clearTimeout(timer);
        },
      };
      underWay.add(asking);
      attempt();
      return asking;
    },
    stop() {
      stopped = true;
      for (const asking of underWay) asking.cancel();
    },
  };
}
