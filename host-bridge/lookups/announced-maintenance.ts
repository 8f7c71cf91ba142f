/**
 * What is known of maintenance of the back end: the window that was told last, when, and whether that has become old.
 * It is kept, and each change is told once, also where the bridge starts again in between. In the field operators
 * announce it as a notice (お知らせ) on their portal, with its period and the remark that its end may move; that a bridge
 * can ask for it, and what counts as which change, is our design.
 */

import type { Problem, Result } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { AnswerOf } from '../eligibility/api.ts';
import { operations } from '../eligibility/api.ts';
import type { ObserveBridge } from '../observed.ts';
import type { MaintenanceChange } from './maintenance-change.ts';

type Told = AnswerOf<'situation'>;
export type MaintenanceWindow = NonNullable<Told['maintenance']>;

/** Askings in a row without an answer after which what is known is marked as old. Our figure. */
export const missedUntilOld = 2;

/** What outlives the process. */
export interface KeptMaintenance {
  /** As it was told last, perhaps over by now; null: none. */
  readonly window: MaintenanceWindow | null;
  /** When the back end told last, milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly old: boolean;
}

export interface MaintenanceStore {
  /** null: the back end has not told yet. */
  kept(): KeptMaintenance | null;
  /**
   * In place of what was kept. EMU-513.
   * @param durably true: it has reached the disk when this returns. false: it outlives the process
   */
  keep(known: KeptMaintenance, durably: boolean): Result<void>;
  close(): void;
}

export interface AnnouncedMaintenance {
  /** Under way or next, as it was told last; null: none, or not known. */
  readonly window: MaintenanceWindow | null;
  /** When the window ends that has not been told to be over, though it may be; milliseconds since 1970-01-01 UTC. */
  readonly end: number | null;
  /** When the back end told last, milliseconds since 1970-01-01 UTC, and whether that is old; null: it has not yet. */
  readonly told: { readonly at: number; readonly old: boolean } | null;
  /** Tells what an earlier process knew, which is no change. */
  recover(): void;
  /** Takes in what came of asking, or of a request that was refused. False: nothing was learned, and all that was known stays. */
  heard(told: Result<Told>): boolean;
  /** The bridge has asked by itself, and had no answer. */
  missed(): void;
  /** Nobody is asked: by the clock, or by what is answered, the window is over. */
  over(): void;
  /** Nothing is heard, told or kept from here on. */
  stop(): void;
}

export function knowMaintenance(parts: {
  readonly store: MaintenanceStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly observe: ObserveBridge;
  /** Another window is known, or none any more. */
  readonly changed?: () => void;
}): AnnouncedMaintenance {
  const { store, clock, observe, changed = () => {} } = parts;
  const kept = store.kept();
  let window = kept?.window ?? null;
  let at = kept?.at ?? null;
  let missedInARow = kept?.old === true ? missedUntilOld : 0;
  let keeps = true;
  let stopped = false;

  const isOver = ({ until }: MaintenanceWindow): boolean => Date.parse(until) <= clock.now();
  const isOld = (): boolean => at !== null && missedInARow >= missedUntilOld;
  const current = (): MaintenanceWindow | null => (window === null || isOver(window) ? null : window);

  const tell = (change: MaintenanceChange, { from, until }: MaintenanceWindow): void =>
    observe({ event: 'maintenance', change, from: Date.parse(from), until: Date.parse(until) });

  const tellChange = (before: MaintenanceWindow | null, next: MaintenanceWindow | null): void => {
    if (before === null) {
      if (next !== null) tell('announced', next);
      return;
    }
    const begun = Date.parse(before.from) <= clock.now();
    if (next !== null && (!begun || Date.parse(next.from) <= Date.parse(before.until))) {
      tell('moved', next);
      return;
    }
    tell(begun ? 'over' : 'calledOff', before);
    if (next !== null) tell('announced', next);
  };

  /** On record before it is told, so that who starts again tells nothing twice. */
  const settle = (next: MaintenanceWindow | null, wasOld: boolean): void => {
    const before = window;
    const isNew = before === null || next === null ? before !== next : !isSame(before, next);
    const old = isOld();
    window = next;
    if (at !== null) {
      const done = store.keep({ window, at, old }, isNew || old !== wasOld);
      if (!done.ok && keeps) observe({ event: 'maintenanceNotKept', code: done.problem.code });
      keeps = done.ok;
    }
    if (wasOld && !old) observe({ event: 'maintenanceNews', old });
    if (isNew) tellChange(before, next);
    if (!wasOld && old) observe({ event: 'maintenanceNews', old });
    if (isNew) changed();
  };

  return {
    get window() {
      return current();
    },
    get end() {
      return window === null ? null : Date.parse(window.until);
    },
    get told() {
      return at === null ? null : { at, old: isOld() };
    },
    recover() {
      const known = current();
      const old = isOld();
      if (known === null && !old) return;
      const [from, until] = known === null ? [null, null] : [Date.parse(known.from), Date.parse(known.until)];
      observe({ event: 'maintenanceTakenUp', from, until, old });
    },
    heard(told) {
      if (stopped) return false;
      const next = told.ok ? told.value.maintenance : windowUnderWay(told.problem);
      const wasOld = isOld();
      if (!told.ok && next === null) {
        if (window !== null && isOver(window)) settle(null, wasOld);
        return false;
      }
      at = clock.now();
      missedInARow = 0;
      settle(next === null || isOver(next) ? null : next, wasOld);
      return true;
    },
    missed() {
      if (stopped) return;
      const wasOld = isOld();
      missedInARow += 1;
      // By the clock, where nobody has said otherwise.
      if (current() !== window || isOld() !== wasOld) settle(current(), wasOld);
    },
    over() {
      if (!stopped && window !== null) settle(null, isOld());
    },
    stop() {
      stopped = true;
    },
  };
}

const isSame = (one: MaintenanceWindow, other: MaintenanceWindow): boolean =>
  one.from === other.from && one.until === other.until;

const { maintenance } = operations.situation.answer.shape;

/** The window by whose refusal nothing is answered; it may not be the one that was announced. */
function windowUnderWay({ code, detail }: Problem): MaintenanceWindow | null {
  const window = maintenance.safeParse({ from: detail.from, until: detail.until });
  return code === 'EMU-480' && window.success ? window.data : null;
}
