/**
 * Sees to it that the face file of a visit is written once, and taken away again where the visit must not count.
 * What is in the file is receipt/face-file.ts's.
 */

import type { VisitId } from '../../protocol/ids.ts';
import type { Clock } from '../clock.ts';
import { isErrno } from '../errno.ts';
import type { Facility } from '../facility.ts';
import type { ObserveBridge } from '../observed.ts';
import { type FaceFile, faceFile } from '../receipt/face-file.ts';
import type { ReceiptFolder } from '../receipt/folder.ts';
import type { AnswerOf, EligibilityAnswer, RequestOf } from './api.ts';
import type { VisitRecord } from './journal.ts';
import { keptNotice } from './notice.ts';
import type { VisitBook, VisitChange } from './visit-book.ts';

/** Milliseconds until a file that could not be written is tried again. Our figure. */
const writeAgainAfter = 5_000;

export interface FaceFiles {
  /** The change that makes the file of the visit, as it stands in `record`, due; nothing where it has no validity. */
  due(record: VisitRecord): VisitChange;
  /** Writes the file that is due, trying again by the clock until it is written. */
  write(record: VisitRecord): void;
  /** Takes the visit's file away if it is still there, and gives the change that says so. */
  discard(record: VisitRecord): VisitChange;
  /** Gives up every timer. */
  stop(): void;
}

export function createFaceFiles(parts: {
  readonly receipt: ReceiptFolder;
  readonly facility: () => Facility;
  readonly book: VisitBook;
  readonly clock: Clock;
  readonly observe: ObserveBridge;
}): FaceFiles {
  const { receipt, facility, book, clock, observe } = parts;
  /** Made when it became due and not written yet, so that it is not made twice. */
  const made = new Map<VisitId, FaceFile>();
  const again = new Map<VisitId, unknown>();

  const make = (record: VisitRecord, at: number): FaceFile | null => {
    if (record.eligibility === null) return null;
    // Both texts were checked against their schemas before they went on record.
    const answer: EligibilityAnswer = JSON.parse(record.eligibility);
    return faceFile({ visit: record.visit, answer, use: registeredUse(record), facility: facility(), at });
  };

  const waitNoMore = (visit: VisitId): void => {
    const timer = again.get(visit);
    if (timer !== undefined) clock.clearTimeout(timer);
    again.delete(visit);
  };

  const write = (record: VisitRecord): void => {
    const { visit, face: name, faceAt, validity } = record;
    waitNoMore(visit);
    if (name === null || faceAt === null || record.faced) return;
    const bytes = (made.get(visit) ?? make(record, faceAt))?.bytes;
    if (bytes === undefined) return;
    const written = receipt.write(name, bytes);
    if (written.ok) {
      made.delete(visit);
      // Not worth a wait for the disk: after a power cut the same file would be written under the same name.
      book.note(visit, { faced: true, unwritten: null });
      observe({ event: 'faceFile', visit, validity: validity ?? '', written: true });
    } else {
      const { code, detail } = written.problem;
      const unwritten = keptNotice(written.problem);
      if (record.unwritten !== unwritten) book.note(visit, { unwritten });
      again.set(
        visit,
        clock.setTimeout(() => write(book.of(visit)), writeAgainAfter),
      );
      const reason = isErrno(detail.reason) ? { reason: detail.reason } : {};
      observe({ event: 'faceFile', visit, validity: validity ?? '', written: false, code, ...reason });
    }
  };

  return {
    due(record) {
      const at = clock.now();
      const file = make(record, at);
      if (file === null) return {};
      made.set(record.visit, file);
      return { face: file.name, faceAt: at, faced: false };
    },
    write,
    discard(record) {
      waitNoMore(record.visit);
      made.delete(record.visit);
      if (record.face !== null) receipt.remove(record.face);
      return { face: null, faceAt: null, faced: false, unwritten: null };
    },
    stop() {
      for (const timer of again.values()) clock.clearTimeout(timer);
    },
  };
}

function registeredUse(record: VisitRecord) {
  if (record.use !== 'committed' || record.body === null || record.answer === null) return null;
  const { consent, prescription, provideLimit }: RequestOf<'use'> = JSON.parse(record.body);
  const answer: AnswerOf<'use'> = JSON.parse(record.answer);
  return { state: answer.state, at: answer.at, until: answer.until, consent, prescription, provideLimit };
}
