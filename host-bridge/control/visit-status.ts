/** A visit as the desk sees it, made from what is on record of it. */

import type { VisitHint } from '../../protocol/messages.ts';
import type { Chosen, VisitRecord } from '../eligibility/journal.ts';
import { readNotice } from '../eligibility/notice.ts';
import { deskAdvice } from './desk-advice.ts';
import type { VisitStatus } from './desk-view.ts';

const nothingChosen: Chosen = { recipient: null, prescription: null };

/** @param now what is so at the desk itself */
export function visitStatus(record: VisitRecord, now: { readonly disaster: boolean }): VisitStatus {
  const { number, visit, reader, began, outcome, reason, validity, called } = record;
  const notice = readNotice(record.notice);
  const unanswered = readNotice(record.unanswered);
  const unwritten = readNotice(record.unwritten);
  // Both texts are this bridge's own.
  const hints: readonly VisitHint[] = record.hints === null ? [] : JSON.parse(record.hints);
  const chosen: Chosen = record.chosen === null ? nothingChosen : JSON.parse(record.chosen);
  return {
    number,
    visit,
    reader,
    began,
    outcome,
    reason,
    validity,
    notice: notice?.code ?? null,
    hints,
    called,
    unanswered: unanswered?.code ?? null,
    todo: deskAdvice({
      outcome,
      reason,
      validity,
      notice,
      hints,
      called,
      unanswered,
      unwritten,
      chosen,
      ...now,
    }),
  };
}
