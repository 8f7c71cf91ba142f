/**
 * The outbox: brings the use of a visit (its check-in with the consent given) to the back end exactly once, or takes
 * it back. Every step is on record before its effect, so a process killed between any two of them goes on where it was.
 *
 * A reader's word decides what may be sent: after a restart nothing is sent on before its reader has greeted and said
 * that it still waits.
 */

import { type ReaderId, readerOf, type VisitId } from '../../protocol/ids.ts';
import type { HostMessage, MessageOf, VisitEnding } from '../../protocol/messages.ts';
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

  const send = (record: VisitRecord): void => {
    const { visit } = record;
    if (record.body === null || sending.has(visit)) return;
    const body: RequestOf<'use'> = JSON.parse(record.body);
    const asking = asker.ask('use', body, {
      answered(answer) {
        settle(visit, answer);
      },
      failed(problem) {
        book.change(visit, { unanswered: keptNotice(problem) }, false);
        const request = asked.get(visit);
        if (request !== undefined) deliver(visit, { type: 'problemReport', request, code: problem.code });
      },
    });
    sending.set(visit, asking);
  };

  const settle = (visit: VisitId, answer: AnswerOf<'use'>): void => {
    sending.delete(visit);
    const settled = { use: answer.state, answer: JSON.stringify(answer), unanswered: null } as const;
    const due = answer.state === 'committed' ? faces.due({ ...book.of(visit), ...settled }) : {};
    // Not by two spreadings: names added to a spread are a hidden class of their own each time (V8 11).
    const record = book.change(visit, Object.assign({}, settled, due));
    observe({ event: 'useSettled', visit, state: answer.state });
    faces.write(record);
    tell(record);
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
          sending.delete(visit);
          book.change(visit, { use: 'withdrawn' });
          observe({ event: 'useSettled', visit, state: 'withdrawn' });
        },
        failed() {},
      },
    );
    sending.set(visit, asking);
  };

  /** Puts on record that the visit is over, and brings about what follows from it. */
  const close = (record: VisitRecord, { outcome, reason, hints }: VisitEnding): void => {
    const { visit } = record;
    asked.delete(visit);
    const back = outcome === 'accepted' ? {} : takenBack(record);
    const due = outcome === 'problem' ? faces.due({ ...record, ...back }) : {};
    const told = { outcome, reason, hints: hints === null ? null : JSON.stringify(hints) };
    const closed = book.change(visit, { ...back, ...due, ...told });
    sendWithdrawal(closed);
    faces.write(closed);
    observe({ event: 'visitNoted', reader: record.reader, visit, outcome });
  };
  /** The reader has gone on without a word of how the visit ended. */
  const leave = (record: VisitRecord): void =>
    close(record, {
      outcome: record.use === 'committed' ? 'accepted' : 'abandoned',
      reason: null,
      hints: null,
    });

  const ended = (visit: VisitId, ending: VisitEnding): void => {
    const record = book.of(visit);
    if (record.outcome === null) close(record, ending);
    deliver(visit, { type: 'visitNoted', visit });
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
        if (record.visit === waiting) {
          if (record.use === 'kept') send(record);
        } else if (bootOf(record.visit) < boot) {
          leave(record);
        } else if (record.use === 'kept') {
          sendWithdrawal(book.change(record.visit, takenBack(record)));
        }
      }
    },

    began(visit) {
      for (const record of openOf(readerOf(visit))) if (record.visit !== visit) leave(record);
      book.of(visit);
    },

    request({ visit, request, consent, recipient, prescription, provideLimit }) {
      const record = book.of(visit);
      asked.set(visit, request);
      if (record.use !== null || record.outcome !== null) {
        // A repetition, or a visit that is over: the first word stands.
        if (record.use === 'kept') send(record);
        else tell(record.use === null ? { ...record, use: 'withdrawn' } : record);
        return;
      }
      const body: RequestOf<'use'> = { visit, consent, recipient, prescription, provideLimit };
      const chosen = chosenOf({ recipient, prescription });
      const kept = book.change(visit, { use: 'kept', body: JSON.stringify(body), chosen });
      observe({ event: 'useKept', visit });
      send(kept);
    },

    withdraw({ visit, request }) {
      const record = book.of(visit);
      const accepted = record.use === 'committed';
      if (record.use === null) {
        // Unsent, and never to be sent: a tombstone.
        book.change(visit, { use: 'withdrawn' });
        observe({ event: 'useSettled', visit, state: 'withdrawn' });
      } else if (record.use === 'kept') {
        asked.delete(visit);
        sendWithdrawal(book.change(visit, takenBack(record)));
      }
      const outcome = accepted ? 'accepted' : 'withdrawn';
      deliver(visit, { type: 'withdrawAnswer', request, visit, outcome });
    },

    ended,
  };
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
