/**
 * The outbox: brings the use of a visit (its check-in with the consent given) to the back end exactly once, or takes
 * it back. Every step is on record before its effect, so a process killed between any two of them goes on where it was.
 *
 * A reader's word decides what may be sent: after a restart nothing is sent on before its reader has greeted and said
 * that it still waits. What it has said and the journal refuses has no effect and no answer until it is on record.
 */

import { type ReaderId, readerOf, type VisitId } from '../../protocol/ids.ts';
import type { HostMessage, MessageOf, VisitEnding } from '../../protocol/messages.ts';
import { ok, type Problem, type Result } from '../../protocol/result.ts';
import type { ObserveBridge } from '../observed.ts';
import type { AnswerOf, RequestOf } from './api.ts';
import type { Asker, Asking } from './asking.ts';
import type { FaceFiles } from './face-files.ts';
import type { Chosen, UseState, VisitRecord } from './journal.ts';
import { keptNotice } from './notice.ts';
import type { VisitBook, VisitChange } from './visit-book.ts';

/** What a reader says of its visits when it greets. */
export interface Greeting {
  readonly reader: ReaderId;
  readonly boot: number;
  /** The visit whose use it has sent and still waits for. */
  readonly waiting: VisitId | null;
  readonly ended: MessageOf<'hello'>['ended'];
}

export interface Uses {
  /** Takes up what an earlier process left undone and what needs no reader. */
  recover(): void;
  greeted(greeting: Greeting): void;
  began(visit: VisitId): void;
  request(message: MessageOf<'useRequest'>): void;
  withdraw(message: MessageOf<'withdraw'>): void;
  ended(visit: VisitId, ending: VisitEnding): void;
}

export function createUses(parts: {
  readonly book: VisitBook;
  readonly faces: FaceFiles;
  readonly asker: Asker;
  /** Sends to the visit's reader, if it is there and still at that visit. */
  readonly deliver: (visit: VisitId, message: HostMessage) => void;
  readonly observe: ObserveBridge;
}): Uses {
  const { book, faces, asker, deliver, observe } = parts;
  /** Uses and withdrawals under way. */
  const sending = new Map<VisitId, Asking>();
  /** Number of the request that the reader wants answered, by visit. */
  const asked = new Map<VisitId, number>();
  /** What readers have said last of their visits, where the journal has refused it; tried again until there is a newer word. */
  const refused = new Map<VisitId, Refused>();

  const waitNoMore = (visit: VisitId): void => {
    refused.get(visit)?.asking.cancel();
    refused.delete(visit);
  };
  const hearAgain = (visit: VisitId, said: Refused['said'], attempt: () => Result<unknown>): void => {
    waitNoMore(visit);
    const asking = book.again(() => {
      const heard = attempt();
      if (heard.ok) refused.delete(visit);
      return heard;
    });
    refused.set(visit, { said, attempt, asking });
  };
  /** The reader is told that it has to wait, and the desk why. */
  const delayed = (visit: VisitId, request: number | undefined, problem: Problem): void => {
    book.note(visit, { unanswered: keptNotice(problem) });
    if (request !== undefined) deliver(visit, { type: 'problemReport', request, code: problem.code });
  };

  const send = (record: VisitRecord): void => {
    const { visit } = record;
    if (record.body === null || sending.has(visit)) return;
    const body: RequestOf<'use'> = JSON.parse(record.body);
    const asking = asker.ask('use', body, {
      answered(answer) {
        const settled = settle(visit, answer);
        if (settled.ok) return;
        delayed(visit, asked.get(visit), settled.problem);
        sending.set(
          visit,
          book.again(() => settle(visit, answer)),
        );
      },
      failed(problem) {
        delayed(visit, asked.get(visit), problem);
      },
    });
    sending.set(visit, asking);
  };

  const settle = (visit: VisitId, answer: AnswerOf<'use'>): Result<unknown> => {
    const settled = { use: answer.state, answer: JSON.stringify(answer), unanswered: null } as const;
    const due = answer.state === 'committed' ? faces.due({ ...book.of(visit), ...settled }) : {};
    // Not by two spreadings: names added to a spread are a hidden class of their own each time (V8 11).
    const record = book.change(visit, Object.assign({}, settled, due));
    if (!record.ok) return record;
    sending.delete(visit);
    observe({ event: 'useSettled', visit, state: answer.state });
    faces.write(record.value);
    tell(record.value);
    return record;
  };

  const tell = ({ visit, use }: VisitRecord): void => {
    const request = asked.get(visit);
    const outcome = use === null ? null : told[use];
    if (request === undefined || outcome === null) return;
    asked.delete(visit);
    deliver(visit, { type: 'useAnswer', request, visit, outcome });
  };

  /** What must change so that nothing of the visit counts. What the back end may hold is withdrawn there. */
  const takenBack = (record: VisitRecord): VisitChange => {
    if (record.use !== 'kept' && record.use !== 'committed') return {};
    sending.get(record.visit)?.cancel();
    sending.delete(record.visit);
    return { ...faces.discard(record), use: 'withdrawing' };
  };

  const sendWithdrawal = ({ visit, use }: VisitRecord): void => {
    if (use !== 'withdrawing' || sending.has(visit)) return;
    const asking = asker.ask(
      'withdrawal',
      { visit },
      {
        answered() {
          if (!settleWithdrawal(visit).ok)
            sending.set(
              visit,
              book.again(() => settleWithdrawal(visit)),
            );
        },
        failed() {},
      },
    );
    sending.set(visit, asking);
  };

  const settleWithdrawal = (visit: VisitId): Result<unknown> => {
    const record = book.change(visit, { use: 'withdrawn' });
    if (!record.ok) return record;
    sending.delete(visit);
    observe({ event: 'useSettled', visit, state: 'withdrawn' });
    return record;
  };

  /** Puts on record that the visit is over, and brings about what follows from it. */
  const close = (record: VisitRecord, { outcome, reason, hints }: VisitEnding): Result<unknown> => {
    const { visit } = record;
    asked.delete(visit);
    const back = outcome === 'accepted' ? {} : takenBack(record);
    const due = outcome === 'problem' ? faces.due({ ...record, ...back }) : {};
    const told = { outcome, reason, hints: hints === null ? null : JSON.stringify(hints) };
    const closed = book.change(visit, { ...back, ...due, ...told });
    if (!closed.ok) return closed;
    sendWithdrawal(closed.value);
    faces.write(closed.value);
    observe({ event: 'visitNoted', reader: record.reader, visit, outcome });
    return closed;
  };
  /** The reader has gone on without a word of how the visit ended. */
  const closeUnsaid = (visit: VisitId): Result<unknown> => {
    const record = book.of(visit);
    return close(record, {
      outcome: record.use === 'committed' ? 'accepted' : 'abandoned',
      reason: null,
      hints: null,
    });
  };
  const leave = (visit: VisitId): void => {
    waitNoMore(visit);
    if (!closeUnsaid(visit).ok) hearAgain(visit, 'back', () => closeUnsaid(visit));
  };

  const closeAsSaid = (visit: VisitId, ending: VisitEnding): Result<unknown> => {
    const record = book.of(visit);
    const closed = record.outcome === null ? close(record, ending) : ok(record);
    if (closed.ok) deliver(visit, { type: 'visitNoted', visit });
    return closed;
  };
  const ended = (visit: VisitId, ending: VisitEnding): void => {
    waitNoMore(visit);
    if (!closeAsSaid(visit, ending).ok) hearAgain(visit, 'end', () => closeAsSaid(visit, ending));
  };

  const takeBackUse = (visit: VisitId): Result<unknown> => {
    const back = book.change(visit, takenBack(book.of(visit)));
    if (back.ok) sendWithdrawal(back.value);
    return back;
  };

  const keepUse = (message: MessageOf<'useRequest'>): Result<unknown> => {
    const { visit, request, consent, recipient, prescription, provideLimit } = message;
    const record = book.of(visit);
    asked.set(visit, request);
    if (record.use !== null || record.outcome !== null) {
      // A repetition, or a visit that is over: the first word stands.
      if (record.use === 'kept') send(record);
      else tell(record.use === null ? { ...record, use: 'withdrawn' } : record);
      return ok(record);
    }
    const body: RequestOf<'use'> = { visit, consent, recipient, prescription, provideLimit };
    const chosen = chosenOf({ recipient, prescription });
    const kept = book.change(visit, { use: 'kept', body: JSON.stringify(body), chosen, unanswered: null });
    if (!kept.ok) return kept;
    observe({ event: 'useKept', visit });
    send(kept.value);
    return kept;
  };

  const withdrawUse = ({ visit, request }: MessageOf<'withdraw'>): Result<unknown> => {
    const record = book.of(visit);
    const accepted = record.use === 'committed';
    if (record.use === null) {
      // Unsent, and never to be sent: a tombstone.
      const tombstone = book.change(visit, { use: 'withdrawn' });
      if (!tombstone.ok) return tombstone;
      observe({ event: 'useSettled', visit, state: 'withdrawn' });
    } else if (record.use === 'kept') {
      asked.delete(visit);
      const back = takeBackUse(visit);
      if (!back.ok) return back;
    }
    const outcome = accepted ? 'accepted' : 'withdrawn';
    deliver(visit, { type: 'withdrawAnswer', request, visit, outcome });
    return ok(record);
  };

  const openOf = (reader: ReaderId): readonly VisitRecord[] =>
    book.open().filter((record) => record.reader === reader && record.outcome === null);

  return {
    recover() {
      for (const record of book.open()) {
        sendWithdrawal(record);
        faces.write(record);
        // Its reader has said all that it will say.
        if (record.use === 'kept' && record.outcome === 'accepted') send(record);
      }
    },

    greeted({ reader, boot, waiting, ended: endings }) {
      for (const ending of endings) ended(ending.visit, ending);
      for (const record of openOf(reader)) {
        // Numbers of requests are those of the conversation before.
        asked.delete(record.visit);
        // Of one whose end was told and is not on record yet there is no newer word.
        if (refused.get(record.visit)?.said === 'end') continue;
        waitNoMore(record.visit);
        if (record.visit === waiting) {
          if (record.use === 'kept') send(record);
        } else if (bootOf(record.visit) < boot) {
          leave(record.visit);
        } else if (record.use === 'kept' && !takeBackUse(record.visit).ok) {
          hearAgain(record.visit, 'back', () => takeBackUse(record.visit));
        }
      }
    },

    began(visit) {
      for (const { visit: other } of openOf(readerOf(visit)))
        if (other !== visit && refused.get(other)?.said !== 'end') leave(other);
      book.of(visit);
    },

    request(message) {
      const { visit, request } = message;
      const before = refused.get(visit);
      // What was taken back before is on record before a late use is looked at.
      const heard = before === undefined || before.said === 'use' ? ok(null) : before.attempt();
      const kept = heard.ok ? keepUse(message) : heard;
      if (kept.ok) waitNoMore(visit);
      else {
        delayed(visit, request, kept.problem);
        if (heard.ok) hearAgain(visit, 'use', () => keepUse(message));
      }
    },

    withdraw(message) {
      const { visit, request } = message;
      waitNoMore(visit);
      const taken = withdrawUse(message);
      if (taken.ok) return;
      deliver(visit, { type: 'problemReport', request, code: taken.problem.code });
      hearAgain(visit, 'back', () => withdrawUse(message));
    },

    ended,
  };
}

/** What could not be put on record: that a use is to be made, taken back, or that the visit has ended in the reader's words. */
interface Refused {
  readonly said: 'use' | 'back' | 'end';
  readonly attempt: () => Result<unknown>;
  readonly asking: Asking;
}

/** As the journal keeps it; null: there is nothing to act on. */
const chosenOf = ({ recipient, prescription }: Chosen): string | null =>
  recipient === null && prescription === null ? null : JSON.stringify({ recipient, prescription });

/** What the reader is told, by where the use stands; null: nothing yet. */
const told = {
  kept: null,
  committed: 'accepted',
  problem: 'problem',
  withdrawing: 'withdrawn',
  withdrawn: 'withdrawn',
} as const satisfies Record<UseState, MessageOf<'useAnswer'>['outcome'] | null>;

const bootOf = (visit: VisitId): number => Number(visit.split('.')[1]);
