/**
 * The bridge's way to a back end in the same process, for `memory:` desks: same schemas, same refusals, and JSON text
 * in between, so that it carries what HTTP would. No sockets, no TLS.
 */

import type { Clock } from '../../host-bridge/clock.ts';
import { readAnswer } from '../../host-bridge/eligibility/answer.ts';
import type { BackEndClient } from '../../host-bridge/eligibility/client.ts';
import { refuse } from '../../protocol/result.ts';
import type { BackEnd } from './back-end.ts';
import type { Conduct } from './conduct.ts';
import { conductedAnswer } from './conducted.ts';
import { lateAnswers } from './late-answers.ts';

export interface InProcessClient extends BackEndClient {
  /** The back end has died: answers that are on their way never come. */
  dropAnswers(): void;
}

/** Answers come in microtasks, or by the clock when the back end is slow. EMU-420: it is down, or the client closed. */
export function inProcessClient(
  backEnd: BackEnd,
  { conduct, clock }: { readonly conduct: Conduct; readonly clock: Clock },
): InProcessClient {
  const late = lateAnswers(clock);
  let closed = false;
  return {
    async call(operation, request) {
      if (closed) return refuse('EMU-420');
      const delay = conduct.delay;
      const answered = conductedAnswer(backEnd, conduct, operation, JSON.parse(JSON.stringify(request)));
      if (answered === null) return refuse('EMU-420');
      const text = JSON.stringify(answered.body);
      if (delay > 0 && !(await late.after(delay))) return refuse('EMU-420');
      return readAnswer(operation, answered.status, JSON.parse(text));
    },
    dropAnswers: late.giveUp,
    async close() {
      closed = true;
      late.giveUp();
    },
  };
}
