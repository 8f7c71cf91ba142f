/** Asks the back end for a request of the receipt computer: again and again while it is away, until a limit of time. */

import type { ErrorCode } from '../../../protocol/errors.ts';
import { type Result, refuse } from '../../../protocol/result.ts';
import type { Clock } from '../../clock.ts';
import type { AnswerOf, OperationName, RequestOf } from '../../eligibility/api.ts';
import { askingAgain } from '../../eligibility/asking.ts';
import type { BackEndClient } from '../../eligibility/client.ts';
import type { ObserveBridge } from '../../observed.ts';
import type { Unfinished } from '../../unfinished.ts';

/** Milliseconds for which the back end may be away before requests are answered without it. Our figure. */
export const awayLimitMs = 300_000;

/** The back end was not reached, or was not itself: the same question may be answered later. */
const away: ReadonlySet<ErrorCode> = new Set([
  'EMU-420',
  'EMU-421',
  'EMU-422',
  'EMU-423',
  'EMU-424',
  'EMU-427',
  'EMU-491',
]);

export interface PatientAsker {
  /**
   * Call it while something is counted as unfinished: waiting for the next try is not.
   *
   * @returns EMU-573 where the back end has been away for longer than the limit, also for those who asked before, or
   * `stop` was called; else the answer, or the back end's refusal
   */
  ask<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>>;
  stop(): void;
}

export function createPatientAsker({
  backEnd,
  clock,
  observe,
  unfinished,
}: {
  readonly backEnd: BackEndClient;
  readonly clock: Clock;
  readonly observe: ObserveBridge;
  readonly unfinished: Unfinished;
}): PatientAsker {
  let stopped = false;
  /** By `clock.ticks()`; null: it is there. */
  let awaySince: number | null = null;
  /** Ends the pause under way. */
  let wake: (() => void) | null = null;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = clock.setTimeout(() => wake?.(), milliseconds);
      wake = () => {
        wake = null;
        clock.clearTimeout(timer);
        unfinished.begin();
        resolve();
      };
      unfinished.end();
    });

  return {
    async ask<N extends OperationName>(operation: N, request: RequestOf<N>) {
      for (let wait: number = askingAgain.first; ; wait = Math.min(wait * 2, askingAgain.ceiling)) {
        observe({ event: 'requested', operation, visit: null });
        const result = await backEnd
          .call(operation, request)
          .catch((): Result<AnswerOf<N>> => refuse('EMU-420'));
        const code = result.ok ? 'ok' : result.problem.code;
        if (!stopped) observe({ event: 'answered', operation, visit: null, result: code });
        if (code === 'ok' || !away.has(code)) {
          awaySince = null;
          return result;
        }
        awaySince ??= clock.ticks();
        const left = awaySince + awayLimitMs - clock.ticks();
        if (stopped || left <= 0) return refuse('EMU-573', { minutes: awayLimitMs / 60_000, code });
        await pause(Math.min(wait, left));
      }
    },
    stop() {
      stopped = true;
      wake?.();
    },
  };
}
