/** How the bridge reaches the back end. Over HTTPS in service (https-client.ts); in process in `memory:` desks. */

import type { Result } from '../../protocol/result.ts';
import type { AnswerOf, OperationName, RequestOf } from './api.ts';

export interface BackEndClient {
  /** Sends one request and checks the answer against its schema. A refusal or a failure is a problem, never a throw. */
  call<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>>;
  close(): Promise<void>;
}
