/**
 * What a reader asks of the back end before the use: challenge, eligibility, registration. Answers go back to the
 * conversation that asked; nothing is asked any longer than its visit lasts.
 */

import { type ReaderId, readerOf, type VisitId } from '../../protocol/ids.ts';
import type { HostMessage, MessageOf } from '../../protocol/messages.ts';
import { ok, type Result } from '../../protocol/result.ts';
import { throughRepertoire } from '../characters/repertoire.ts';
import { repertoireOfScreen } from '../characters/screen-repertoire.ts';
import type { Facility } from '../facility.ts';
import type { AnswerOf, EligibilityAnswer, RequestOf, VisitOperationName } from './api.ts';
import type { Asker, Asking, Heard } from './asking.ts';
import { keptNotice } from './notice.ts';
import type { VisitBook } from './visit-book.ts';

export interface Requests {
  challenge(message: MessageOf<'challengeRequest'>): void;
  eligibility(message: MessageOf<'eligibilityRequest'>): void;
  eligibilityByFacts(message: MessageOf<'factsRequest'>): void;
  registration(message: MessageOf<'registrationRequest'>): void;
  /** The visit is over, or its reader begins a new conversation. */
  forget(visit: VisitId): void;
}

export function createRequests(parts: {
  readonly asker: Asker;
  readonly book: VisitBook;
  readonly facility: () => Facility;
  /** Of the reader's greeting; null: it has not greeted. */
  readonly profileOf: (reader: ReaderId) => string | null;
  /** Sends to the visit's reader, if it is there and still at that visit. */
  readonly deliver: (visit: VisitId, message: HostMessage) => void;
}): Requests {
  const { asker, book, facility, profileOf, deliver } = parts;
  const underWay = new Map<VisitId, Map<VisitOperationName, Asking>>();

  function ask<N extends VisitOperationName>(
    operation: N,
    number: number,
    request: RequestOf<N>,
    /** What the reader is told, or why that may not be said yet. */
    answer: (answer: AnswerOf<N>) => Result<HostMessage>,
  ): void {
    const { visit } = request;
    const askings = underWay.get(visit) ?? new Map<VisitOperationName, Asking>();
    underWay.set(visit, askings);
    // A reader that asks again after a report of delay waits for the newer answer only.
    askings.get(operation)?.cancel();
    const hearing: Heard<N> = {
      answered(heard) {
        const told = tell(operation, visit, askings, answer(heard));
        if (told.ok) return;
        hearing.failed(told.problem);
        askings.set(
          operation,
          book.again(() => tell(operation, visit, askings, answer(heard))),
        );
      },
      failed(problem) {
        book.note(visit, { unanswered: keptNotice(problem) });
        deliver(visit, { type: 'problemReport', request: number, code: problem.code });
      },
    };
    askings.set(operation, asker.ask(operation, request, hearing));
  }

  function tell(
    operation: VisitOperationName,
    visit: VisitId,
    askings: Map<VisitOperationName, Asking>,
    answer: Result<HostMessage>,
  ): Result<HostMessage> {
    if (!answer.ok) return answer;
    askings.delete(operation);
    if (book.of(visit).unanswered !== null) book.note(visit, { unanswered: null });
    deliver(visit, answer.value);
    return answer;
  }

  return {
    challenge({ visit, request }) {
      ask('challenge', request, { visit }, ({ nonce }) =>
        ok({ type: 'challenge', request, nonce: Buffer.from(nonce, 'base64url') }),
      );
    },

    eligibility({ visit, request, medium, method, nonce, certificate, signature }) {
      personConfirmed(visit);
      const { institutionCode: institution, graceRule } = facility();
      const body: RequestOf<'eligibility'> = {
        visit,
        reader: book.of(visit).reader,
        institution,
        graceRule,
        medium,
        method,
        nonce: base64url(nonce),
        certificate: base64url(certificate),
        signature: base64url(signature),
      };
      ask('eligibility', request, body, (answer) => judged(visit, request, answer));
    },

    eligibilityByFacts({
      visit,
      request,
      nonce,
      name,
      birthDate,
      sex,
      address,
      validUntil,
      terminal,
      signature,
    }) {
      personConfirmed(visit);
      const body: RequestOf<'eligibilityByFacts'> = {
        visit,
        reader: book.of(visit).reader,
        institution: facility().institutionCode,
        nonce: base64url(nonce),
        name,
        birthDate,
        sex,
        address,
        validUntil,
        terminal: base64url(terminal),
        signature: base64url(signature),
      };
      ask('eligibilityByFacts', request, body, (answer) => judged(visit, request, answer));
    },

    registration({ visit, request }) {
      ask('registration', request, { visit }, ({ registered }) =>
        ok({ type: 'registrationAnswer', request, registered }),
      );
    },

    forget(visit) {
      for (const asking of underWay.get(visit)?.values() ?? []) asking.cancel();
      underWay.delete(visit);
    },
  };

  /** Nobody need go and look any more. */
  function personConfirmed(visit: VisitId): void {
    if (book.of(visit).called === 'identity') book.note(visit, { called: null });
  }

  function judged(visit: VisitId, request: number, answer: EligibilityAnswer): Result<HostMessage> {
    const kept = keep(visit, answer);
    if (!kept.ok) return kept;
    const onScreen = repertoireOfScreen(profileOf(readerOf(visit)), facility());
    return ok({
      type: 'eligibilityAnswer',
      request,
      verdict: answer.verdict,
      name: answer.name === undefined ? null : throughRepertoire(answer.name, onScreen),
      kana: answer.kana ?? null,
      registered: answer.registered,
      graceUntil: answer.graceUntil ?? null,
      expires: answer.expires ?? null,
      recipientCertificates: answer.recipientCertificates && facility().recipientQuestion,
      viewing: answer.viewing ?? null,
    });
  }

  /** On record only where a file can come of it or the desk is told something: the rest is nothing to keep. */
  function keep(visit: VisitId, answer: EligibilityAnswer): Result<unknown> {
    const { validity = null } = answer;
    const notice = keptNotice(answer.notice);
    if (validity === null && notice === null && book.of(visit).validity === null) return ok(undefined);
    return book.change(visit, {
      validity,
      notice,
      eligibility: validity === null ? null : JSON.stringify(answer),
    });
  }
}

const base64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
