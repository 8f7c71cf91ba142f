/**
 * How the back end behaves when a scenario or a person tells it to: down, slow, refusing, failing. Decides only;
 * sockets are cut by the server, promises by the in-process client.
 */

import type { Clock } from '../../host-bridge/clock.ts';

/**
 * `down`: nobody is there. `slow`: the work is done at once and the answer is late, so that a person can leave while
 * a commit is already kept. `refuse`: a typed refusal. `error`: HTTP 500. The last two do no work.
 */
export const conductAnswers = ['normal', 'down', 'slow', 'refuse', 'error'] as const;
export type ConductAnswer = (typeof conductAnswers)[number];

/** Milliseconds that a slow answer takes; longer than the 10 s after which a reader says that it is reconnecting. Our figure. */
export const slowAnswerMs = 15_000;

export interface ConductOrder {
  readonly answer: ConductAnswer;
  /** Milliseconds of the desk's clock until it is `normal` again; without it, until told otherwise. */
  readonly for?: number;
}

export interface ConductObservation {
  readonly event: 'conduct';
  readonly answer: ConductAnswer;
}

export interface Conduct {
  readonly answer: ConductAnswer;
  /** Milliseconds by which an answer is late now. */
  readonly delay: number;
  setConduct(order: ConductOrder): void;
  /** Gives up the pending change back to `normal`. */
  close(): void;
}

export function createConduct({
  clock,
  observe,
  slowMs = slowAnswerMs,
}: {
  readonly clock: Clock;
  readonly observe: (observation: ConductObservation) => void;
  readonly slowMs?: number;
}): Conduct {
  let answer: ConductAnswer = 'normal';
  let reverting: unknown = null;

  const stopReverting = (): void => {
    if (reverting !== null) clock.clearTimeout(reverting);
    reverting = null;
  };
  const become = (next: ConductAnswer): void => {
    answer = next;
    observe({ event: 'conduct', answer: next });
  };

  return {
    get answer() {
      return answer;
    },
    get delay() {
      return answer === 'slow' ? slowMs : 0;
    },
    setConduct(order) {
      stopReverting();
      become(order.answer);
      if (order.for === undefined) return;
      reverting = clock.setTimeout(() => {
        reverting = null;
        become('normal');
      }, order.for);
    },
    close: stopReverting,
  };
}
