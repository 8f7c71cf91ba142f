/**
 * Holds the four facts of people whose card could not be read, durably, and looks them up: at once where the back end
 * answers, else later and again until it does. A search carries the same key each time, so that it counts once. Personal
 * data leave when the result was fetched and there was time to read it, or when nobody fetched it for a day.
 */

import { Buffer } from 'node:buffer';
import { EmulatorError, type ErrorCode, type Problem } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { AnswerOf } from '../eligibility/api.ts';
import type { AskOnce } from '../eligibility/asking-once.ts';
import { type FoundKind, nextOutageStep } from '../eligibility/search-operations.ts';
import type { Facility } from '../facility.ts';
import type { ObserveBridge } from '../observed.ts';
import { compactInstant } from '../receipt/japan-time.ts';
import { askingFacility } from './asking-facility.ts';
import { declarationRecord } from './declaration.ts';
import type { Lookup, LookupDetail, LookupStatus, LookupStore } from './lookup.ts';
import { keptLookupAdvice } from './lookup-advice.ts';
import type { LookupOrder } from './lookup-order.ts';

/** Milliseconds between tries; doubles. Our figures. */
export const lookingUpAgain = { first: 5_000, ceiling: 60_000 } as const;

const minute = 60_000;
const hour = 60 * minute;
/** How long personal data stay. Our figures. */
export const personalStays = { fetched: 10 * minute, unfetched: 24 * hour, held: 7 * 24 * hour } as const;

/** Lookups with personal data that one desk holds. Our figure. */
export const heldLimit = 1_000;

/** Refusals that trying again does not change. */
const final: ReadonlySet<ErrorCode> = new Set(['EMU-400', 'EMU-413', 'EMU-481', 'EMU-486', 'EMU-487']);

/** The search for outages is not on yet: what is held for another mode is still tried. */
const notSwitchedOn: ReadonlySet<ErrorCode> = new Set(Object.values(nextOutageStep));

export interface Lookups {
  /** Takes up what an earlier process held. */
  recover(): void;
  /**
   * Holds the facts and tries to look them up; answers after the first try, whether or not it was answered. EMU-556 not
   * kept, EMU-557 disaster mode is off, EMU-559 too many are held; and what the back end refuses for good, of which nothing is held then.
   */
  hold(order: LookupOrder): Promise<Result<LookupStatus>>;
  list(): readonly LookupStatus[];
  /** With facts and result. From the first fetch of a result on, personal data stay ten minutes. EMU-555. */
  fetch(number: number): Result<LookupDetail>;
  /** Tries now. EMU-555. */
  again(number: number): Promise<Result<LookupStatus>>;
  /** Medical information of the person who was found; nothing of it is kept here. EMU-555, EMU-558, and what the back end refuses. */
  information(number: number, kind: FoundKind): Promise<Result<AnswerOf<'foundInformation'>>>;
  /** Forgets it altogether. EMU-555. */
  remove(number: number): Result<void>;
  /** Those that wait for an answer. */
  readonly waiting: number;
  /** Gives up every timer. */
  stop(): void;
}

export function createLookups(parts: {
  readonly store: LookupStore;
  readonly ask: AskOnce['ask'];
  readonly facility: () => Facility;
  /** Disaster mode is on at this desk. */
  readonly disaster: () => boolean;
  readonly clock: Clock;
  readonly entropy: { bytes(count: number): Uint8Array };
  readonly observe: ObserveBridge;
}): Lookups {
  const { store, ask, facility, disaster, clock, entropy, observe } = parts;
  const lookups = new Map(store.all().map((lookup) => [lookup.number, lookup]));
  const trying = new Map<number, Promise<void>>();
  let wait: number = lookingUpAgain.first;
  let round: unknown = null;
  let sweeping: unknown = null;
  let stopped = false;

  /** Where the store takes nothing, nothing has changed, and the change is tried again in its time. */
  const keep = (lookup: Lookup): boolean => {
    const kept = attemptToKeep(() => store.save(lookup)).ok;
    if (kept) lookups.set(lookup.number, lookup);
    return kept;
  };
  const waiting = (): readonly Lookup[] => [...lookups.values()].filter(({ state }) => state === 'held');

  /** Looks it up once. A lookup that is being tried is not tried beside that. */
  const attempt = (number: number): Promise<void> => {
    const under = trying.get(number);
    if (under !== undefined) return under;
    const lookup = lookups.get(number);
    if (lookup?.state !== 'held' || lookup.entry === null) return Promise.resolve();
    const { mode, facts, consent, lifeAtStake, authorised, facility: asking } = lookup.entry;
    const request = {
      search: lookup.search,
      facility: asking,
      mode,
      facts,
      consent,
      lifeAtStake,
      authorised,
    };
    const tried = ask('search', request).then((result) => {
      trying.delete(number);
      // Deleted or forgotten meanwhile, or the process is ending.
      const now = lookups.get(number);
      if (stopped || now?.entry == null) return;
      settle(now, result);
    });
    trying.set(number, tried);
    return tried;
  };

  const settle = (lookup: Lookup, result: Result<AnswerOf<'search'>>): void => {
    const { number, mode } = lookup;
    if (result.ok) {
      const answer = result.value;
      const looked = { ...lookup, state: answer.found, problem: null, lookedUpAt: clock.now(), answer };
      if (keep(looked)) observe({ event: 'lookedUp', lookup: number, mode, result: answer.found });
    } else {
      const { problem } = result;
      const over = final.has(problem.code);
      const told = over || lookup.problem?.code !== problem.code;
      const ended = over ? { state: 'refused' as const, lookedUpAt: clock.now() } : {};
      if (told && keep({ ...lookup, problem, ...ended }))
        observe({ event: 'lookedUp', lookup: number, mode, result: problem.code });
    }
    sweepInTime();
  };

  /** Goes through what is held as long as the back end answers, and comes again later while anything is left. */
  const tryAll = async (): Promise<void> => {
    wait = Math.min(wait * 2, lookingUpAgain.ceiling);
    for (const { number } of waiting()) {
      await attempt(number);
      if (stopped) return;
      const { state, problem } = lookups.get(number) ?? {};
      if (state === 'held' && problem != null && !notSwitchedOn.has(problem.code)) break;
    }
    round = null;
    if (waiting().length === 0) wait = lookingUpAgain.first;
    tryLater();
  };
  const tryLater = (): void => {
    if (stopped || round !== null || waiting().length === 0) return;
    round = clock.setTimeout(() => void tryAll(), wait);
  };

  /** When the personal data of a lookup leave; null: they have. */
  const leavesAt = ({ entry, fetchedAt, lookedUpAt, madeAt }: Lookup): number | null => {
    if (entry === null) return null;
    if (fetchedAt !== null) return fetchedAt + personalStays.fetched;
    if (lookedUpAt !== null) return lookedUpAt + personalStays.unfetched;
    return madeAt + personalStays.held;
  };
  const sweep = (): void => {
    sweeping = null;
    for (const lookup of lookups.values()) {
      const leaves = leavesAt(lookup);
      if (leaves === null || leaves > clock.now()) continue;
      const state = lookup.state === 'held' ? 'refused' : lookup.state;
      if (keep({ ...lookup, state, entry: null, answer: null }))
        observe({ event: 'lookupForgotten', lookup: lookup.number });
    }
    sweepInTime();
  };
  /** The wall clock may jump, so that it is looked at once an hour at least; where nothing was kept, once a second at most. */
  const sweepInTime = (): void => {
    if (sweeping !== null) clock.clearTimeout(sweeping);
    sweeping = null;
    const due = [...lookups.values()].map(leavesAt).filter((at) => at !== null);
    if (stopped || due.length === 0) return;
    const rest = Math.min(...due) - clock.now();
    sweeping = clock.setTimeout(sweep, Math.max(1_000, Math.min(rest, hour)));
  };

  const status = (lookup: Lookup): LookupStatus => ({
    lookup: lookup.number,
    mode: lookup.mode,
    state: lookup.state,
    code: lookup.problem?.code ?? null,
    madeAt: lookup.madeAt,
    lookedUpAt: lookup.lookedUpAt,
    fetchedAt: lookup.fetchedAt,
    personal: lookup.entry !== null,
    todo: keptLookupAdvice(lookup),
  });
  const known = (number: number): Result<Lookup> => {
    const lookup = lookups.get(number);
    return lookup === undefined ? refuse('EMU-555', { lookup: number }) : ok(lookup);
  };
  const drop = (number: number): void => {
    store.remove(number);
    lookups.delete(number);
    sweepInTime();
  };

  return {
    recover() {
      sweep();
      if (waiting().length > 0) void tryAll();
    },

    async hold(order) {
      if (order.mode === 'disaster' && !disaster()) return refuse('EMU-557');
      const personal = [...lookups.values()].filter(({ entry }) => entry !== null);
      if (personal.length >= heldLimit) return refuse('EMU-559', { limit: heldLimit });
      const made = attemptToKeep(() =>
        store.add({
          search: Buffer.from(entropy.bytes(16)).toString('base64url'),
          mode: order.mode,
          madeAt: clock.now(),
          state: 'held',
          problem: null,
          lookedUpAt: null,
          fetchedAt: null,
          entry: { ...order, facility: askingFacility(facility()) },
          answer: null,
        }),
      );
      if (!made.ok) return made;
      const { number, mode } = made.value;
      lookups.set(number, made.value);
      observe({ event: 'lookupHeld', lookup: number, mode });
      sweepInTime();
      await attempt(number);
      const tried = known(number);
      if (!tried.ok) return tried;
      const { state, problem } = tried.value;
      if (state === 'refused' && problem !== null) {
        drop(number);
        return { ok: false, problem };
      }
      tryLater();
      return ok(status(tried.value));
    },

    list: () => [...lookups.values()].map(status),

    fetch(number) {
      const lookup = known(number);
      if (!lookup.ok) return lookup;
      const { state, fetchedAt, entry, answer } = lookup.value;
      const first = state !== 'held' && fetchedAt === null && entry !== null;
      const seen = first ? { ...lookup.value, fetchedAt: clock.now() } : lookup.value;
      if (first && keep(seen)) sweepInTime();
      return ok({
        ...status(seen),
        facts: entry?.facts ?? null,
        declaration:
          entry?.declaration === undefined
            ? null
            : declarationRecord(entry.facts, entry.declaration, compactInstant(clock.now()).slice(0, 8)),
        result: answer,
      });
    },

    async again(number) {
      const lookup = known(number);
      if (!lookup.ok) return lookup;
      await attempt(number);
      const tried = known(number);
      return tried.ok ? ok(status(tried.value)) : tried;
    },

    async information(number, kind) {
      const lookup = known(number);
      if (!lookup.ok) return lookup;
      const { state, search, entry } = lookup.value;
      if (state !== 'one' || entry === null) return refuse('EMU-558', { lookup: number });
      return ask('foundInformation', { search, institution: entry.facility.institution, kind });
    },

    remove(number) {
      const lookup = known(number);
      if (!lookup.ok) return lookup;
      return attemptToKeep(() => drop(number));
    },

    get waiting() {
      return waiting().length;
    },

    stop() {
      stopped = true;
      if (round !== null) clock.clearTimeout(round);
      if (sweeping !== null) clock.clearTimeout(sweeping);
    },
  };
}

/** The store's own problem as a result. */
function attemptToKeep<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    if (error instanceof EmulatorError) return { ok: false, problem: error.problem satisfies Problem };
    throw error;
  }
}
