/**
 * Questions and answers in the receipt folder, as the service that answers sees them. The request file itself is the
 * record of what is still to be answered; another program may put, take or hold any file at any moment.
 */

import type { Result } from '../../../protocol/result.ts';

export interface PendingRequest {
  readonly name: string;
  /** Changes with every change of the file. */
  readonly version: string;
}

export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly version: string;
}

export interface WrittenAnswer {
  readonly name: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

export interface Answered {
  /** false: another program holds the request, so it lies in `req` still. */
  readonly taken: boolean;
  /** false: the answer is kept, but `res` does not take it now. */
  readonly shown: boolean;
}

export interface Exchange {
  /** Everything in `req` whose name is a request's or almost one, by modification time, then by name. */
  pending(): PendingRequest[];
  /**
   * null: it is gone. EMU-527 it is too large to be read, EMU-575 it is no plain file, EMU-576 it cannot be read now.
   * Never follows a link, never waits for a pipe.
   */
  read(name: string): Result<ReadRequest | null>;
  /**
   * Answers a request, so that a crash at any point leaves it either unanswered in `req` or answered with these bytes
   * and no others: the answer is kept first, then the request goes, then the answer is seen in `res`. An answer of ours
   * that lies there under that name is replaced.
   *
   * EMU-577: a file that is not ours has that name. EMU-578: the disk does not take it. Nothing has changed then.
   */
  answer(request: PendingRequest, name: string, bytes: Uint8Array): Result<Answered>;
  /**
   * Takes what lies in `req` under that name out of the way, a plain file for good and anything else into `set-aside`.
   * A file that has changed since is left: it is another request. @returns false: it could not be
   */
  takeAway(request: PendingRequest): boolean;
  /** Moves it into `set-aside`, unread. @returns false: it could not be */
  setAside(request: PendingRequest): boolean;
  /**
   * Carries on where a crash has stopped: requests whose answer is kept go, and the answer is seen.
   * @returns false: some still cannot be seen
   */
  recover(): boolean;
  /** Brings kept answers into `res`. @returns false: some still cannot be seen */
  showKept(): boolean;
  /** Answers of ours that lie in `res` unfetched. */
  answers(): WrittenAnswer[];
  /** null: no answer of ours, gone, or held. */
  readAnswer(name: string): Uint8Array | null;
  /** Removes an answer of ours. @returns false: another program holds it, or it is not ours; it is left as it is */
  removeAnswer(name: string): boolean;
  /** Calls `look` when something may have come into `req`. Gives back the way to stop. null: nothing tells. */
  readonly watch: ((look: () => void) => () => void) | null;
}
