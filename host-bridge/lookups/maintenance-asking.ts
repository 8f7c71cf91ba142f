/**
 * When the bridge asks the back end about maintenance by itself: when it starts, until it has reached the back end for
 * the first time, then at the facility's interval, and at the end of a window, which may have moved. It gives way to
 * visits: while a question or a check-in of one has no answer, as after an outage, it waits. What visits and lookups meet
 * counts as well: a refusal for maintenance says when it ends, and an answer while it is under way is a reason to ask.
 * Our design and our figures.
 */

import { type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { AnswerOf } from '../eligibility/api.ts';
import type { Facility } from '../facility.ts';
import type { AnnouncedMaintenance } from './announced-maintenance.ts';

/** Milliseconds between tries, at most, until the back end was reached once. */
const untilReached = 15_000;
/** Milliseconds after which it is looked whether visits still wait. */
const lookAgainAfter = 5_000;
/** Milliseconds; timers of Node go wrong after 24 days, and a window may be further away. */
const longestWait = 24 * 60 * 60_000;

export interface MaintenanceAsking {
  /** Asks now, and in its time. */
  start(): void;
  /** The facility's settings may have changed. A changed interval begins with asking. */
  settingsChanged(): void;
  /** Another window is known, or none any more. */
  windowChanged(): void;
  /** Something else was refused by the back end, for whatever reason. */
  refused(problem: Problem): void;
  /** Something else that was asked at this time, milliseconds since 1970-01-01 UTC, was answered. */
  answered(askedAt: number): void;
  /** Nothing is asked or heard from here on. */
  stop(): void;
}

export function askOfMaintenance(parts: {
  /** Asks the back end once. */
  readonly ask: () => Promise<Result<AnswerOf<'situation'>>>;
  readonly maintenance: AnnouncedMaintenance;
  readonly minutes: () => Facility['maintenanceAskingMinutes'];
  /** Something of a visit has no answer of the back end yet. */
  readonly visitsWait: () => boolean;
  readonly clock: Clock;
}): MaintenanceAsking {
  const { ask, maintenance, minutes, visitsWait, clock } = parts;
  let running = false;
  let interval: Facility['maintenanceAskingMinutes'] = 'never';
  /** It is time to ask, and visits go first. */
  let due = false;
  let asking = false;
  let reached = false;
  let next: unknown = null;
  let lookAgain: unknown = null;
  /** When something was last refused for maintenance. */
  let refusedAt: number | null = null;
  /** The window that something was answered in and that was asked about because of it: once. */
  let doubted: string | null = null;

  const comeDue = (): void => {
    // The one before has had no answer in all this time.
    if (due || asking) maintenance.missed();
    due = true;
    goOut();
    waitForNext();
  };

  const goOut = (): void => {
    if (lookAgain !== null) clock.clearTimeout(lookAgain);
    lookAgain = null;
    if (!due || asking) return;
    if (visitsWait()) {
      lookAgain = clock.setTimeout(goOut, lookAgainAfter);
      return;
    }
    due = false;
    asking = true;
    void ask().then(heard);
  };

  const heard = (told: Result<AnswerOf<'situation'>>): void => {
    asking = false;
    if (!running) return;
    reached ||= told.ok || told.problem.code !== 'EMU-420';
    if (!maintenance.heard(told)) maintenance.missed();
    goOut();
    waitForNext();
  };

  const waitForNext = (): void => {
    if (next !== null) clock.clearTimeout(next);
    next = null;
    if (!running) return;
    const { end } = maintenance;
    if (interval === 'never') {
      if (end !== null) next = clock.setTimeout(overByTheClock, Math.min(end - clock.now(), longestWait));
      return;
    }
    const waits = [interval * 60_000];
    if (!reached) waits.push(untilReached);
    if (maintenance.window !== null) waits.push(Date.parse(maintenance.window.until) - clock.now());
    next = clock.setTimeout(comeDue, Math.min(...waits));
  };

  /** Nobody is asked whether the end has moved. */
  const overByTheClock = (): void => {
    next = null;
    if (maintenance.end !== null && maintenance.end <= clock.now()) maintenance.over();
    else waitForNext();
  };

  const begin = (): void => {
    interval = minutes();
    due = interval !== 'never';
    goOut();
    waitForNext();
  };

  return {
    start() {
      running = true;
      begin();
    },
    settingsChanged() {
      if (running && minutes() !== interval) begin();
    },
    windowChanged: waitForNext,
    refused(problem) {
      if (!running || problem.code !== 'EMU-480') return;
      if (maintenance.heard(refuse(problem.code, problem.detail))) refusedAt = clock.now();
    },
    answered(askedAt) {
      const { window } = maintenance;
      if (!running || window === null || Date.parse(window.from) > clock.now()) return;
      if (interval === 'never') {
        // A slow answer to what was asked before the refusal says nothing.
        if (refusedAt !== null && askedAt > refusedAt) maintenance.over();
        return;
      }
      const one = `${window.from}/${window.until}`;
      if (doubted === one) return;
      doubted = one;
      due = true;
      goOut();
    },
    stop() {
      running = false;
      if (next !== null) clock.clearTimeout(next);
      if (lookAgain !== null) clock.clearTimeout(lookAgain);
    },
  };
}
