/**
 * Answers the receipt computer's requests: `KINDreq_X.xml` in `req` by `KINDres_X.xml` in `res` (REQ-37), one after the
 * other in the order in which they were written. Stops at nothing that lies there: what cannot be answered is answered
 * with SegmentOfResult 9, and what has no name to answer to is set aside.
 *
 * When a request is complete (our rule, nothing official is public): at once when it is one whole XML document; a file
 * that is not may still be growing, so it is refused only when it has been the same for `steadyMs`.
 */

import { type Problem, type Result, refuse } from '../../../protocol/result.ts';
import type { Clock } from '../../clock.ts';
import type { BackEndClient } from '../../eligibility/client.ts';
import type { Facility } from '../../facility.ts';
import type { ObserveBridge } from '../../observed.ts';
import type { Unfinished } from '../../unfinished.ts';
import { type MessageElement, readMessage } from '../format/read-message.ts';
import { answerFile, refusalFile } from './answer-file.ts';
import type { Exchange, PendingRequest } from './exchange.ts';
import { awayLimitMs, createPatientAsker } from './patient-asking.ts';
import { identifierOf, type RequestHeader, readHeader } from './request-header.ts';
import type { KindAnswer, RequestKind } from './request-kind.ts';
import { namedRequest } from './request-name.ts';

/** Milliseconds; all are our figures. */
const lookAgainAfter = 500;
const steadyMs = 2_000;
/** For which a file may be held by another program. */
const unreadableLimitMs = 10_000;
/** Until a disk that takes nothing is tried again. */
const writeAgainAfter = 5_000;

export interface Answering {
  /** Carries on where an earlier life stopped, and looks for requests from here on. */
  start(): void;
  /** Nothing is written from here on. */
  stop(): void;
}

/** How long a request has been known, by `clock.ticks()`. */
interface Known {
  version: string;
  readonly first: number;
  /** Since when it is as it is. */
  since: number;
  taken: boolean;
}

export function createAnswering(parts: {
  readonly exchange: Exchange;
  readonly kindOf: (prefix: string) => RequestKind | null;
  readonly backEnd: BackEndClient;
  readonly facility: () => Facility;
  readonly clock: Clock;
  readonly observe: ObserveBridge;
  readonly unfinished: Unfinished;
}): Answering {
  const { exchange, kindOf, facility, clock, observe, unfinished } = parts;
  const asker = createPatientAsker(parts);
  const known = new Map<string, Known>();
  /** Done with, but held by another program: to be taken away when it can be. */
  const lingering = new Map<string, () => boolean>();
  let stopped = true;
  let working = false;
  let lookOnceMore = false;
  let timer: unknown = null;
  let unwatch: (() => void) | null = null;
  /** When to look again by itself, in milliseconds from now; null: when somebody tells. */
  let again: number | null = null;
  let allShown = true;

  const lookIn = (milliseconds: number): void => {
    again = again === null ? milliseconds : Math.min(again, milliseconds);
  };

  /** What is to be answered now, in order. */
  function queue(): PendingRequest[] {
    const pending = exchange.pending();
    const lying = new Map(pending.map((request) => [request.name, request]));
    for (const name of known.keys()) if (!lying.has(name)) known.delete(name);
    for (const [name, takeAway] of lingering) if (takeAway()) lingering.delete(name);
    const now = clock.ticks();
    for (const { name, version } of pending) {
      const one = known.get(name);
      if (one === undefined) known.set(name, { version, first: now, since: now, taken: false });
      else if (one.version !== version) Object.assign(one, { version, since: now });
    }
    return pending.filter(({ name }) => !lingering.has(name));
  }

  function linger(request: PendingRequest, takeAway: () => boolean): void {
    if (!takeAway()) lingering.set(request.name, takeAway);
  }

  function setAside(request: PendingRequest, problem: Problem): void {
    observe({ event: 'requestSetAside', code: problem.code });
    linger(request, () => exchange.setAside(request));
  }

  async function deal(request: PendingRequest): Promise<void> {
    const named = namedRequest(request.name);
    if (named.is !== 'request') {
      setAside(request, { code: 'EMU-574', detail: {} });
      return;
    }
    const one = known.get(request.name) ?? { version: '', first: 0, since: 0, taken: false };
    const found = exchange.read(request.name);
    if (found.ok && found.value === null) return;
    if (!found.ok && found.problem.code === 'EMU-576' && clock.ticks() - one.first < unreadableLimitMs) {
      lookIn(writeAgainAfter);
      return;
    }
    const message = found.ok && found.value !== null ? readMessage(found.value.bytes) : found;
    if (!message.ok && clock.ticks() - one.since < steadyMs) {
      lookIn(steadyMs - (clock.ticks() - one.since));
      return;
    }
    const kind = kindOf(named.prefix);
    const told = kind === null ? 'other' : (named.prefix as RequestKindName);
    if (!one.taken) observe({ event: 'requestTaken', kind: told });
    one.taken = true;
  }

  return {
    start() {},
    stop() {},
  };
}
