/**
 * What is known of maintenance of the back end: the window that was told last, when, and whether that has become old.
 * Each change is told once. In the field operators announce it as a notice (お知らせ) on their portal, with its period and
 * the remark that its end may move; that a bridge can ask for it, and what counts as which change, is our design.
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

export interface AnnouncedMaintenance {
  /** Under way or next, as it was told last; null: none, or not known. */
  readonly window: MaintenanceWindow | null;
  /** When the back end told last, milliseconds since 1970-01-01 UTC, and whether that is old; null: it has not yet. */
  readonly told: { readonly at: number; readonly old: boolean } | null;
  /** Takes in what came of asking. False: nothing was learned, and all that was known stays. */
  heard(told: Result<Told>): boolean;
  /** The bridge has asked by itself, and had no answer. */
  missed(): void;
}

export function knowMaintenance(parts: {
  readonly clock: Pick<Clock, 'now'>;
  readonly observe: ObserveBridge;
}): AnnouncedMaintenance {
  const { clock, observe } = parts;
  let window: MaintenanceWindow | null = null;
  let at: number | null = null;
  let missedInARow = 0;

  const isOver = ({ until }: MaintenanceWindow): boolean => Date.parse(until) <= clock.now();
  const tell = (change: MaintenanceChange, { from, until }: MaintenanceWindow): void =>
    observe({ event: 'maintenance', change, from: Date.parse(from), until: Date.parse(until) });

  const settle = (next: MaintenanceWindow | null): void => {
    const before = window;
    window = next;
    if (before === null) {
      if (next !== null) tell('announced', next);
      return;
    }
    if (next !== null && isSame(before, next)) return;
    const begun = Date.parse(before.from) <= clock.now();
    if (next !== null && (!begun || Date.parse(next.from) <= Date.parse(before.until))) {
      tell('moved', next);
      return;
    }
    tell(begun ? 'over' : 'calledOff', before);
    if (next !== null) tell('announced', next);
  };
  /** By the clock, where nobody has said otherwise. */
  const letGoWhatIsOver = (): void => {
    if (window !== null && isOver(window)) settle(null);
  };

  return {
    get window() {
      return window === null || isOver(window) ? null : window;
    },
    get told() {
      return at === null ? null : { at, old: missedInARow >= missedUntilOld };
    },
    heard(told) {
      const next = told.ok ? told.value.maintenance : windowUnderWay(told.problem);
      if (!told.ok && next === null) {
        letGoWhatIsOver();
        return false;
      }
      if (at !== null && missedInARow >= missedUntilOld) observe({ event: 'maintenanceNews', old: false });
      at = clock.now();
      missedInARow = 0;
      settle(next === null || isOver(next) ? null : next);
      return true;
    },
    missed() {
      letGoWhatIsOver();
      missedInARow += 1;
      if (at !== null && missedInARow === missedUntilOld) observe({ event: 'maintenanceNews', old: true });
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
