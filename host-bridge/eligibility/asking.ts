/**
 * Asks the back end until it has answered: a failed or refused request is sent again, later each time. Every request
 * of the bridge goes through here, so that each is observed and counted.
 */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { VisitId } from '../../protocol/ids.ts';
import { type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { ObserveBridge } from '../observed.ts';
import type { Unfinished } from '../unfinished.ts';
import type { AnswerOf, RequestOf, VisitOperationName } from './api.ts';
import type { BackEndClient } from './client.ts';

/** Milliseconds between tries; doubles. Our design values. */
export const askingAgain = { first: 500, ceiling: 8_000 } as const;

/** Calls of one visit that may be in flight at once. A reader has one; what is cancelled in flight counts until it is over. */
const atOnce = 8;

export interface Heard<N extends VisitOperationName> {
  answered(answer: AnswerOf<N>): void;
  /** Told at the first failure, and again when the reason has become another. */
  failed(problem: Problem): void;
}

export interface Asking {
  /** Nothing is heard from here on. A request already sent may still arrive. */
  cancel(): void;
}

export interface Asker {
  ask<N extends VisitOperationName>(operation: N, request: RequestOf<N>, heard: Heard<N>): Asking;
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
  const inFlight = new Map<VisitId, number>();
  let stopped = false;

  const landed = (visit: VisitId): void => {
    const flying = (inFlight.get(visit) ?? 0) - 1;
    if (flying > 0) inFlight.set(visit, flying);
    else inFlight.delete(visit);
  };

  return {
    ask<N extends VisitOperationName>(operation: N, request: RequestOf<N>, heard: Heard<N>): Asking {
      const { visit } = request;
      let cancelled = false;
      let timer: unknown = null;
      let wait: number = askingAgain.first;
      let told: ErrorCode | null = null;

      const attempt = (): void => {
        timer = null;
        const flying = inFlight.get(visit) ?? 0;
        if (flying >= atOnce) {
          failed({ code: 'EMU-506', detail: { limit: atOnce } });
          return;
        }
        inFlight.set(visit, flying + 1);
        observe({ event: 'requested', operation, visit });
        unfinished.begin();
        backEnd.call(operation, request).then(came, () => came(refuse('EMU-420')));
      };
      const came = (result: Result<AnswerOf<N>>): void => {
        landed(visit);
        if (!stopped)
          observe({ event: 'answered', operation, visit, result: result.ok ? 'ok' : result.problem.code });
        if (!cancelled) {
          if (result.ok) answered(result.value);
          else failed(result.problem);
        }
        unfinished.end();
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
