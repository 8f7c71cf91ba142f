/**
 * Answers the receipt computer's requests: `KINDreq_X.xml` in `req` by `KINDres_X.xml` in `res` (REQ-37), one after the
 * other in the order in which they were written. It stops at nothing that lies there: what cannot be answered is
 * answered with SegmentOfResult 9, and what has no name to answer to is set aside.
 *
 * When a request is complete is our rule: at once where it is one whole XML document. A file that is not may still be
 * growing, so it is refused only when it has stayed the same for `steadyMs`.
 */

import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../../protocol/errors.ts';
import { type Problem, type Result, refuse } from '../../../protocol/result.ts';
import type { Clock } from '../../clock.ts';
import type { BackEndClient } from '../../eligibility/client.ts';
import type { Facility } from '../../facility.ts';
import type { ObserveBridge } from '../../observed.ts';
import type { Unfinished } from '../../unfinished.ts';
import { type MessageElement, type ReadMessage, readMessage } from '../format/read-message.ts';
import { type AnswerFileInput, answerFile, refusalFile } from './answer-file.ts';
import type { Exchange, PendingRequest, ReadRequest } from './exchange.ts';
import { isRequestPrefix, type RequestPrefix } from './kinds.ts';
import { createPatientAsker } from './patient-asking.ts';
import { identifierOf, readHeader } from './request-header.ts';
import type { KindAnswer, RequestKind } from './request-kind.ts';
import { namedRequest } from './request-name.ts';

/** Milliseconds between two looks into a folder that does not tell. This and the following are our figures. */
const lookAgainAfter = 500;
/** For which a file that is no whole document must have stayed the same. */
const steadyMs = 2_000;
/** For which a file may be held by another program. */
const unreadableLimitMs = 10_000;
/** Until a file that is held, or a disk that takes nothing, is tried again. */
const tryAgainAfter = 5_000;
/** Requests that are dealt with before others have their turn: visits go on beside a thousand of them. */
const atOnce = 8;

export interface Answering {
  /** Carries on where an earlier life stopped, and looks for requests from here on. */
  start(): void;
  /** Nothing is written from here on. */
  stop(): void;
}

/** A request that has been seen; times by `clock.ticks()`. */
interface Seen {
  readonly version: string;
  readonly first: number;
  /** Since when it is as it is. */
  readonly since: number;
  /** It has been told that it was taken. */
  readonly taken: boolean;
}

export function createAnswering(parts: {
  readonly exchange: Exchange;
  readonly kinds: Readonly<Record<RequestPrefix, RequestKind>>;
  readonly backEnd: BackEndClient;
  readonly facility: () => Facility;
  readonly clock: Clock;
  readonly observe: ObserveBridge;
  readonly unfinished: Unfinished;
}): Answering {
  const { exchange, kinds, facility, clock, observe, unfinished } = parts;
  const asker = createPatientAsker(parts);
  const seen = new Map<string, Seen>();
  /** Done with, but held by another program: how each is taken away when it can be. */
  const lingering = new Map<string, () => boolean>();
  let running = false;
  let working = false;
  let lookOnceMore = false;
  let allShown = true;
  let timer: unknown = null;
  let unwatch: (() => void) | null = null;
  /** Milliseconds after which to look again in any case; null: when somebody tells. */
  let again: number | null = null;

  const lookIn = (milliseconds: number): void => {
    again = again === null ? milliseconds : Math.min(again, milliseconds);
  };

  const look = (): void => {
    if (!running) return;
    lookOnceMore = true;
    if (!working) void work();
  };

  async function work(): Promise<void> {
    working = true;
    unfinished.begin();
    if (timer !== null) clock.clearTimeout(timer);
    timer = null;
    again = exchange.watch === null ? lookAgainAfter : null;
    let dealtWith = 0;
    while (running && lookOnceMore) {
      lookOnceMore = false;
      for (const request of queue()) {
        await deal(request);
        dealtWith += 1;
        if (dealtWith % atOnce === 0) await turn();
        if (!running) break;
      }
      if (running && !allShown) showKept();
    }
    working = false;
    if (running && again !== null) timer = clock.setTimeout(look, again);
    unfinished.end();
  }

  /** What is to be dealt with now, in order. */
  function queue(): PendingRequest[] {
    const pending = exchange.pending();
    const names = new Set(pending.map(({ name }) => name));
    for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
    for (const [name, takeAway] of lingering) if (takeAway()) lingering.delete(name);
    if (lingering.size > 0) lookIn(tryAgainAfter);
    const now = clock.ticks();
    for (const { name, version } of pending) {
      const before = seen.get(name);
      if (before?.version === version) continue;
      seen.set(name, { version, first: before?.first ?? now, since: now, taken: before?.taken ?? false });
    }
    return pending.filter(({ name }) => !lingering.has(name));
  }

  async function deal(request: PendingRequest): Promise<void> {
    const before = seen.get(request.name);
    const named = namedRequest(request.name);
    if (before === undefined) return;
    if (named.is !== 'request') {
      setAside(request, 'EMU-574');
      return;
    }
    const found = exchange.read(request.name);
    // The receipt computer has taken it back.
    if (found.ok && found.value === null) return;
    const message = messageIn(found);
    if (!message.ok) {
      const wait = waitFor(message.problem.code, before);
      if (wait > 0) {
        lookIn(wait);
        return;
      }
    }
    const kind = isRequestPrefix(named.prefix) ? named.prefix : 'other';
    if (!before.taken) observe({ event: 'requestTaken', kind });
    seen.set(request.name, { ...before, taken: true });
    const root = message.ok ? message.value.root : null;
    const version = found.ok && found.value !== null ? found.value.version : request.version;
    const asking = { prefix: named.prefix, key: keyOf(request.name, version) };
    const asked = message.ok ? await answerOf(message.value.root, asking) : message;
    if (!running) return;
    const input = headerOf(root);
    const bytes = asked.ok ? answerFile(input, asked.value) : refusalOf(input, asked.problem, named.prefix);
    const written = exchange.answer({ name: request.name, version }, named.answer, bytes);
    if (!written.ok) {
      observe({ event: 'requestUnanswered', kind, code: written.problem.code });
      if (written.problem.code === 'EMU-577') setAside(request, 'EMU-577');
      else lookIn(tryAgainAfter);
      return;
    }
    seen.delete(request.name);
    const { taken, shown } = written.value;
    if (!taken) lingering.set(request.name, () => exchange.takeAway({ name: request.name, version }));
    if (!shown) allShown = false;
    // More may have come while this one was answered.
    lookOnceMore = true;
    const result = asked.ok ? answeredAs[asked.value.segment] : asked.problem.code;
    observe({ event: 'requestAnswered', kind, result });
  }

  async function answerOf(
    message: MessageElement,
    { prefix, key }: { readonly prefix: string; readonly key: string },
  ): Promise<Result<KindAnswer>> {
    const header = readHeader(message, facility().institutionCode);
    if (!header.ok) return header;
    if (!isRequestPrefix(prefix)) return refuse('EMU-572', { kind: prefix });
    try {
      return await kinds[prefix].answer(message, {
        facility: facility(),
        now: () => clock.now(),
        key,
        ask: asker.ask,
      });
    } catch {
      return refuse('EMU-579');
    }
  }

  const refusalOf = (input: AnswerFileInput, problem: Problem, prefix: string): Uint8Array =>
    refusalFile(input, problem, isRequestPrefix(prefix) ? kinds[prefix].refusalBody?.(problem) : undefined);

  function headerOf(message: MessageElement | null): AnswerFileInput {
    const common = { facility: facility(), at: clock.now() };
    const header = message && readHeader(message, facility().institutionCode);
    if (header?.ok) return { ...common, ...header.value };
    return { ...common, day: null, identifier: message && identifierOf(message) };
  }

  function setAside(request: PendingRequest, code: 'EMU-574' | 'EMU-577'): void {
    observe({ event: 'requestSetAside', code });
    const putAside = (): boolean => exchange.setAside(request);
    if (!putAside()) lingering.set(request.name, putAside);
  }

  /** Milliseconds for which a file that cannot be read may still become one that can. */
  function waitFor(code: ErrorCode, { first, since }: Seen): number {
    const now = clock.ticks();
    if (code === 'EMU-575') return 0;
    if (code === 'EMU-576') return now - first < unreadableLimitMs ? tryAgainAfter : 0;
    return Math.max(0, steadyMs - (now - since));
  }

  function showKept(): void {
    allShown = exchange.showKept();
    if (!allShown) lookIn(tryAgainAfter);
  }

  return {
    start() {
      running = true;
      allShown = exchange.recover();
      unwatch = exchange.watch?.(look) ?? null;
      look();
    },
    stop() {
      running = false;
      unwatch?.();
      asker.stop();
      if (timer !== null) clock.clearTimeout(timer);
      timer = null;
    },
  };
}

const answeredAs = { '1': 'ok', '2': 'processing' } as const satisfies Record<KindAnswer['segment'], string>;

const keyOf = (name: string, version: string): string =>
  createHash('sha256').update(`${name}\0${version}`).digest('base64url');

const messageIn = (found: Result<ReadRequest | null>): Result<ReadMessage> =>
  found.ok ? readMessage(found.value?.bytes ?? new Uint8Array()) : found;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
