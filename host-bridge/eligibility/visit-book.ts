/**
 * The working copy of the journal: visits with something left to do are held in memory, every change goes to the
 * journal first, and personal data goes when nothing is left to do. What is to be done is decided elsewhere. Where the
 * journal takes nothing, as on a full disk, it is tried again by the clock.
 */

import { readerOf, type VisitId } from '../../protocol/ids.ts';
import { ok, type Result } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { ObserveBridge } from '../observed.ts';
import type { Asking } from './asking.ts';
import type { Journal, VisitRecord } from './journal.ts';

/** Visits that the desk can look back on. */
const listed = 2_000;
/** Numbers given to visits that were not on record yet may have been seen before a restart; they are not given again. */
const skippedAtStart = 1_000;
/** Milliseconds until a journal that has refused is tried again. Our figure. */
export const keptAgainAfter = 1_000;

export type VisitChange = Partial<Omit<VisitRecord, 'visit' | 'reader' | 'number'>>;

export interface VisitBook {
  /** What is known of the visit now; a visit never heard of begins here. */
  of(visit: VisitId): VisitRecord;
  /** Changes the visit once the change has reached the disk. EMU-504: nothing has changed, and nothing may follow from it. */
  change(visit: VisitId, change: VisitChange): Result<VisitRecord>;
  /** Changes the visit by what is not worth a wait for the disk. Where the journal refuses, it is owed to it. */
  note(visit: VisitId, change: VisitChange): void;
  /** Attempts again what the journal has refused, each time that it is tried, until the attempt is a success. */
  again(attempt: () => Result<unknown>): Asking;
  /** Visits with something left to do, oldest first. */
  open(): readonly VisitRecord[];
  /** Visits of the desk's list numbered above `since`, in order. */
  listSince(since: number): readonly VisitRecord[];
  /** Tries once more to save what is owed, and gives up every timer and attempt. */
  stop(): void;
}

/** Nothing is left to do: it has ended, its use is settled, its file written or none due. */
const isFinished = ({ outcome, use, face, faced }: VisitRecord): boolean =>
  outcome !== null && use !== 'kept' && use !== 'withdrawing' && (face === null || faced);

const nothingPersonal = { eligibility: null, body: null, answer: null } as const;

/** What gives a visit a new number when it changes. */
const deskSees = [
  'validity',
  'notice',
  'outcome',
  'reason',
  'hints',
  'called',
  'unanswered',
  'chosen',
  'unwritten',
] as const satisfies readonly (keyof VisitRecord)[];

export function createVisitBook(journal: Journal, clock: Clock, observe: ObserveBridge): VisitBook {
  const open = new Map<VisitId, VisitRecord>();
  /** In order of number. */
  const list = new Map<VisitId, VisitRecord>();
  let lastNumber = 0;
  /** As they were noted, which the journal does not hold yet. */
  const owed = new Map<VisitId, VisitRecord>();
  const attempts = new Set<() => Result<unknown>>();
  let timer: unknown = null;
  let keeps = true;
  let stopped = false;

  const enlist = (record: VisitRecord): void => {
    list.delete(record.visit);
    list.set(record.visit, record);
    if (list.size <= listed) return;
    for (const oldest of list.keys()) {
      list.delete(oldest);
      return;
    }
  };
  const hold = (record: VisitRecord): void => {
    lastNumber = Math.max(lastNumber, record.number);
    if (isFinished(record)) open.delete(record.visit);
    else open.set(record.visit, record);
    if (list.get(record.visit)?.number === record.number) list.set(record.visit, record);
    else enlist(record);
  };

  for (const record of journal.all()) {
    hold(record);
    lastNumber = record.number + skippedAtStart;
  }

  const of = (visit: VisitId): VisitRecord => {
    const known = open.get(visit) ?? owed.get(visit) ?? journal.find(visit);
    if (known !== null) return known;
    const begun: VisitRecord = {
      visit,
      reader: readerOf(visit),
      number: lastNumber + 1,
      validity: null,
      notice: null,
      use: null,
      began: clock.now(),
      outcome: null,
      reason: null,
      hints: null,
      called: null,
      unanswered: null,
      chosen: null,
      face: null,
      faceAt: null,
      faced: false,
      unwritten: null,
      ...nothingPersonal,
    };
    hold(begun);
    return begun;
  };

  const changed = (visit: VisitId, change: VisitChange): VisitRecord => {
    const before = of(visit);
    const after = { ...before, ...change };
    if (deskSees.some((field) => after[field] !== before[field])) after.number = lastNumber + 1;
    if (isFinished(after)) Object.assign(after, nothingPersonal);
    return after;
  };

  const save = (record: VisitRecord, durably: boolean): Result<void> => {
    const saved = journal.save(record, durably);
    if (saved.ok) owed.delete(record.visit);
    else if (keeps) observe({ event: 'visitNotKept', visit: record.visit, code: saved.problem.code });
    keeps = saved.ok;
    return saved;
  };

  const tryLater = (): void => {
    if (!stopped) timer ??= clock.setTimeout(tryAgain, keptAgainAfter);
  };
  const tryAgain = (): void => {
    timer = null;
    for (const record of [...owed.values()]) save(record, false);
    for (const attempt of [...attempts]) if (attempts.has(attempt) && attempt().ok) attempts.delete(attempt);
    if (owed.size > 0 || attempts.size > 0) tryLater();
  };

  return {
    of,
    change(visit, change) {
      const after = changed(visit, change);
      const saved = save(after, true);
      if (!saved.ok) return saved;
      hold(after);
      return ok(after);
    },
    note(visit, change) {
      const after = changed(visit, change);
      hold(after);
      if (save(after, false).ok) return;
      owed.set(visit, after);
      tryLater();
    },
    again(attempt) {
      attempts.add(attempt);
      tryLater();
      return {
        cancel() {
          attempts.delete(attempt);
        },
      };
    },
    open: () => [...open.values()],
    listSince: (since) => [...list.values()].filter((record) => record.number > since),
    stop() {
      stopped = true;
      for (const record of [...owed.values()]) save(record, false);
      if (timer !== null) clock.clearTimeout(timer);
      attempts.clear();
    },
  };
}
