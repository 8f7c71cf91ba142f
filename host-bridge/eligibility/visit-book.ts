/**
 * The working copy of the journal: visits with something left to do are held in memory, every change goes to the
 * journal first, and personal data goes when nothing is left to do. What is to be done is decided elsewhere.
 */

import { readerOf, type VisitId } from '../../protocol/ids.ts';
import type { Clock } from '../clock.ts';
import type { Journal, VisitRecord } from './journal.ts';

/** Visits that the desk can look back on. */
const listed = 2_000;
/** Numbers given to visits that were not on record yet may have been seen before a restart; they are not given again. */
const skippedAtStart = 1_000;

export type VisitChange = Partial<Omit<VisitRecord, 'visit' | 'reader' | 'number'>>;

export interface VisitBook {
  /** What is known of the visit now; a visit never heard of begins here. */
  of(visit: VisitId): VisitRecord;
  /** Changes the visit and saves it. @param durably see `Journal.save` */
  change(visit: VisitId, change: VisitChange, durably?: boolean): VisitRecord;
  /** Visits with something left to do, oldest first. */
  open(): readonly VisitRecord[];
  /** Visits of the desk's list numbered above `since`, in order. */
  listSince(since: number): readonly VisitRecord[];
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
] as const satisfies readonly (keyof VisitRecord)[];

export function createVisitBook(journal: Journal, clock: Pick<Clock, 'now'>): VisitBook {
  const open = new Map<VisitId, VisitRecord>();
  /** In order of number. */
  const list = new Map<VisitId, VisitRecord>();
  let lastNumber = 0;

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
    const known = open.get(visit) ?? journal.find(visit);
    if (known !== null) return known;
    lastNumber += 1;
    const begun: VisitRecord = {
      visit,
      reader: readerOf(visit),
      number: lastNumber,
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
      ...nothingPersonal,
    };
    hold(begun);
    return begun;
  };

  return {
    of,
    change(visit, change, durably = true) {
      const before = of(visit);
      const after = { ...before, ...change };
      if (deskSees.some((field) => after[field] !== before[field])) {
        lastNumber += 1;
        after.number = lastNumber;
      }
      if (isFinished(after)) Object.assign(after, nothingPersonal);
      journal.save(after, durably);
      hold(after);
      return after;
    },
    open: () => [...open.values()],
    listSince: (since) => [...list.values()].filter((record) => record.number > since),
  };
}
