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
  /** A question has no answer yet; one that waits for its next try counts. */
  readonly waiting: boolean;
  /** Cancels all that is under way. */
  stop(): void;
}

interface AskerParts {
  readonly backEnd: BackEndClient;
  readonly clock: Clock;
  readonly observe: ObserveBridge;
  readonly unfinished: Unfinished;
}

/** What the questions of one bridge have in common. */
interface Questions extends AskerParts {
  readonly underWay: Set<Asking>;
  readonly inFlight: Map<VisitId, number>;
  stopped: boolean;
}

/** One question until it has its answer. A class, since functions made for each question would cost more than asking. */
class Question<N extends VisitOperationName> implements Asking {
  readonly #all: Questions;
  readonly #operation: N;
  readonly #request: RequestOf<N>;
  readonly #heard: Heard<N>;
  #cancelled = false;
  #timer: unknown = null;
  #wait: number = askingAgain.first;
  #told: ErrorCode | null = null;

  constructor(all: Questions, operation: N, request: RequestOf<N>, heard: Heard<N>) {
    this.#all = all;
    this.#operation = operation;
    this.#request = request;
    this.#heard = heard;
  }

  attempt(): void {
    const { backEnd, inFlight, observe, unfinished } = this.#all;
    const { visit } = this.#request;
    this.#timer = null;
    const flying = inFlight.get(visit) ?? 0;
    if (flying >= atOnce) {
      this.#failed({ code: 'EMU-506', detail: { limit: atOnce } });
      return;
    }
    inFlight.set(visit, flying + 1);
    observe({ event: 'requested', operation: this.#operation, visit });
    unfinished.begin();
    backEnd.call(this.#operation, this.#request).then(
      (result) => this.#came(result),
      () => this.#came(refuse('EMU-420')),
    );
  }

  cancel(): void {
    this.#cancelled = true;
    this.#all.underWay.delete(this);
    if (this.#timer !== null) this.#all.clock.clearTimeout(this.#timer);
  }

  #came(result: Result<AnswerOf<N>>): void {
    const { observe, stopped, unfinished } = this.#all;
    const { visit } = this.#request;
    this.#landed(visit);
    const outcome = result.ok ? 'ok' : result.problem.code;
    if (!stopped) observe({ event: 'answered', operation: this.#operation, visit, result: outcome });
    if (!this.#cancelled) {
      if (result.ok) this.#answered(result.value);
      else this.#failed(result.problem);
    }
    unfinished.end();
  }

  #landed(visit: VisitId): void {
    const { inFlight } = this.#all;
    const flying = (inFlight.get(visit) ?? 0) - 1;
    if (flying > 0) inFlight.set(visit, flying);
    else inFlight.delete(visit);
  }

  #answered(answer: AnswerOf<N>): void {
    this.#all.underWay.delete(this);
    this.#heard.answered(answer);
  }

  #failed(problem: Problem): void {
    this.#timer = this.#all.clock.setTimeout(() => this.attempt(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, askingAgain.ceiling);
    if (problem.code === this.#told) return;
    this.#told = problem.code;
    this.#heard.failed(problem);
  }
}

export function createAsker(parts: AskerParts): Asker {
  const all: Questions = { ...parts, underWay: new Set(), inFlight: new Map(), stopped: false };
  return {
    ask(operation, request, heard) {
      const question = new Question(all, operation, request, heard);
      all.underWay.add(question);
      question.attempt();
      return question;
    },
    get waiting() {
      return all.underWay.size > 0;
    },
    stop() {
      all.stopped = true;
      for (const asking of all.underWay) asking.cancel();
    },
  };
}
