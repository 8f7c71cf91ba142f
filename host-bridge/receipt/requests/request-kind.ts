/**
 * What a kind of request is: what its name begins with, and how one is answered. Which kinds there are is kinds.ts's,
 * when a request is taken and how its answer reaches `res` is answering.ts's.
 */

import type { Problem, Result } from '../../../protocol/result.ts';
import type { AnswerOf, OperationName, RequestOf } from '../../eligibility/api.ts';
import type { Facility } from '../../facility.ts';
import type { MessageElement } from '../format/read-message.ts';
import type { Elements } from '../format/write-message.ts';

/** What an answer may need. */
export interface AnsweringParts {
  readonly facility: Facility;
  /** The desk's clock, milliseconds since 1970-01-01 UTC. The answer's ProcessExecutionTime is read when it is made. */
  now(): number;
  /** The same for the same file when it is taken up again after a crash, another for every other file. */
  readonly key: string;
  /**
   * Asks the back end, and asks again while it is away. A problem is its refusal, or that it was away for too long;
   * both belong into the answer, so a kind hands them on.
   */
  ask<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>>;
}

/** What one kind puts into its answer; the rest of the header is the same for all. */
export interface KindAnswer {
  /** SegmentOfResult: 1 正常終了, 2 処理中. 異常終了 (9) is what a problem becomes. */
  readonly segment: '1' | '2';
  /** Elements of the header that only this kind has, behind those that all have. */
  readonly header?: Elements;
  readonly body?: Elements;
}

export interface RequestKind {
  /**
   * Answers a request whose header is sound: institution and day are the facility's and real. A problem, in the
   * request or of the back end, becomes an answer with SegmentOfResult 9, ErrorCode and ErrorMessage. Never rejects.
   *
   * @param message `XmlMsg`
   */
  answer(message: MessageElement, parts: AnsweringParts): Promise<Result<KindAnswer>>;
  /** The body of an answer to a request that has come to nothing, where those who read this kind look for one. */
  refusalBody?(problem: Problem): Elements;
}
